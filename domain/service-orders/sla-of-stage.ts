/** What entering a stage does to an order's SLA clock, and the warnings and breaches found on the way. */
import type { Instant } from '../shared/instant.ts';
import {
  cancelClock,
  meetClock,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  type SlaChange,
  type SlaClock,
  type SlaDecision,
} from '../sla/clock.ts';
import type { DecisionContext } from './commands.ts';
import type { OrderFact } from './facts.ts';
import type { ServiceOrder } from './order.ts';
import type { Stage } from './stage-model.ts';

export interface SlaOutcome {
  readonly clock: SlaClock | null;
  /** Warnings and breaches that the command found, before its own fact. */
  readonly found: readonly OrderFact[];
  /** Codes of what could not be judged, such as a calendar that does not reach so far. */
  readonly warnings: readonly string[];
}

/** The clock after the order enters a stage at an instant. */
export function slaOnEntry(order: ServiceOrder, stage: Stage, context: DecisionContext): SlaOutcome {
  const { at, calendar, slaTarget } = context;
  const effect = stage.sla.resolve;
  if (effect === null || calendar === null) return { clock: order.sla, found: [], warnings: [] };
  if (order.sla === null) {
    const starts = (effect === 'start' || effect === 'resume') && slaTarget !== null;
    return starts ? outcome(null, startClock(slaTarget, at, calendar)) : { clock: null, found: [], warnings: [] };
  }
  return outcome(order.sla, applied(order.sla, effect, stage.id, at, calendar));
}

/** Sign-off meets the target if its clock still runs. */
export function slaOnSignOff(order: ServiceOrder, at: Instant, calendar: DecisionContext['calendar']): SlaOutcome {
  if (order.sla === null || calendar === null) return { clock: order.sla, found: [], warnings: [] };
  return outcome(order.sla, meetClock(order.sla, at, calendar));
}

/** Taking a sign-off back lets the clock run again that it had stopped. */
export function slaOnUndoing(order: ServiceOrder, at: Instant, calendar: DecisionContext['calendar']): SlaOutcome {
  const stopped = order.sla !== null && order.sla.metAt !== null && order.sla.metAt === order.signOff?.signedAt;
  if (!stopped || order.sla === null || calendar === null) return { clock: order.sla, found: [], warnings: [] };
  return outcome(order.sla, reopenClock(order.sla, at, calendar));
}

/** Recorded time over the SLA's time, in percent with one place; null without a clock. Over 100 is late. */
export function complianceOf(clock: SlaClock | null): number | null {
  return clock === null ? null : Math.round((clock.countedMs / clock.limitMs) * 1000) / 10;
}

/** Warnings and breaches that a clock passed, each as a fact at its own instant. */
export function foundFacts({ clock, facts }: SlaChange): readonly OrderFact[] {
  return facts.flatMap((fact): OrderFact[] => {
    const data = { target: fact.target, at: fact.at, dueAt: clock.dueAt ?? fact.at, sla: clock };
    if (fact.type === 'sla.warned') return [{ name: 'slaWarned', data }];
    return fact.type === 'sla.breached' ? [{ name: 'slaBreached', data }] : [];
  });
}

function applied(
  clock: SlaClock,
  effect: NonNullable<Stage['sla']['resolve']>,
  stage: string,
  at: Instant,
  calendar: NonNullable<DecisionContext['calendar']>,
): SlaDecision {
  switch (effect) {
    case 'start':
    case 'resume':
      return clock.phase === 'paused' ? resumeClock(clock, at, calendar) : reopenClock(clock, at, calendar);
    case 'pause': {
      const open = reopenClock(clock, at, calendar);
      return open.ok ? joined(open, pauseClock(open.clock, { at, stage }, calendar)) : open;
    }
    case 'meet':
      return meetClock(clock, at, calendar);
    case 'cancel':
      return cancelClock(clock, at, calendar);
  }
}

function joined(first: SlaChange, then: SlaDecision): SlaDecision {
  return then.ok ? { ...then, facts: [...first.facts, ...then.facts] } : then;
}

/** A clock that cannot be judged stays as it was, and says so: an order is never held up by its clock. */
function outcome(before: SlaClock | null, decision: SlaDecision): SlaOutcome {
  if (!decision.ok) return { clock: before, found: [], warnings: [decision.refusal.code] };
  return { clock: decision.clock, found: foundFacts(decision), warnings: [] };
}
