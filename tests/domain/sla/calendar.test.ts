/** Which calendars may be published, what their days are worth, and windows in working days. */
import { describe, expect, test } from 'vitest';
import {
  alwaysOpenCalendar,
  compileCalendar,
  validateCalendar,
  type CalendarDefinition,
  type OpenRange,
} from '#domain/sla/calendar.ts';
import { dueAt, elapsedMs } from '#domain/sla/compiled-calendar.ts';
import { addDays } from '#domain/sla/local-time.ts';
import { validateSlaTarget } from '#domain/sla/target.ts';
import { addWorkingDays } from '#domain/sla/working-days.ts';
import { fromEpochMs } from '#domain/shared/instant.ts';
import { berlin, hour, office, year2026 } from './office.ts';

const codes = (calendar: CalendarDefinition) => validateCalendar(calendar, '2026-01-01').map(({ code }) => code);

describe('a calendar', () => {
  test('of several ranges, half days, holidays and closings at 24:00 is valid', () => {
    const exceptions = [
      { date: '2026-12-24', ranges: [['09:00', '12:00']] as const, label: 'Christmas Eve' },
      { date: '2026-12-25', ranges: [], label: 'Christmas' },
    ];

    expect(
      codes(
        office(
          [
            ['00:00', '06:00'],
            ['22:00', '24:00'],
          ],
          exceptions,
        ),
      ),
    ).toEqual([]);
    expect(codes(alwaysOpenCalendar)).toEqual([]);
  });

  test.each<[string, readonly OpenRange[], string]>([
    ['a time that is none', [['09:00', '25:00']], 'sla.calendar-time'],
    ['a time without two digits', [['9:00', '17:00']], 'sla.calendar-time'],
    ['a range that ends before it begins', [['22:00', '06:00']], 'sla.calendar-time'],
    ['a range of no length', [['09:00', '09:00']], 'sla.calendar-time'],
    [
      'ranges that overlap',
      [
        ['09:00', '12:00'],
        ['11:00', '13:00'],
      ],
      'sla.calendar-overlap',
    ],
  ])('with %s is refused, once for each day', (_, ranges, code) => {
    expect(codes(office(ranges))).toEqual(Array.from({ length: 5 }, () => code));
  });

  test('with an unknown zone, an impossible date and a date named twice is refused with all of it', () => {
    const exceptions = ['2026-02-30', '2026-05-01', '2026-05-01'].map((date) => ({
      date,
      ranges: [],
      label: 'closed',
    }));
    const calendar = { ...office(undefined, exceptions), timeZone: 'Europe/Atlantis' };

    expect(codes(calendar)).toEqual(['sla.calendar-time-zone', 'sla.calendar-date', 'sla.calendar-date']);
  });

  test('that never opens, or not within 366 days, is refused', () => {
    const exceptions = Array.from({ length: 366 }, (_, day) => ({
      date: addDays('2026-01-01', day),
      ranges: [],
      label: '',
    }));

    expect(codes({ ...office(), week: {} })).toEqual(['sla.calendar-never-opens']);
    expect(codes(office(undefined, exceptions))).toEqual(['sla.calendar-never-opens']);
    expect(codes(office(undefined, exceptions.slice(1)))).toEqual([]);
  });

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-06-01', 24],
  ])('open all day is open on %s for %i hours in Berlin', (fromDate, hours) => {
    const calendar = { ...alwaysOpenCalendar, timeZone: 'Europe/Berlin' };
    const { opens, closes } = compileCalendar(calendar, { fromDate, toDate: addDays(fromDate, 1), tzVersion: 'test' });

    expect([opens.length, (closes[0] ?? 0) - (opens[0] ?? 0)]).toEqual([1, hours * hour]);
  });

  test('asked beyond its compiled days refuses', () => {
    const compiled = year2026();
    const [early, late] = [berlin('2025-12-31 12:00'), fromEpochMs(compiled.until + 1)];

    for (const answer of [
      dueAt(compiled, early, 1),
      elapsedMs(compiled, early, late),
      elapsedMs(compiled, late, late),
    ]) {
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'sla.calendar-range' } });
    }
  });
});

describe('a window of working days', () => {
  const holiday = { date: '2026-01-14', ranges: [], label: 'holiday' };
  const halfDay = { date: '2026-01-15', ranges: [['09:00', '12:00']] as const, label: 'half day' };

  test.each([
    ['ten days after a Monday morning', '2026-01-12 09:00', 10, '2026-01-27 00:00'],
    ['one day after a Friday night', '2026-01-16 23:00', 1, '2026-01-20 00:00'],
    ['one day after a Saturday', '2026-01-17 12:00', 1, '2026-01-20 00:00'],
    ['no days', '2026-01-12 09:00', 0, '2026-01-12 09:00'],
  ])('of %s ends with the last of them', (_, from, days, until) => {
    expect(addWorkingDays(office(), berlin(from), days)).toEqual({ ok: true, at: berlin(until) });
  });

  test('skips holidays and counts half days whole', () => {
    const calendar = office(undefined, [holiday, halfDay]);

    expect(addWorkingDays(calendar, berlin('2026-01-13 09:00'), 1)).toEqual({
      ok: true,
      at: berlin('2026-01-16 00:00'),
    });
  });

  test('is refused by a calendar that never opens', () => {
    const decision = addWorkingDays({ ...office(), week: {} }, berlin('2026-01-12 09:00'), 1);

    expect(decision).toMatchObject({ ok: false, refusal: { code: 'sla.calendar-never-opens' } });
  });
});

describe('a target', () => {
  test.each([
    ['without a limit', { limitMs: 0, warn: null }, ['sla.limit-invalid']],
    ['of a fraction of a millisecond', { limitMs: 0.5, warn: null }, ['sla.limit-invalid']],
    ['with a rung before its start', { limitMs: hour, warn: { beforeMs: 2 * hour } }, ['sla.rung-outside-target']],
    ['with a rung at its end', { limitMs: hour, warn: { atPercent: 100 } }, ['sla.rung-outside-target']],
    ['with a rung inside', { limitMs: hour, warn: { atPercent: 80 } }, []],
    ['without a rung', { limitMs: hour, warn: null }, []],
  ])('%s is judged', (_, target, expected) => {
    expect(validateSlaTarget({ target: 'resolve', ...target }).map(({ code }) => code)).toEqual(expected);
  });
});
