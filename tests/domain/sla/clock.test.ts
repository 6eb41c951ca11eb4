/** What an SLA clock does with one target: the cases that other systems got wrong. */
import { describe, expect, test } from 'vitest';
import { alwaysOpenCalendar, type OpenRange } from '#domain/sla/calendar.ts';
import {
  cancelClock,
  countedMsAt,
  meetClock,
  nextInstant,
  pauseClock,
  reach,
  reopenClock,
  resumeClock,
  startClock,
  stateAt,
} from '#domain/sla/clock.ts';
import type { SlaTarget } from '#domain/sla/target.ts';
import { after, berlin, done, hour, minute, office, year2026 } from './office.ts';

const calendar = year2026();
const monday = (time: string) => berlin(`2026-01-12 ${time}`);
const tuesday = (time: string) => berlin(`2026-01-13 ${time}`);
const fourHours: SlaTarget = { target: 'resolve', limitMs: 4 * hour, warn: { beforeMs: hour } };
const stage = 'Waiting';
/** Started on Monday at 09:00: warns at 12:00, breaches at 13:00. */
const started = () => startClock(fourHours, monday('09:00'), calendar);

describe('deadlines', () => {
  const nineToFive: readonly OpenRange[] = [['09:00', '17:00']];
  const lunch: readonly OpenRange[] = [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ];
  const night: readonly OpenRange[] = [
    ['00:00', '06:00'],
    ['22:00', '24:00'],
  ];
  test.each([
    ['created late in the day', [['08:00', '18:00']] as const, monday('17:00'), tuesday('10:00'), tuesday('11:00')],
    ['created on a closed day', nineToFive, berlin('2026-01-10 11:00'), monday('12:00'), monday('13:00')],
    ['over lunch', lunch, monday('10:30'), monday('14:30'), monday('15:30')],
    ['ending with the day', nineToFive, monday('13:00'), monday('16:00'), monday('17:00')],
    ['through the night', night, monday('23:00'), tuesday('02:00'), tuesday('03:00')],
    [
      'in the week of 24:00 closings',
      [['12:00', '24:00']] as const,
      monday('22:00'),
      tuesday('13:00'),
      tuesday('14:00'),
    ],
  ] as const)('a four-hour clock %s', (_, ranges, start, warnAt, dueAt) => {
    const { clock } = done(startClock(fourHours, start, year2026(office(ranges))));

    expect(clock).toMatchObject({ warnAt, dueAt });
  });

  test('a half day and an extra Saturday replace the hours of their weekday', () => {
    const exceptions = [
      { date: '2026-01-12', ranges: [['09:00', '11:00']] as const, label: 'stocktaking' },
      { date: '2026-01-13', ranges: [], label: 'holiday' },
    ];
    const { clock } = done(startClock(fourHours, monday('10:00'), year2026(office(undefined, exceptions))));

    expect(clock.dueAt).toBe(berlin('2026-01-14 12:00'));
  });

  test('a rung that lies before the start is dropped, not fired at creation', () => {
    const target = { target: 'resolve', limitMs: hour, warn: { beforeMs: 2 * hour } };
    const { clock } = done(startClock(target, monday('09:00'), calendar));

    expect(nextInstant(clock)).toEqual({ at: monday('10:00'), what: 'sla-breach' });
  });

  test('a target that ends beyond the compiled calendar is refused', () => {
    const decision = startClock(fourHours, berlin('2026-12-31 16:00'), calendar);

    expect(decision).toMatchObject({ ok: false, refusal: { code: 'sla.calendar-range' } });
  });
});

describe('pauses', () => {
  test.each([
    ['over a weekend', '2026-01-16 16:00', '2026-01-19 10:00', '2026-01-19 13:00'],
    ['wholly outside hours', '2026-01-16 17:30', '2026-01-19 08:30', '2026-01-19 11:00'],
    ['from inside to outside hours', '2026-01-16 16:30', '2026-01-17 12:00', '2026-01-19 11:30'],
    ['from outside to inside hours', '2026-01-17 12:00', '2026-01-19 09:30', '2026-01-19 11:30'],
    ['of no time', '2026-01-16 16:00', '2026-01-16 16:00', '2026-01-19 11:00'],
  ])('a pause %s moves the deadline by its working time', (_, from, to, due) => {
    const clock = after(
      startClock(fourHours, berlin('2026-01-16 15:00'), calendar), // due on Monday at 11:00
      (running) => pauseClock(running, { at: berlin(from), stage }, calendar),
      (paused) => resumeClock(paused, berlin(to), calendar),
    );

    expect(clock.dueAt).toBe(berlin(due));
  });

  test('two pauses in the same minute both count', () => {
    const at = (seconds: string) => `2026-01-12T08:00:${seconds}.000Z`;
    const clock = after(
      started(),
      (running) => pauseClock(running, { at: at('10'), stage }, calendar),
      (paused) => resumeClock(paused, at('20'), calendar),
      (running) => pauseClock(running, { at: at('30'), stage }, calendar),
      (paused) => resumeClock(paused, at('50'), calendar),
    );

    expect(clock.dueAt).toBe('2026-01-12T12:00:30.000Z');
  });

  test('a pause within a pause counts once', () => {
    const paused = after(started(), (running) => pauseClock(running, { at: monday('10:00'), stage }, calendar));
    const again = pauseClock(paused, { at: monday('10:30'), stage: 'Waiting for parts' }, calendar);

    expect(again).toEqual({ ok: true, clock: paused, facts: [] });
  });

  test('nothing is due while paused, and a warning given stays given', () => {
    const paused = after(started(), (running) => pauseClock(running, { at: monday('12:30'), stage }, calendar));

    expect(nextInstant(paused)).toBeNull();
    expect(stateAt(paused, tuesday('17:00'))).toBe('paused');
    expect(paused).toMatchObject({ dueAt: null, warnedAt: monday('12:00'), countedMs: 3.5 * hour });
  });

  test('a pause at the very deadline leaves no time, and no breach until it ends', () => {
    const paused = after(started(), (running) => pauseClock(running, { at: monday('13:00'), stage }, calendar));
    const resumed = after(resumeClock(paused, monday('15:00'), calendar));

    expect(paused.breachedAt).toBeNull();
    expect(nextInstant(resumed)).toEqual({ at: monday('15:00'), what: 'sla-breach' });
  });
});

