/**
 * What crosses between an order's row and its workflow, and what operators may send. Recorded in histories, so every
 * shape here is a contract: only optional additions. The zod forms are in service-order.schema.ts, out of the bundle.
 */
import type { EffectAnswer, EffectName, Effects } from './effects.ts';

/** One named update per command, so that operators and integrators see them. */
export const commandNames = [
  'changeStage',
  'cancel',
  'revoke',
  'reopen',
  'planVisit',
  'signOff',
  'undoSignOff',
  'post',
] as const;
export type CommandName = (typeof commandNames)[number];

/** What the relay sends when rows beside the workflow changed with a consequence outside. */
export const ROWS_CHANGED = 'rowsChanged';

export const signalNames = { stage: 'stageSignal', signOff: 'signOffSignal' } as const;
export const queryNames = { view: 'view', lastRefusal: 'lastRefusal' } as const;

/** Input of every workflow run: the order's id alone. */
export interface ServiceOrderInput {
  readonly orderId: string;
}

/** Which run asks: kept across resets (`original`), newer for a restart (`startedAt`, epoch milliseconds). */
export interface RunIdentity {
  readonly original: string;
  readonly startedAt: number;
}

export interface VisitWish {
  readonly technicianId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
  readonly overlapReasonCode?: string | undefined;
}

/** The arguments of updates and signals: codes, ids and instants. Words stay in the command row. */
export interface CommandInputs {
  changeStage: {
    readonly to: string;
    readonly reasonCode?: string | undefined;
    readonly waitingFor?: string | undefined;
    readonly until?: string | undefined;
    readonly visit?: VisitWish | undefined;
  };
  cancel: { readonly reasonCode?: string | undefined };
  revoke: { readonly reasonCode?: string | undefined };
  reopen: { readonly reasonCode?: string | undefined };
  planVisit: { readonly visit: VisitWish };
  signOff: {
    readonly signatureFileId?: string | undefined;
    readonly noSignatureReasonCode?: string | undefined;
    readonly slaReasonCode?: string | undefined;
    /** The lines that are accepted before the others; absent: all that was done. */
    readonly lineIds?: readonly string[] | undefined;
  };
  undoSignOff: {
    readonly reasonCode?: string | undefined;
    /** The order's version that has the sign-off; absent: all that can be taken back. */
    readonly signOff?: number | undefined;
  };
  post: Record<never, never>;
}
/** What a sender adds: the order version that the sender judged by. */
export interface Judged {
  readonly judgedAt?: number | undefined;
}
export type CommandMessage<Name extends CommandName = CommandName> = CommandInputs[Name] & Judged;

/** A signal repeats the command and carries its own id, by which it is done once. */
export type StageSignal = CommandInputs['changeStage'] & { readonly messageId?: string | undefined };
export type SignOffSignal = CommandInputs['signOff'] & { readonly messageId?: string | undefined };

export interface Refusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  /** What would be accepted instead. */
  readonly allowed?: readonly string[] | undefined;
}

/** What became of a command. */
export type Outcome =
  | { readonly kind: 'done'; readonly version: number; readonly stage: string }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'pending' };

export interface EffectCall<Name extends EffectName = EffectName> {
  readonly name: Name;
  readonly input: Effects[Name]['input'];
  /** Effects of the same command that must have succeeded first. */
  readonly after: readonly EffectName[];
}

/**
 * A command whose effects are being done (`doing`: the command waits for them), follow its outcome without limit
 * (`following`), or are being undone (`undoing`). In the row, so it survives a lost task, a terminate and a restore.
 */
export interface Pending {
  /** The command's key. */
  readonly id: string;
  readonly command: string;
  readonly phase: 'doing' | 'following' | 'undoing';
  readonly decidedAt: string;
  readonly budgetMs: number;
  readonly effects: readonly EffectCall[];
}

export interface EffectsEnded {
  readonly of: string;
  readonly answers: Readonly<Partial<Record<EffectName, EffectAnswer>>>;
}

/** The workflow's own writes beside people's commands. */
export interface OwnCommands {
  effectsEnded: EffectsEnded;
  effectsUndone: { readonly of: string };
  instantReached: { readonly at: string; readonly what: string };
  rowsChanged: Record<never, never>;
}
export type OwnCommandName = keyof OwnCommands;

/** What the workflow knows of the row: replaced whole after every decision, never folded. */
export interface View {
  readonly orderId: string;
  readonly number: string;
  readonly version: number;
  readonly stage: string;
  readonly stageName: string;
  /** Every stage that the order was in, in its order; absent in views recorded before orders kept them. */
  readonly entered?: readonly string[];
  readonly progress: string;
  readonly priority: string;
  readonly customerRef: string;
  readonly technicianRef: string | null;
  /** Stages that the order may move to now. */
  readonly targets: readonly string[];
  /** Commands that would be refused now whatever they carry, with the code. */
  readonly refused: Readonly<Partial<Record<CommandName, string>>>;
  readonly waiting: { readonly on: string; readonly until: string | null; readonly since: string } | null;
  readonly sla: { readonly state: string; readonly dueAt: string | null };
  /** Whom the order waits for, and what hangs of it, as operators search by; absent in views recorded before there was such a search. */
  readonly waitsFor?: string | null;
  readonly problem?: 'stuck' | null;
  readonly missingParts: boolean;
  readonly lastRefusal: { readonly at: string; readonly command: string; readonly code: string } | null;
  readonly pending: readonly Pending[];
  /** The next instant that means something; what it means is decided when it is reached. */
  readonly nextAt: string | null;
  readonly nextWhat: string | null;
  readonly closed: boolean;
}

/** What the claim answers: the view, or that a later run owns the order. */
export type Claim =
  | {
      readonly kind: 'claimed';
      readonly view: View;
      /** The order's page in the console, as a browser reaches it. */
      readonly consoleUrl?: string;
    }
  | { readonly kind: 'superseded' };

/** What a decision answers: the outcome of then and the view of now, or that a later run owns the order. */
export type Decided =
  { readonly kind: 'decided'; readonly outcome: Outcome; readonly view: View } | { readonly kind: 'superseded' };

export interface DecideRequest {
  readonly orderId: string;
  readonly run: RunIdentity;
  /** The update's id, `signal/<message id>`, or `<id>/outcome`, `<id>/undone`, `instant/<at>/<what>`, `rows/<id>`. */
  readonly key: string;
  readonly command:
    | { [Name in CommandName]: { readonly name: Name; readonly input: CommandInputs[Name] } }[CommandName]
    | { [Name in OwnCommandName]: { readonly name: Name; readonly input: OwnCommands[Name] } }[OwnCommandName];
  /** The workflow's clock, an instant: when the message was handled. */
  readonly now: string;
}
