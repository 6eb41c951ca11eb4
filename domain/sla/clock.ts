/**
 * An SLA clock: it counts the working time of one calendar version towards one target, and keeps every interval.
 * Every instant is an argument. A command that comes at the very instant of a warning or deadline comes before it, so
 * what is met exactly at its deadline is met in time.
 */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { addMs, compareInstants, type Instant } from '../shared/instant.ts';
import { dueAt, elapsedMs, type CalendarRangeCode, type CompiledCalendar } from './compiled-calendar.ts';
import type { SlaFact, SlaInstantName } from './facts.ts';
import { warnAfterMs, type SlaTarget } from './target.ts';

/** What lists and badges say of a clock; `none` where an order has no clock. */
export const slaStates = ['none', 'running', 'paused', 'warned', 'breached', 'met', 'met-late', 'cancelled'] as const;
export type SlaState = (typeof slaStates)[number];

/** A stretch of a clock's life; `closed` is the gap between its end and its reopening. `to` is null in the open one. */
export type SlaInterval = {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly kind: 'counting' | 'paused' | 'closed';
  /** The stage that paused the clock. */
  readonly reasonStage: string | null;
};

/** One clock of one order; JSON-safe, stored as it is. */
export type SlaClock = {
  readonly target: string;
  readonly calendarId: string;
  readonly calendarVersion: number;
  readonly limitMs: number;
  /** Working ms after which to warn, or null. */
  readonly warnAfterMs: number | null;
  readonly startedAt: Instant;
  readonly phase: 'running' | 'paused' | 'met' | 'cancelled';
  /** Without gaps from `startedAt`: their lengths sum to the wall time. */
  readonly intervals: readonly SlaInterval[];
  /** Working ms in the counting intervals that have ended. */
  readonly countedMs: number;
  /** When it breaches or has breached; null while a pause keeps that open. A breach stays where it first was. */
  readonly dueAt: Instant | null;
  readonly warnAt: Instant | null;
  readonly warnedAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly metAt: Instant | null;
  readonly cancelledAt: Instant | null;
};

/** A clock after a command or an instant, with what happened to it on the way, oldest first. */
export type SlaChange = { readonly clock: SlaClock; readonly facts: readonly SlaFact[] };

/** The instant lies before the clock's last change, or working time leaves the compiled calendar. */
export type SlaRefusalCode = 'sla.out-of-order' | CalendarRangeCode;

/** What every command on a clock answers. */
export type SlaDecision = Decision<SlaChange, SlaRefusalCode>;

/** When a clock is paused, and which stage does it. */
export type SlaPause = { readonly at: Instant; readonly stage: string };

/** Starts a clock at an instant, which may be long past: `reach` then finds what it missed. */
export function startClock({ target, limitMs, warn }: SlaTarget, at: Instant, calendar: CompiledCalendar): SlaDecision {
  const { calendarId, calendarVersion } = calendar;
  const clock: SlaClock = {
    target,
    calendarId,
    calendarVersion,
    limitMs,
    warnAfterMs: warnAfterMs(limitMs, warn),
    startedAt: at,
    phase: 'running',
    intervals: [open(at, 'counting')],
    countedMs: 0,
    dueAt: null,
    warnAt: null,
    warnedAt: null,
    breachedAt: null,
    metAt: null,
    cancelledAt: null,
  };
  const armed = arm(clock, at, calendar);
  if (!armed.ok) return armed;
  const instants = { dueAt: armed.dueAt, warnAt: armed.warnAt };
  const fact: SlaFact = { type: 'sla.started', target, at, calendarId, calendarVersion, limitMs, ...instants };
  return changed({ ...clock, ...instants }, [fact]);
}

/** Stops counting while a stage lasts. A clock that is not running goes on as it was: nested pauses count once. */
export function pauseClock(clock: SlaClock, { at, stage }: SlaPause, calendar: CompiledCalendar): SlaDecision {
  if (clock.phase !== 'running') return accept(reachBefore(clock, at));
  const before = halt(clock, at, calendar);
  if (!before.ok) return before;
  const { target, countedMs, intervals, breachedAt, warnedAt } = before.clock;
  const paused: SlaClock = {
    ...before.clock,
    phase: 'paused',
    intervals: [...intervals, { ...open(at, 'paused'), reasonStage: stage }],
    dueAt: breachedAt,
    warnAt: warnedAt,
  };
  const fact: SlaFact = { type: 'sla.paused', target, at, reasonStage: stage, countedMs };
  return changed(paused, [...before.facts, fact]);
}

