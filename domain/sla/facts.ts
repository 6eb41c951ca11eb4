/** What happens to an SLA clock, as facts that are stored in its order's events. */
import type { Instant } from '../shared/instant.ts';

/** The instants that a running clock waits for. */
export type SlaInstantName = 'sla-warning' | 'sla-breach';

type Of<Type extends string> = { readonly type: Type; readonly target: string; readonly at: Instant };

/** The clock began to count at `at`, the customer's submission as a rule. */
type SlaStarted = Of<'sla.started'> & {
  readonly calendarId: string;
  readonly calendarVersion: number;
  readonly limitMs: number;
  readonly dueAt: Instant;
  readonly warnAt: Instant | null;
};

/** The clock stands still, because of a stage; `countedMs` is the working time used so far. */
type SlaPaused = Of<'sla.paused'> & { readonly reasonStage: string; readonly countedMs: number };

/** The clock counts again, after a pause or after its end was taken back. */
type SlaResumed = Of<'sla.resumed' | 'sla.reopened'> & {
  readonly dueAt: Instant;
  readonly warnAt: Instant | null;
};

/** A rung or the deadline was reached at `at`, and noticed at `foundAt`, however late that was. */
type SlaReached = Of<'sla.warned' | 'sla.breached'> & { readonly foundAt: Instant };

/** A command that came in late but happened at `at` shows that this never took place: a correction. */
type SlaWithdrawn = Of<'sla.withdrawn'> & { readonly what: SlaInstantName };

/** The target was met after `countedMs` of working time, `late` when it had been breached. */
type SlaMet = Of<'sla.met'> & { readonly late: boolean; readonly countedMs: number };

/** The clock ended without a verdict. */
type SlaCancelled = Of<'sla.cancelled'> & { readonly countedMs: number };

/** Any of them. */
export type SlaFact = SlaStarted | SlaPaused | SlaResumed | SlaReached | SlaWithdrawn | SlaMet | SlaCancelled;
