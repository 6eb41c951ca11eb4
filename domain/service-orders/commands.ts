/** What people and machines may ask of an order, and what a rule needs to know to answer. */
import type { AppliedRule } from '../agreements/coverage.ts';
import type { Instant } from '../shared/instant.ts';
import type { CompiledCalendar } from '../sla/compiled-calendar.ts';
import type { SlaTarget } from '../sla/target.ts';
import type { OrderFact } from './facts.ts';
import type { Held } from './obstacles.ts';
import type { EffectName } from './order.ts';
import type { GivenReason } from './reasons.ts';
import type { StageModel } from './stage-model.ts';

export interface VisitWish {
  readonly technicianId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly timeZone: string;
  readonly overlapReasonCode?: string | undefined;
}

export interface MoveCommand {
  readonly name: 'changeStage' | 'cancel' | 'revoke' | 'reopen';
  /** Null: the one stage that the named move leads to. */
  readonly to: string | null;
  readonly reasonCode: string | null;
  readonly waitingFor: string | null;
  readonly until: Instant | null;
  readonly visit: VisitWish | null;
}
export interface PlanVisitCommand {
  readonly name: 'planVisit';
  readonly visit: VisitWish;
}
export interface SignOffCommand {
  readonly name: 'signOff';
  readonly signatureFileId: string | null;
  readonly signatureSha256: string | null;
  readonly noSignatureReasonCode: string | null;
  /** Why the SLA was missed, where the set-up asks for it. */
  readonly slaReasonCode?: string | null;
  /** The lines that are accepted before the others; absent or null: all that was done. */
  readonly lineIds?: readonly string[] | null;
}
export interface UndoSignOffCommand {
  readonly name: 'undoSignOff';
  readonly reasonCode: string | null;
  /** The version of the one that is taken back; absent or null: all that can be. */
  readonly signOff?: number | null;
}
export interface PostCommand {
  readonly name: 'post';
}
/** What a person's command may be. */
export type PersonCommand = MoveCommand | PlanVisitCommand | SignOffCommand | UndoSignOffCommand | PostCommand;

/** What an effect's service answered; absent when it was never asked. */
export type EffectAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, string | number>> };
export type EffectAnswers = Readonly<Partial<Record<EffectName, EffectAnswer>>>;

/** The workflow's own: what it found out, decided by the same rules under the same lock. */
export type OwnCommand =
  | {
      readonly name: 'effectsEnded';
      readonly of: string;
      readonly answers: EffectAnswers;
      readonly begun: PersonCommand | null;
    }
  | { readonly name: 'effectsUndone'; readonly of: string }
  | { readonly name: 'instantReached' }
  | { readonly name: 'rowsChanged' };

export type OrderCommand = PersonCommand | OwnCommand;

export interface DecisionContext {
  /** The command's instant, never earlier than the order's last event. */
  readonly at: Instant;
  /** The present, from which budgets count: a command may be decided long after its instant. */
  readonly now: Instant;
  /** The command's key. */
  readonly key: string;
  readonly model: StageModel;
  readonly calendar: CompiledCalendar | null;
  readonly slaTarget: SlaTarget | null;
  /** The end of the reopening window for an order that ends at `at`. */
  readonly closesAt: Instant;
  /** Over all effects of one command, in milliseconds. */
  readonly budgetMs: number;
  readonly newId: () => string;
  /** Of who gave the command. */
  readonly roles: Held;
  /** The reason that the command gives; absent where there is none, or where it is not judged. */
  readonly reason?: GivenReason | undefined;
  /** The same of why the SLA was missed. */
  readonly slaReason?: GivenReason | undefined;
  /** Signing off late needs a reason. */
  readonly lateNeedsReason?: boolean | undefined;
  /** Of what is signed, in hex; absent where nothing is signed. */
  readonly documentSha256?: string | undefined;
  /** The rules of the order's agreement by which its lines are charged; absent where the command does not ask for them. */
  readonly coverage?: readonly AppliedRule[] | undefined;
}

export interface OrderRefusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly allowed?: readonly string[];
}

/**
 * `done`: the facts are the answer. `pending`: the facts record what has begun, the answer comes with the effects.
 * `refused`: mostly without a fact. `settled`: decided before, the stored outcome is the answer.
 */
export type OrderDecision =
  | { readonly kind: 'done'; readonly facts: readonly OrderFact[] }
  | { readonly kind: 'pending'; readonly facts: readonly OrderFact[] }
  | { readonly kind: 'refused'; readonly refusal: OrderRefusal; readonly facts: readonly OrderFact[] }
  | { readonly kind: 'settled' };

export function done(...facts: readonly OrderFact[]): OrderDecision {
  return { kind: 'done', facts };
}

export function refused(
  code: string,
  more: Omit<OrderRefusal, 'code'> = {},
): OrderDecision & { readonly kind: 'refused' } {
  return { kind: 'refused', refusal: { code, ...more }, facts: [] };
}

/** The same with a refusal that another rule found. */
export function refusedFor(refusal: OrderRefusal): OrderDecision & { readonly kind: 'refused' } {
  return { kind: 'refused', refusal, facts: [] };
}