/** Counts again after a pause, with what is left of the limit. A clock that is not paused goes on as it was. */
export function resumeClock(clock: SlaClock, at: Instant, calendar: CompiledCalendar): SlaDecision {
  if (clock.phase !== 'paused') return accept(reachBefore(clock, at));
  return count(halt(clock, at, calendar), 'sla.resumed', { at, calendar });
}

/** Takes back that a clock was met or cancelled: the gap counts for nobody, a breach stays. Otherwise as it is. */
export function reopenClock(clock: SlaClock, at: Instant, calendar: CompiledCalendar): SlaDecision {
  const endedAt = clock.metAt ?? clock.cancelledAt;
  if (endedAt === null) return accept(reachBefore(clock, at));
  if (compareInstants(at, endedAt) < 0) return outOfOrder(at, endedAt);
  const gap: SlaInterval = { ...open(endedAt, 'closed'), to: at };
  const reopened = { ...clock, intervals: [...clock.intervals, gap], metAt: null, cancelledAt: null };
  return count(changed(reopened, []), 'sla.reopened', { at, calendar });
}

/** Ends a running or paused clock with its target met: in time when it was never breached. Otherwise as it is. */
export function meetClock(clock: SlaClock, at: Instant, calendar: CompiledCalendar): SlaDecision {
  if (hasEnded(clock)) return accept(reachBefore(clock, at));
  const before = halt(clock, at, calendar);
  if (!before.ok) return before;
  const { target, breachedAt, countedMs } = before.clock;
  const fact: SlaFact = { type: 'sla.met', target, at, late: breachedAt !== null, countedMs };
  return changed({ ...before.clock, phase: 'met', metAt: at }, [...before.facts, fact]);
}

/** Ends a running or paused clock without a verdict. Otherwise as it is. */
export function cancelClock(clock: SlaClock, at: Instant, calendar: CompiledCalendar): SlaDecision {
  if (hasEnded(clock)) return accept(reachBefore(clock, at));
  const before = halt(clock, at, calendar);
  if (!before.ok) return before;
  const { target, countedMs } = before.clock;
  const fact: SlaFact = { type: 'sla.cancelled', target, at, countedMs };
  return changed({ ...before.clock, phase: 'cancelled', cancelledAt: at }, [...before.facts, fact]);
}

/** What a clock waits for next, or null when nothing will happen by itself. */
export function nextInstant(clock: SlaClock): { readonly at: Instant; readonly what: SlaInstantName } | null {
  if (clock.phase !== 'running' || clock.breachedAt !== null) return null;
  if (clock.warnAt !== null && clock.warnedAt === null) return { at: clock.warnAt, what: 'sla-warning' };
  return clock.dueAt === null ? null : { at: clock.dueAt, what: 'sla-breach' };
}

/** Records the warning and the breach that lie at or before an instant, each at its own instant, however late it is. */
export function reach(clock: SlaClock, at: Instant): SlaChange {
  return record(clock, at, at);
}

/**
 * Records what lies before the instant of a command and nobody found yet. Every command on a clock does it; a command
 * of the order that leaves the clock alone asks for it where no timer is armed (recorded time).
 */
export function reachBefore(clock: SlaClock, at: Instant): SlaChange {
  return record(clock, addMs(at, -1), at);
}

/** The one word for a clock at an instant not before its last change; null stands for an order without a clock. */
export function stateAt(clock: SlaClock | null, at: Instant): SlaState {
  if (clock === null) return 'none';
  const { phase, breachedAt, warnedAt } = reach(clock, at).clock;
  if (phase === 'cancelled') return 'cancelled';
  if (phase === 'met') return breachedAt === null ? 'met' : 'met-late';
  if (breachedAt !== null) return 'breached';
  if (phase === 'paused') return 'paused';
  return warnedAt === null ? 'running' : 'warned';
}

/** Working ms that a clock has counted at an instant not before its last change; its share of `limitMs` is compliance. */
export function countedMsAt(
  clock: SlaClock,
  at: Instant,
  calendar: CompiledCalendar,
): Decision<{ ms: number }, SlaRefusalCode> {
  const last = lastOf(clock);
  if (last.to !== null || last.kind !== 'counting') return accept({ ms: clock.countedMs });
  if (compareInstants(at, last.from) < 0) return outOfOrder(at, last.from);
  const part = elapsedMs(calendar, last.from, at);
  return part.ok ? accept({ ms: clock.countedMs + part.ms }) : part;
}

