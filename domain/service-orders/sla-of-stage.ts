/** What entering a stage does to an order's SLA clocks, and the warnings and breaches found on the way. */
import { compareInstants, type Instant } from '../shared/instant.ts';
import {
  cancelClock,
  meetClock,
  pauseClock,
  reach,
  reopenClock,
  resumeClock,
  startClock,
  stateAt,
  type SlaChange,
  type SlaClock,
  type SlaDecision,
  type SlaState,
} from '../sla/clock.ts';
import type { DecisionContext } from './commands.ts';
import type { OrderFact } from './facts.ts';
import type { ServiceOrder } from './order.ts';
import { furtherTargets, type SlaTarget } from '../sla/target.ts';
import type { SlaEffect, Stage } from './stage-model.ts';

export interface SlaOutcome {
  readonly clock: SlaClock | null;
  /** Of the other targets. */
  readonly clocks: readonly SlaClock[];
  /** Warnings and breaches that the command found, before its own fact. */
  readonly found: readonly OrderFact[];
  /** Codes of what could not be judged, such as a calendar that does not reach so far. */
  readonly warnings: readonly string[];
}

type ClockContext = Pick<DecisionContext, 'at' | 'calendar' | 'slaTarget'>;

/** The clocks after the order enters a stage at an instant: each target by what the stage says for it. */
export function slaOnEntry(order: ServiceOrder, stage: Stage, context: ClockContext): SlaOutcome {
  const resolve = entered(order.sla, context.slaTarget, stage.sla.resolve, stage, context);
  const others = furtherTargets.map((name) => {
    const clock = order.clocks.find(({ target }) => target === name) ?? null;
    const target = order.slaTargets.find((each) => each.target === name) ?? null;
    return entered(clock, target, stage.sla[name] ?? null, stage, context);
  });
  return joinedOutcome(resolve, others);
}

/** Sign-off meets every target whose clock still runs. */
export function slaOnSignOff(order: ServiceOrder, at: Instant, calendar: DecisionContext['calendar']): SlaOutcome {
  const met = (clock: SlaClock | null): ClockOutcome =>
    clock === null || calendar === null ? unchanged(clock) : outcome(clock, meetClock(clock, at, calendar));
  return joinedOutcome(met(order.sla), order.clocks.map(met));
}

/** The clocks that begin with the order, counting from the customer's submission. */
export function clocksAtCreation(
  targets: readonly SlaTarget[],
  stage: Stage,
  submittedAt: Instant,
  calendar: DecisionContext['calendar'],
): readonly SlaClock[] {
  return furtherTargets.flatMap((name): SlaClock[] => {
    const target = targets.find((each) => each.target === name);
    if (target === undefined || calendar === null || stage.sla[name] !== 'start') return [];
    const started = startClock(target, submittedAt, calendar);
    return started.ok ? [started.clock] : [];
  });
}

/** Every clock of the order that there is. */
export function clocksOf({ sla, clocks }: Pick<ServiceOrder, 'sla' | 'clocks'>): readonly SlaClock[] {
  return sla === null ? clocks : [sla, ...clocks];
}

/** What every clock passes until an instant, in the order in which it happened. */
export function foundBy(order: Pick<ServiceOrder, 'sla' | 'clocks'>, until: Instant): readonly OrderFact[] {
  const found = clocksOf(order).flatMap((clock) => foundFacts(reach(clock, until)));
  return found.toSorted((one, other) => compareInstants(instantOf(one), instantOf(other)));
}

function instantOf(fact: OrderFact): Instant {
  return fact.name === 'slaWarned' || fact.name === 'slaBreached' ? fact.data.at : '';
}

const ranks: Readonly<Record<SlaState, number>> = {
  ...{ breached: 4, warned: 3, running: 2, paused: 1, 'met-late': 0, met: 0, cancelled: 0, none: 0 },
};

/** The clock that lists show: the worst of those that still count, the one due first among equals; else the one to resolve. */
export function worstClock(order: Pick<ServiceOrder, 'sla' | 'clocks'>, at: Instant): SlaClock | null {
  const counting = clocksOf(order).filter(({ phase }) => phase === 'running' || phase === 'paused');
  const [worst] = counting.toSorted(
    (one, other) =>
      ranks[stateAt(other, at)] - ranks[stateAt(one, at)] ||
      compareInstants(one.dueAt ?? farAway, other.dueAt ?? farAway),
  );
  return worst ?? order.sla;
}

const farAway = '9999-12-31T00:00:00.000Z';

/** The clocks with one of them as it is now. */
export function withClock(clocks: readonly SlaClock[], changed: SlaClock): readonly SlaClock[] {
  return clocks.map((clock) => (clock.target === changed.target ? changed : clock));
}

type ClockOutcome = Omit<SlaOutcome, 'clocks'>;

function entered(
  clock: SlaClock | null,
  target: SlaTarget | null,
  effect: SlaEffect | null,
  stage: Stage,
  { at, calendar }: ClockContext,
): ClockOutcome {
  if (effect === null || calendar === null) return unchanged(clock);
  if (clock !== null) return outcome(clock, applied(clock, effect, stage.id, at, calendar));
  const starts = (effect === 'start' || effect === 'resume') && target !== null;
  return starts ? outcome(null, startClock(target, at, calendar)) : unchanged(null);
}

function unchanged(clock: SlaClock | null): ClockOutcome {
  return { clock, found: [], warnings: [] };
}

function joinedOutcome(resolve: ClockOutcome, others: readonly ClockOutcome[]): SlaOutcome {
  const all = [resolve, ...others];
  return {
    clock: resolve.clock,
    clocks: others.flatMap(({ clock }) => clock ?? []),
    found: all.flatMap(({ found }) => found),
    warnings: all.flatMap(({ warnings }) => warnings),
  };
}

/** Taking a sign-off back lets the clocks run again that it had stopped. */
export function slaOnUndoing(order: ServiceOrder, at: Instant, calendar: DecisionContext['calendar']): SlaOutcome {
  const again = (clock: SlaClock | null): ClockOutcome => {
    const isStopped = clock !== null && clock.metAt !== null && clock.metAt === order.signOff?.signedAt;
    return isStopped && calendar !== null ? outcome(clock, reopenClock(clock, at, calendar)) : unchanged(clock);
  };
  return joinedOutcome(again(order.sla), order.clocks.map(again));
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
  effect: SlaEffect,
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
function outcome(before: SlaClock | null, decision: SlaDecision): ClockOutcome {
  if (!decision.ok) return { clock: before, found: [], warnings: [decision.refusal.code] };
  return { clock: decision.clock, found: foundFacts(decision), warnings: [] };
}
