/** The checks of a stage model that is to be published: every finding by its code, with the place. */
import { orderActionRoles, type Role } from '../identity/rights.ts';
import {
  PREVIOUS,
  remembersOrigin,
  type Stage,
  type StageAutomation,
  type StageModel,
  type StageMove,
} from './stage-model.ts';

/** What is wrong with a stage model that someone wants to publish: `stage` is null when the whole is meant, `to` says which move. */
export interface StageModelFault {
  readonly code:
    | 'stage-model.no-stage'
    | 'stage-model.initial'
    | 'stage-model.duplicate'
    | 'stage-model.unknown-target'
    | 'stage-model.duplicate-move'
    | 'stage-model.unreachable'
    | 'stage-model.dead-end'
    | 'stage-model.previous'
    | 'stage-model.automations'
    | 'stage-model.clock'
    | 'stage-model.cancelled-permits'
    | 'stage-model.nobody'
    | 'stage-model.never-signed'
    | 'stage-model.reasons-unasked'
    | 'stage-model.reason-unknown';
  readonly stage: string | null;
  readonly to?: string;
}

/**
 * The checks of publishing: one initial stage, all reachable, each can reach an end, no contradiction. `reasons` are the codes of
 * the set-up that are in use; null where they are not known.
 */
export function checkStageModel(
  model: StageModel,
  reasons: ReadonlySet<string> | null = null,
): readonly StageModelFault[] {
  if (model.stages.length === 0) return [{ code: 'stage-model.no-stage', stage: null }];
  const faults = [
    ...namingFaults(model),
    ...model.stages.flatMap((stage) => [
      ...contradictions(model, stage),
      ...meaningless(stage),
      ...reasonFaults(model, stage, reasons),
      ...stage.to.flatMap((move) => moveFaults(model, stage, move)),
    ]),
  ];
  return faults.length > 0 ? faults : reachabilityFaults(model);
}

function namingFaults({ stages }: StageModel): StageModelFault[] {
  const faults: StageModelFault[] = [];
  if (stages.filter((stage) => stage.initial).length !== 1) faults.push({ code: 'stage-model.initial', stage: null });
  const seen = new Set<string>();
  for (const { id } of stages) {
    if (seen.has(id) || id === PREVIOUS) faults.push({ code: 'stage-model.duplicate', stage: id });
    seen.add(id);
  }
  return faults;
}

function contradictions(model: StageModel, stage: Stage): StageModelFault[] {
  const known = new Set([PREVIOUS, ...model.stages.map(({ id }) => id)]);
  const faults: StageModelFault[] = stage.to
    .filter((move) => !known.has(move.stage) || move.stage === stage.id)
    .map((move) => ({ code: 'stage-model.unknown-target', stage: stage.id, to: move.stage }));
  const inherits = stage.permits === PREVIOUS;
  if ((inherits && !remembersOrigin(stage)) || (stage.initial && remembersOrigin(stage)))
    faults.push({ code: 'stage-model.previous', stage: stage.id });
  return faults;
}

/** What one stage does cannot be meant together: asking for a thing and taking it back, a clock that begins when the work ends. */
function meaningless({ id, onEntry, end, sla, permits }: Stage): StageModelFault[] {
  const both = (one: StageAutomation, other: StageAutomation) => onEntry.includes(one) && onEntry.includes(other);
  const faults: StageModelFault[] = [];
  if (both('reserve', 'release') || both('visit', 'cancel-visits') || both('finish-visits', 'cancel-visits'))
    faults.push({ code: 'stage-model.automations', stage: id });
  const begins = Object.values(sla).some((effect) => ['start', 'pause', 'resume'].includes(effect ?? ''));
  if (end !== 'none' && begins) faults.push({ code: 'stage-model.clock', stage: id });
  // A cancelled order has cancelled lines only, so nothing of it can be changed, accepted or posted.
  if (end === 'cancelled' && permits.length > 0) faults.push({ code: 'stage-model.cancelled-permits', stage: id });
  return faults;
}

function reasonFaults(model: StageModel, stage: Stage, known: ReadonlySet<string> | null): StageModelFault[] {
  if (stage.reasons === undefined) return [];
  const { id, reasons } = stage;
  const isAsked = stage.reason || model.stages.some(({ to }) => to.some((move) => move.stage === id && move.reason));
  const faults: StageModelFault[] = [];
  if (!isAsked || reasons.length === 0) faults.push({ code: 'stage-model.reasons-unasked', stage: id });
  if (known !== null && reasons.some((code) => !known.has(code)))
    faults.push({ code: 'stage-model.reason-unknown', stage: id });
  return faults;
}

function moveFaults(model: StageModel, stage: Stage, move: StageMove): StageModelFault[] {
  const place = { stage: stage.id, to: move.stage };
  const faults: StageModelFault[] = [];
  if (stage.to.find((other) => other.stage === move.stage) !== move)
    faults.push({ code: 'stage-model.duplicate-move', ...place });
  const able: readonly Role[] = orderActionRoles[nameBetween(model, stage, move)];
  if (move.roles !== undefined && !move.roles.some((role) => able.includes(role)))
    faults.push({ code: 'stage-model.nobody', ...place });
  const isSigned = model.stages.some(({ permits }) => permits !== PREVIOUS && permits.includes('sign-off'));
  if (move.guards?.includes('signed-off') === true && !isSigned)
    faults.push({ code: 'stage-model.never-signed', ...place });
  return faults;
}

/** The command that a move will be; going back from a cancelled stage is revoking, whatever it goes back to. */
function nameBetween(model: StageModel, stage: Stage, move: StageMove): keyof typeof orderActionRoles {
  const target = model.stages.find(({ id }) => id === move.stage);
  if (target?.end === 'cancelled') return 'cancel';
  if (stage.end === 'cancelled') return 'revoke';
  return stage.end === 'done' ? 'reopen' : 'changeStage';
}

/** `previous` adds no way forward: a stage is reached by its name, and what it came from is reached already. */
function reachabilityFaults(model: StageModel): StageModelFault[] {
  const next = new Map(model.stages.map((stage) => [stage.id, stage.to.map((move) => move.stage)]));
  for (const stage of model.stages.filter(remembersOrigin)) {
    const origins = model.stages.filter((other) => other.to.some((move) => move.stage === stage.id));
    next.set(stage.id, [...(next.get(stage.id) ?? []), ...origins.map(({ id }) => id)]);
  }
  const reachable = closure(
    next,
    model.stages.filter((stage) => stage.initial).map(({ id }) => id),
  );
  const ends = new Set(model.stages.filter((stage) => stage.end !== 'none').map(({ id }) => id));
  return model.stages.flatMap(({ id }): StageModelFault[] => {
    if (!reachable.has(id)) return [{ code: 'stage-model.unreachable', stage: id }];
    const ahead = closure(next, [id]);
    return [...ends].some((end) => ahead.has(end)) ? [] : [{ code: 'stage-model.dead-end', stage: id }];
  });
}

function closure(next: ReadonlyMap<string, readonly string[]>, from: readonly string[]): Set<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of next.get(id) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}