/** Brings a clock to a command's instant: what came before is recorded, what came after withdrawn, the interval ended. */
function halt(clock: SlaClock, at: Instant, calendar: CompiledCalendar): SlaDecision {
  if (clock.calendarId !== calendar.calendarId || clock.calendarVersion !== calendar.calendarVersion) {
    throw new RangeError(`clock of ${clock.calendarId} v${clock.calendarVersion} asked by another calendar`);
  }
  const counted = countedMsAt(clock, at, calendar);
  if (!counted.ok) return counted;
  const last = lastOf(clock);
  if (compareInstants(at, last.from) < 0) return outOfOrder(at, last.from);
  const recorded = reachBefore(clock, at);
  const withdrawn = withdraw(recorded.clock, at);
  const intervals = [...clock.intervals.slice(0, -1), { ...last, to: at }];
  return changed({ ...withdrawn.clock, intervals, countedMs: counted.ms }, [...recorded.facts, ...withdrawn.facts]);
}

/** Lets a halted clock count from an instant on. */
function count(
  before: SlaDecision,
  type: 'sla.resumed' | 'sla.reopened',
  { at, calendar }: { at: Instant; calendar: CompiledCalendar },
): SlaDecision {
  if (!before.ok) return before;
  const armed = arm(before.clock, at, calendar);
  if (!armed.ok) return armed;
  const instants = { dueAt: armed.dueAt, warnAt: armed.warnAt };
  const intervals = [...before.clock.intervals, open(at, 'counting')];
  const fact: SlaFact = { type, target: before.clock.target, at, ...instants };
  return changed({ ...before.clock, phase: 'running', intervals, ...instants }, [...before.facts, fact]);
}

/** When a clock that counts from an instant on warns and breaches. What has been reached stays where it was. */
function arm(
  { limitMs, warnAfterMs: after, countedMs, breachedAt, warnedAt }: SlaClock,
  at: Instant,
  calendar: CompiledCalendar,
): Decision<{ dueAt: Instant; warnAt: Instant | null }, CalendarRangeCode> {
  if (breachedAt !== null) return accept({ dueAt: breachedAt, warnAt: warnedAt });
  const due = dueAt(calendar, at, limitMs - countedMs);
  if (!due.ok) return due;
  if (after === null || warnedAt !== null) return accept({ dueAt: due.at, warnAt: warnedAt });
  const rung = dueAt(calendar, at, after - countedMs);
  return rung.ok ? accept({ dueAt: due.at, warnAt: rung.at }) : rung;
}

function record(clock: SlaClock, until: Instant, foundAt: Instant): SlaChange {
  let current = clock;
  const facts: SlaFact[] = [];
  for (;;) {
    const next = nextInstant(current);
    if (next === null || compareInstants(next.at, until) > 0) return { clock: current, facts };
    const isWarning = next.what === 'sla-warning';
    facts.push({ type: isWarning ? 'sla.warned' : 'sla.breached', target: clock.target, at: next.at, foundAt });
    current = { ...current, ...(isWarning ? { warnedAt: next.at } : { breachedAt: next.at }) };
  }
}

/** A command that is learnt late but happened earlier takes back what was recorded after its instant. */
function withdraw(clock: SlaClock, at: Instant): SlaChange {
  const facts: SlaFact[] = [];
  const isLater = (reached: Instant | null) => reached !== null && compareInstants(reached, at) > 0;
  const takeBack = (what: SlaInstantName) => facts.push({ type: 'sla.withdrawn', target: clock.target, at, what });
  if (isLater(clock.breachedAt)) takeBack('sla-breach');
  if (isLater(clock.warnedAt)) takeBack('sla-warning');
  const breachedAt = isLater(clock.breachedAt) ? null : clock.breachedAt;
  const warnedAt = isLater(clock.warnedAt) ? null : clock.warnedAt;
  return { clock: { ...clock, breachedAt, warnedAt }, facts };
}

function changed(clock: SlaClock, facts: readonly SlaFact[]): SlaDecision {
  return accept({ clock, facts });
}

function hasEnded(clock: SlaClock): boolean {
  return clock.phase === 'met' || clock.phase === 'cancelled';
}

function open(from: Instant, kind: SlaInterval['kind']): SlaInterval {
  return { from, to: null, kind, reasonStage: null };
}

function lastOf(clock: SlaClock): SlaInterval {
  const last = clock.intervals.at(-1);
  if (last === undefined) throw new RangeError('a clock without intervals');
  return last;
}

function outOfOrder(at: Instant, notBefore: Instant) {
  return refuse('sla.out-of-order', { params: { at, notBefore } });
}