describe('warnings and breaches', () => {
  test('are recorded at their own instants however late they are found', () => {
    const { clock, facts } = reach(done(started()).clock, monday('16:00'));

    expect(facts).toEqual([
      { type: 'sla.warned', target: 'resolve', at: monday('12:00'), foundAt: monday('16:00') },
      { type: 'sla.breached', target: 'resolve', at: monday('13:00'), foundAt: monday('16:00') },
    ]);
    expect(reach(clock, tuesday('16:00')).facts).toEqual([]);
    expect(nextInstant(clock)).toBeNull();
  });

  test('are found by the next command when no timer found them', () => {
    const { facts } = done(meetClock(done(started()).clock, monday('14:00'), calendar));

    expect(facts.map((fact) => fact.type)).toEqual(['sla.warned', 'sla.breached', 'sla.met']);
    expect(facts.at(-1)).toMatchObject({ late: true, countedMs: 5 * hour });
  });

  test('a breached clock counts on until it is met, and keeps its first breach', () => {
    const clock = after(
      started(),
      (running) => pauseClock(running, { at: monday('14:00'), stage }, calendar),
      (paused) => resumeClock(paused, monday('15:00'), calendar),
      (running) => meetClock(running, monday('16:00'), calendar),
    );

    expect(clock).toMatchObject({ breachedAt: monday('13:00'), dueAt: monday('13:00'), countedMs: 6 * hour });
    expect(stateAt(clock, monday('16:00'))).toBe('met-late');
  });

  test('a clock started long ago has breached when it is attached', () => {
    const { clock } = done(startClock(fourHours, berlin('2026-01-05 09:00'), calendar));

    expect(stateAt(clock, monday('09:00'))).toBe('breached');
  });

  test('a command that happened before a recorded breach takes it back', () => {
    const breached = reach(done(started()).clock, monday('13:05')).clock;
    const { clock, facts } = done(meetClock(breached, monday('11:50'), calendar));

    expect(clock).toMatchObject({ breachedAt: null, warnedAt: null, metAt: monday('11:50') });
    expect(facts.map((fact) => fact.type)).toEqual(['sla.withdrawn', 'sla.withdrawn', 'sla.met']);
  });

  test('a command before the last change is refused', () => {
    const paused = after(started(), (running) => pauseClock(running, { at: monday('10:00'), stage }, calendar));

    expect(resumeClock(paused, monday('09:59'), calendar)).toMatchObject({ refusal: { code: 'sla.out-of-order' } });
  });
});

describe('the end of a clock', () => {
  test.each([
    ['exactly at the deadline', '2026-01-12T12:00:00.000Z', 'met'],
    ['a millisecond later', '2026-01-12T12:00:00.001Z', 'met-late'],
  ])('met %s', (_, at, state) => {
    expect(stateAt(after(meetClock(done(started()).clock, at, calendar)), at)).toBe(state);
  });

  test.each([
    ['met', meetClock],
    ['cancelled', cancelClock],
  ])('a paused clock can be %s, once', (state, end) => {
    const paused = after(started(), (running) => pauseClock(running, { at: monday('10:00'), stage }, calendar));
    const ended = after(end(paused, monday('16:00'), calendar));

    expect(stateAt(ended, tuesday('17:00'))).toBe(state);
    expect(ended.countedMs).toBe(hour);
    expect(end(ended, tuesday('10:00'), calendar)).toEqual({ ok: true, clock: ended, facts: [] });
  });

  test('a reopened clock goes on with what is left; the gap is neither counted nor a pause', () => {
    const clock = after(
      started(),
      (running) => meetClock(running, monday('11:00'), calendar),
      (met) => reopenClock(met, tuesday('10:00'), calendar),
    );

    expect(clock).toMatchObject({ phase: 'running', metAt: null, warnAt: tuesday('11:00'), dueAt: tuesday('12:00') });
    expect(clock.intervals.map((interval) => interval.kind)).toEqual(['counting', 'closed', 'counting']);
  });

  test('an order without a clock has none', () => {
    expect(stateAt(null, monday('09:00'))).toBe('none');
  });
});

test('V17: eight hours without a calendar, paused for two, are 87.5 % used', () => {
  const open = year2026(alwaysOpenCalendar);
  const clock = after(
    startClock({ target: 'resolve', limitMs: 8 * hour, warn: null }, monday('09:00'), open),
    (running) => pauseClock(running, { at: monday('11:00'), stage }, open),
    (paused) => resumeClock(paused, monday('13:00'), open),
  );

  expect(clock.dueAt).toBe(monday('19:00'));
  expect(countedMsAt(clock, monday('18:00'), open)).toEqual({ ok: true, ms: 0.875 * clock.limitMs });
  expect(done(meetClock(clock, monday('18:00'), open)).clock).toMatchObject({ phase: 'met', breachedAt: null });
});

test('a rung may be a share of the limit', () => {
  const target: SlaTarget = { target: 'resolve', limitMs: 100 * minute, warn: { atPercent: 75 } };

  expect(done(startClock(target, monday('09:00'), calendar)).clock.warnAt).toBe(monday('10:15'));
});
