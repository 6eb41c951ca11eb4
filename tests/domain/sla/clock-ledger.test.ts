/** Invariant 5, second half: whatever happens to a clock, its ledger sums to wall time and its verdict follows from it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cancelClock,
  meetClock,
  pauseClock,
  reach,
  reopenClock,
  resumeClock,
  startClock,
  type SlaClock,
} from '#domain/sla/clock.ts';
import { elapsedMs } from '#domain/sla/compiled-calendar.ts';
import { addMs, diffMs, earlier, type Instant } from '#domain/shared/instant.ts';
import { berlin, done, hour, minute, office, year2026 } from './office.ts';

const calendar = year2026(
  office([
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ]),
);
const commands = {
  pause: (clock: SlaClock, at: Instant) => pauseClock(clock, { at, stage: 'Waiting' }, calendar),
  resume: (clock: SlaClock, at: Instant) => resumeClock(clock, at, calendar),
  meet: (clock: SlaClock, at: Instant) => meetClock(clock, at, calendar),
  cancel: (clock: SlaClock, at: Instant) => cancelClock(clock, at, calendar),
  reopen: (clock: SlaClock, at: Instant) => reopenClock(clock, at, calendar),
} as const;
type Step = { readonly name: keyof typeof commands; readonly gapMs: number; readonly looked: boolean };

const gapMs = fc.oneof(fc.constantFrom(0, 1, hour, 4 * hour, 16 * hour), fc.nat(60 * hour));
const name = fc.constantFrom<Step['name']>('pause', 'resume', 'pause', 'resume', 'meet', 'cancel', 'reopen');
const steps = fc.array(fc.record({ name, gapMs, looked: fc.boolean() }), { maxLength: 12 });
const lives = fc
  .record({
    startMs: fc.nat(7 * 24 * hour),
    limitMs: fc.integer({ min: 1, max: 60 * hour }),
    percent: fc.integer({ min: 1, max: 99 }),
    steps,
  })
  .map(({ startMs, limitMs, percent, steps: taken }) => ({
    startedAt: addMs(berlin('2026-03-25 00:00'), startMs), // the clocks change on the 29th
    target: { target: 'resolve', limitMs, warn: { atPercent: percent } },
    taken,
  }));
type Life = typeof lives extends fc.Arbitrary<infer Found> ? Found : never;

/** Lives a life; a timer looks at the clock between the steps for which `looks` says so. Returns it and its last instant. */
function live({ startedAt, target, taken }: Life, looks: (step: Step) => boolean) {
  let { clock } = done(startClock(target, startedAt, calendar));
  let at = startedAt;
  for (const step of taken) {
    if (step.gapMs > 0 && looks(step)) clock = reach(clock, addMs(at, Math.floor((step.gapMs - 1) / 2))).clock;
    at = addMs(at, step.gapMs);
    clock = done(commands[step.name](clock, at)).clock;
  }
  return { clock, at };
}

/** Working time of the counting intervals up to an instant, summed from the ledger alone. */
function counted({ intervals }: SlaClock, until: Instant): number {
  const parts = intervals.map(({ kind, from, to }) => {
    const part = elapsedMs(calendar, from, earlier(to ?? until, until));
    return kind === 'counting' && part.ok ? Math.max(0, part.ms) : 0;
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

test('the intervals follow one another without a gap and sum to wall time', () => {
  const property = fc.property(lives, (life) => {
    const { clock, at } = live(life, (step) => step.looked);
    const end = clock.metAt ?? clock.cancelledAt ?? at;
    const wall = clock.intervals.map(({ from, to }) => diffMs(from, to ?? end));

    expect(clock.intervals.slice(1).map(({ from }) => from)).toEqual(clock.intervals.slice(0, -1).map(({ to }) => to));
    expect(wall.every((ms) => ms >= 0)).toBe(true);
    expect(wall.reduce((sum, ms) => sum + ms, 0)).toBe(diffMs(life.startedAt, end));
  });
  fc.assert(property, { numRuns: 1000 });
});

test('it breaches when the counted time passes the limit, and at that instant', () => {
  const property = fc.property(lives, (life) => {
    const { clock: last, at } = live(life, (step) => step.looked);
    const clock = reach(last, at).clock;
    const { limitMs } = life.target;

    if (clock.breachedAt === null) expect(counted(clock, at)).toBeLessThanOrEqual(limitMs);
    else expect(counted(clock, clock.breachedAt)).toBe(limitMs);
    if (clock.phase === 'running' && clock.dueAt !== null && clock.breachedAt === null) {
      expect(counted(clock, clock.dueAt)).toBe(limitMs);
    }
  });
  fc.assert(property, { numRuns: 1000 });
});

test('it ends the same whether a timer looked at it on time or only commands did', () => {
  const property = fc.property(lives, (life) => {
    expect(live(life, (step) => step.looked)).toEqual(live(life, () => false));
  });
  fc.assert(property, { numRuns: 1000 });
});

test('a pause moves the deadline by exactly its working time', () => {
  const property = fc.property(lives, gapMs, fc.nat(30 * hour), (life, before, long) => {
    const { clock } = done(startClock({ ...life.target, limitMs: 60 * hour + minute }, life.startedAt, calendar));
    const from = addMs(life.startedAt, before);
    const to = addMs(from, long);
    const { clock: resumed } = done(commands.resume(done(commands.pause(clock, from)).clock, to));
    const [paused, moved] = [
      elapsedMs(calendar, from, to),
      elapsedMs(calendar, clock.dueAt ?? '', resumed.dueAt ?? ''),
    ];

    expect(moved).toEqual(paused);
  });
  fc.assert(property, { numRuns: 500 });
});
