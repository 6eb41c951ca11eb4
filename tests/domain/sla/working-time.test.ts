/** Invariant 5, first half: compiled working time is right in every zone, and its two searches are inverses. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCalendar, type CalendarDefinition, type OpenRange } from '#domain/sla/calendar.ts';
import { dueAt, elapsedMs, type CompiledCalendar } from '#domain/sla/compiled-calendar.ts';
import { addDays } from '#domain/sla/local-time.ts';
import { fromEpochMs, toEpochMs } from '#domain/shared/instant.ts';
import { openMinutes, readWindow, type Window } from './calendar-oracle.ts';

const minuteMs = 60_000;

const windows: readonly Window[] = [
  readWindow('Europe/Berlin', '2026-03-27'), // 02:00 -> 03:00 on the 29th
  readWindow('Europe/Berlin', '2026-10-23'), // 03:00 -> 02:00 on the 25th
  readWindow('America/New_York', '2026-03-06'),
  readWindow('America/New_York', '2026-10-30'),
  readWindow('Australia/Lord_Howe', '2026-04-03'), // half an hour back
  readWindow('Australia/Lord_Howe', '2026-10-02'), // half an hour on
  readWindow('America/Santiago', '2026-09-04'), // midnight is skipped on the 6th
  readWindow('America/Santiago', '2026-04-02'), // the last hour of the 4th is repeated
  readWindow('Pacific/Apia', '2011-12-28'), // the 30th never was
  readWindow('Asia/Kathmandu', '2026-05-01'), // +05:45
  readWindow('UTC', '2026-02-27'),
];

const minuteOfDay = fc.oneof(fc.constantFrom(0, 60, 119, 120, 135, 150, 180, 1380, 1440), fc.nat(1440));
const time = (minute: number) => `${Math.floor(minute / 60)}:${minute % 60}`.replace(/\b\d\b/g, '0$&');
/** Sorted ranges, some of which touch. */
const ranges = fc.uniqueArray(minuteOfDay, { maxLength: 6 }).chain((marks) => {
  const sorted = marks.toSorted((a, b) => a - b);
  const pairs = sorted.slice(1).map((to, index): OpenRange => [time(sorted[index] ?? 0), time(to)]);
  return fc.subarray(pairs);
});
const week = fc.record({ mon: ranges, tue: ranges, wed: ranges, thu: ranges, fri: ranges, sat: ranges, sun: ranges });

/** A random calendar in a random zone over days on which its clocks change, compiled. */
const cases = fc
  .record({ window: fc.constantFrom(...windows), week, days: fc.uniqueArray(fc.nat(4), { maxLength: 2 }), ranges })
  .map(({ window, week: weekly, days, ranges: replaced }) => {
    const exceptions = days.map((day) => ({ date: addDays(window.fromDate, day), ranges: replaced, label: 'fair' }));
    const calendar: CalendarDefinition = {
      id: 'random',
      version: 1,
      timeZone: window.timeZone,
      week: weekly,
      exceptions,
    };
    const span = { fromDate: window.fromDate, toDate: window.toDate, tzVersion: 'test' };
    return { window, calendar, compiled: compileCalendar(calendar, span) };
  });

const share = fc.double({ min: 0, max: 1, noNaN: true });
const at = ({ from, until }: CompiledCalendar, part: number) => fromEpochMs(Math.round(from + (until - from) * part));
/** How far before its closing an instant lies, as a share of the opening; often not at all. */
const rests = fc.oneof(fc.constant(0), share);

describe('working time', () => {
  test('agrees with reading the clock on the wall minute by minute', () => {
    const property = fc.property(cases, ({ window, calendar, compiled }) => {
      const expected = openMinutes(window, calendar);
      const found = window.readings().map((_, index) => {
        const ms = window.from + index * minuteMs;
        const counted = elapsedMs(compiled, fromEpochMs(ms), fromEpochMs(ms + minuteMs));
        return counted.ok ? counted.ms : counted.refusal.code;
      });

      expect(found.every((ms, index) => ms === (expected[index] === true ? minuteMs : 0))).toBe(true);
    });
    fc.assert(property, { numRuns: 100 });
  }, 20_000);

  test('openings are sorted, do not touch, and carry the open time before them', () => {
    const property = fc.property(cases, ({ window, calendar, compiled }) => {
      const open = openMinutes(window, calendar);
      const starts = open.flatMap((is, i) => (is && open[i - 1] !== true ? [window.from + i * minuteMs] : []));
      const ends = open.flatMap((is, i) => (is && open[i + 1] !== true ? [window.from + (i + 1) * minuteMs] : []));

      expect(compiled.opens).toEqual(starts);
      expect(compiled.closes).toEqual(ends);
      const lengths = starts.map((start, index) => (ends[index] ?? 0) - start);
      expect(compiled.prefix).toEqual(lengths.map((_, index) => lengths.slice(0, index).reduce((a, b) => a + b, 0)));
    });
    fc.assert(property, { numRuns: 600 });
  }, 20_000);

  test('what is due after an amount has elapsed by exactly that amount', () => {
    const property = fc.property(cases, share, share, ({ compiled }, when, part) => {
      const start = at(compiled, when);
      const rest = elapsedMs(compiled, start, fromEpochMs(compiled.until));
      const amount = rest.ok ? Math.floor(rest.ms * part) : -1;
      const due = dueAt(compiled, start, amount);

      expect(due.ok && elapsedMs(compiled, start, due.at)).toEqual({ ok: true, ms: amount });
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test('an instant inside opening hours is due after what has elapsed until it', () => {
    const property = fc.property(cases, fc.tuple(share, share, rests), ({ compiled }, [when, part, rest]) => {
      fc.pre(compiled.opens.length > 0);
      const index = Math.min(Math.floor(part * compiled.opens.length), compiled.opens.length - 1);
      const [open = 0, close = 0] = [compiled.opens[index], compiled.closes[index]];
      const instant = fromEpochMs(close - Math.floor((close - open - 1) * rest)); // after its opening, or as it closes
      const start = fromEpochMs(Math.round(compiled.from + (toEpochMs(instant) - compiled.from) * when));
      const elapsed = elapsedMs(compiled, start, instant);

      expect(elapsed.ok && dueAt(compiled, start, elapsed.ms)).toEqual({ ok: true, at: instant });
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test('more amount is due later, a later instant has elapsed no less, and parts add up', () => {
    const property = fc.property(cases, fc.tuple(share, share, share), ({ compiled }, parts) => {
      const [first, second, third] = parts.toSorted((a, b) => a - b).map((part) => at(compiled, part));
      const ms = (from = '', to = '') => {
        const elapsed = elapsedMs(compiled, from, to);
        return elapsed.ok ? elapsed.ms : NaN;
      };

      expect(ms(first, second)).toBeGreaterThanOrEqual(0);
      expect(ms(first, second) + ms(second, third)).toBe(ms(first, third));
      const [less, more] = [
        dueAt(compiled, first ?? '', ms(first, second)),
        dueAt(compiled, first ?? '', ms(first, third)),
      ];
      expect(less.ok && more.ok && less.at <= more.at).toBe(true);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('a compiled calendar survives JSON unchanged', () => {
    const property = fc.property(cases, ({ compiled }) => {
      expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
    });
    fc.assert(property, { numRuns: 50 });
  });
});
