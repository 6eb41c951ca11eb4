/**
 * The response clock of a request: it counts working time from the customer's submission until somebody has answered, by whatever
 * channel the request came, and nobody needs to look for it to warn and to breach.
 */
import type { Instant } from '../shared/instant.ts';
import { cancelClock, meetClock, nextInstant, reach, startClock, stateAt } from '../sla/clock.ts';
import type { SlaChange, SlaClock, SlaState } from '../sla/clock.ts';
import type { CompiledCalendar } from '../sla/compiled-calendar.ts';
import type { SlaTarget } from '../sla/target.ts';
import type { RequestStatus } from './request.ts';

/** The target of an SLA policy that requests are measured by. */
export const responseTarget = 'respond';

/** The company's own target, which holds where no policy has one; null for no minutes. Nobody is warned before. */
export function companyTarget(minutes: number): SlaTarget | null {
  return minutes === 0 ? null : { target: responseTarget, limitMs: minutes * 60_000, warn: null };
}

/** Whether another priority gives a request another clock: not once it breached, which stays as it was. */
export function mayRetarget(clock: SlaClock | null): boolean {
  return clock === null || clock.breachedAt === null;
}

/** A warning or a breach that a clock passed, at its own instant; `foundAt` is when it was noticed. */
export interface ClockNews {
  readonly name: 'slaWarned' | 'slaBreached';
  readonly target: string;
  readonly at: Instant;
  readonly dueAt: Instant;
  readonly foundAt: Instant;
}

export interface ClockOutcome {
  readonly clock: SlaClock | null;
  readonly news: readonly ClockNews[];
}

/**
 * The clock of a request that was submitted at an instant, seen from `now`: what passed before the request was entered is found at
 * once. Null where no policy has such a target, and for a calendar that does not reach so far: a request is never held up by its clock.
 */
export function beginResponse(
  target: SlaTarget | null,
  submittedAt: Instant,
  now: Instant,
  calendar: CompiledCalendar | null,
): ClockOutcome {
  if (target === null || calendar === null) return { clock: null, news: [] };
  const started = startClock(target, submittedAt, calendar);
  return started.ok ? outcomeOf(reach(started.clock, now)) : { clock: null, news: [] };
}

/** What an instant that was waited for comes to. */
export function reachResponse(clock: SlaClock | null, at: Instant): ClockOutcome {
  return clock === null ? { clock, news: [] } : outcomeOf(reach(clock, at));
}

/**
 * The clock once a request is decided: accepting and rejecting answer the customer, withdrawing ends the wait without a verdict. A
 * breach stays as it was.
 */
export function endResponse(
  clock: SlaClock | null,
  status: Exclude<RequestStatus, 'submitted'>,
  at: Instant,
  calendar: CompiledCalendar | null,
): ClockOutcome {
  if (clock === null || calendar === null) return { clock, news: [] };
  const ended = status === 'withdrawn' ? cancelClock(clock, at, calendar) : meetClock(clock, at, calendar);
  return ended.ok ? outcomeOf(ended) : { clock, news: [] };
}

/** What lists show of a clock and what its workflow waits for; a decided request waits for nothing. */
export function responseSummary(clock: SlaClock | null, status: RequestStatus, at: Instant) {
  const next = clock === null || status !== 'submitted' ? null : nextInstant(clock);
  const slaState: SlaState = stateAt(clock, at);
  return { slaState, slaDueAt: clock?.dueAt ?? null, nextAt: next?.at ?? null, nextWhat: next?.what ?? null };
}

function outcomeOf({ clock, facts }: SlaChange): ClockOutcome {
  return {
    clock,
    news: facts.flatMap((fact): ClockNews[] => {
      if (fact.type !== 'sla.warned' && fact.type !== 'sla.breached') return [];
      const { target, at, foundAt } = fact;
      const name = fact.type === 'sla.warned' ? 'slaWarned' : 'slaBreached';
      return [{ name, target, at, foundAt, dueAt: clock.dueAt ?? at }];
    }),
  };
}
