/** A second, slow opinion on calendars: reads a wall clock minute by minute and never searches or compiles. */
import { Temporal } from 'temporal-polyfill';
import type { CalendarDefinition } from '#domain/sla/calendar.ts';
import { weekdays } from '#domain/sla/local-time.ts';

const minuteMs = 60_000;

/** What a wall clock that is never turned back shows in one minute of UTC. */
export type Reading = { readonly date: string; readonly weekday: number; readonly minute: number };

/** A zone for some days, with its readings; `from` is the epoch ms of the first. */
export type Window = {
  readonly timeZone: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly from: number;
  /** A function, so that a counterexample is printed without its thousands of minutes. */
  readonly readings: () => readonly Reading[];
};

/** Reads the wall clock of a zone for five days from a date; while the clock is set back it stands still. */
export function readWindow(timeZone: string, fromDate: string): Window {
  const start = Temporal.PlainDate.from(fromDate).toZonedDateTime(timeZone);
  const end = Temporal.PlainDate.from(fromDate).add({ days: 5 }).toZonedDateTime(timeZone);
  const readings: Reading[] = [];
  let latest = start.toPlainDateTime();
  for (let ms = start.epochMilliseconds; ms < end.epochMilliseconds; ms += minuteMs) {
    const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
    if (Temporal.PlainDateTime.compare(shown, latest) > 0) latest = shown;
    const date = latest.toPlainDate().toString();
    readings.push({ date, weekday: latest.dayOfWeek, minute: latest.hour * 60 + latest.minute });
  }
  return {
    timeZone,
    fromDate,
    toDate: end.toPlainDate().toString(),
    from: start.epochMilliseconds,
    readings: () => readings,
  };
}

/** For every minute of a window whether the calendar is open in it. */
export function openMinutes(window: Window, calendar: CalendarDefinition): readonly boolean[] {
  return window.readings().map(({ date, weekday, minute }) => {
    const exception = calendar.exceptions.find((candidate) => candidate.date === date);
    const ranges = exception?.ranges ?? calendar.week[weekdays[weekday - 1] ?? 'mon'] ?? [];
    return ranges.some(([from, to]) => minutes(from) <= minute && minute < minutes(to));
  });
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (rest ?? 0);
}
