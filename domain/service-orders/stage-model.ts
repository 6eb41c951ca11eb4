/** A stage model: the published, versioned graph of stages that a service order moves through. Data, never code. */
import type { Role } from '../identity/rights.ts';

/** What a stage lets people do to the order while it is there. */
export const permissions = ['modify', 'cancel', 'dispatch', 'sign-off', 'post'] as const;
export type Permission = (typeof permissions)[number];

/** What entering a stage does to the SLA clock of a target. */
export const slaEffects = ['start', 'pause', 'resume', 'meet', 'cancel'] as const;
export type SlaEffect = (typeof slaEffects)[number];

/** What other services are asked for when an order enters a stage. */
export const stageAutomations = ['reserve', 'visit', 'release', 'cancel-visits', 'issue', 'finish-visits'] as const;
export type StageAutomation = (typeof stageAutomations)[number];

/** What must hold of an order for a move: the closed list of conditions, each a rule of obstacles.ts. */
export const stageGuards = [
  'has-visit',
  'no-open-visit',
  'has-lines',
  'lines-confirmed',
  'no-parts-missing',
  'signed-off',
] as const;
export type StageGuard = (typeof stageGuards)[number];

/** Fields of the header that an order may have to have before it enters a stage. */
export const stageFields = ['siteId', 'contactId', 'customerOrderNumber'] as const;
export type StageField = (typeof stageFields)[number];

/** Who may be told that an order entered a stage. */
export const stageReaders = ['customer', 'office'] as const;
export type StageReader = (typeof stageReaders)[number];

/** The pseudo target of a move: back to the stage that the order came from. */
export const PREVIOUS = 'previous';

export interface StageMove {
  /** A stage's id, or `previous`. */
  readonly stage: string;
  /** The move asks for a reason code (backward moves do). */
  readonly reason: boolean;
  /** What must hold of the order; absent: nothing. */
  readonly guards?: readonly StageGuard[] | undefined;
  /** Who may make the move, of those who may command it at all; absent: all of them. */
  readonly roles?: readonly Role[] | undefined;
}

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly initial: boolean;
  /** `done` and `cancelled` end the work; an order can still be reopened or revoked until it is closed. */
  readonly end: 'none' | 'done' | 'cancelled';
  readonly to: readonly StageMove[];
  /** `previous`: what the stage permits that the order came from. */
  readonly permits: readonly Permission[] | typeof PREVIOUS;
  /** Entering asks for a reason code. */
  readonly reason: boolean;
  /** What entering must tell besides: whom the order waits for, until when. */
  readonly requires: readonly ('waitingFor' | 'until')[];
  /** By target; absent: nothing. */
  readonly sla: {
    readonly resolve: SlaEffect | null;
    readonly respond?: SlaEffect | null | undefined;
    readonly arrive?: SlaEffect | null | undefined;
  };
  readonly onEntry: readonly StageAutomation[];
  /** What the order's header must have for entering; absent: nothing. */
  readonly fields?: readonly StageField[] | undefined;
  /** The reason codes of which entering takes one; absent: those that the set-up has for such a move. */
  readonly reasons?: readonly string[] | undefined;
  /** Who is told of the entry; absent: nobody. */
  readonly notify?: readonly StageReader[] | undefined;
}

export interface StageModel {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly stages: readonly Stage[];
}

/** Where an order stands in its stage model. */
export interface StagePosition {
  readonly stage: string;
  /** The stages it left by waiting or being cancelled, the latest last. */
  readonly cameFrom: readonly string[];
}

/** @throws when the model has no such stage: orders keep the version they began with, so this is a bug. */
export function stageOf(model: StageModel, id: string): Stage {
  const stage = model.stages.find((candidate) => candidate.id === id);
  if (!stage) throw new Error(`Stage model ${model.id} version ${model.version} has no stage ${id}`);
  return stage;
}

export function initialStage(model: StageModel): Stage {
  const stage = model.stages.find((candidate) => candidate.initial);
  if (!stage) throw new Error(`Stage model ${model.id} version ${model.version} has no initial stage`);
  return stage;
}

/** A stage that an order leaves again to where it came from (waiting, cancelled) remembers that place. */
export function remembersOrigin(stage: Stage): boolean {
  return stage.to.some((move) => move.stage === PREVIOUS);
}

/** What the order's stage permits now; a waiting stage inherits from the stage that the order came from. */
export function permitted(model: StageModel, at: StagePosition): readonly Permission[] {
  const stage = stageOf(model, at.stage);
  if (stage.permits !== PREVIOUS) return stage.permits;
  const origin = at.cameFrom.at(-1);
  return origin === undefined ? [] : permitted(model, { stage: origin, cameFrom: at.cameFrom.slice(0, -1) });
}

export interface PossibleMove {
  readonly to: string;
  readonly reason: boolean;
  readonly requires: readonly ('waitingFor' | 'until')[];
  /** The move goes back to where the order came from. */
  readonly back: boolean;
  /** The move leads to a stage that the order leaves again to where it came from, and that is no end. */
  readonly waits: boolean;
  readonly guards: readonly StageGuard[];
  /** Null: everybody who may command such a move. */
  readonly roles: readonly Role[] | null;
  /** What the order's header must have. */
  readonly fields: readonly StageField[];
  /** The reason codes that are taken; null: those that the set-up has for such a move. */
  readonly reasons: readonly string[] | null;
}

/** Every move that the graph and the permissions of the present stage allow, in the order of the model. */
export function possibleMoves(model: StageModel, at: StagePosition): readonly PossibleMove[] {
  const origin = at.cameFrom.at(-1);
  const mayCancel = permitted(model, at).includes('cancel');
  const moves: PossibleMove[] = [];
  for (const move of stageOf(model, at.stage).to) {
    const back = move.stage === PREVIOUS;
    const target = back ? origin : move.stage;
    if (target === undefined) continue;
    const stage = stageOf(model, target);
    if (stage.end === 'cancelled' && !back && !mayCancel) continue;
    moves.push(possibleMove(move, stage));
  }
  return moves;
}

/** A move with what it asks for; going back asks for what the move itself does, and not for what entering does. */
function possibleMove(move: StageMove, stage: Stage): PossibleMove {
  const { guards = [], roles = null } = move;
  const { id: to, fields = [], reasons = null } = stage;
  if (move.stage === PREVIOUS)
    return {
      ...{ to, reason: move.reason, requires: [], back: true, waits: false },
      ...{ guards, roles, fields: [], reasons: null },
    };
  const reason = move.reason || stage.reason;
  const waits = stage.end === 'none' && remembersOrigin(stage);
  return { to, reason, requires: stage.requires, back: false, waits, guards, roles, fields, reasons };
}
