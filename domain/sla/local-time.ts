/** Local dates and times of a time zone as instants: the one place that knows the time-zone database. */
import { Temporal as T } from 'temporal-polyfill';
import { fromEpochMs, type Instant } from '../shared/instant.ts';

/** The days of the week as calendars spell them, Monday first (ISO 8601). */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A date without a zone, `2026-03-29`. */
export type LocalDate = string;

/** True for an IANA time zone that this runtime knows (`Europe/Berlin`, `UTC`); fixed offsets are refused. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    T.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** True for a real date of the ISO calendar written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return T.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The date some days after (before, when negative) another. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return T.PlainDate.from(date).add({ days }).toString();
}

/** The day of the week of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  const weekday = weekdays[T.PlainDate.from(date).dayOfWeek - 1];
  if (weekday === undefined) throw new RangeError(`no weekday: ${date}`);
  return weekday;
}

/** The date that a clock on the wall shows at an instant. */
export function localDateAt(instant: Instant, timeZone: string): LocalDate {
  return T.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The time that a clock on the wall shows at an instant, to the minute, `14:30`. */
export function localTimeAt(instant: Instant, timeZone: string): string {
  return T.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainTime().toString().slice(0, 5);
}

/**
 * The first instant, in epoch ms, at which a clock on the wall shows this date and minute of the day or later; minute
 * 1440 is the next midnight. A time skipped by a change of offset is the instant of the change, a repeated one its first
 * passage: so the answer never falls when the argument rises, and days of 23, 24 and 25 hours are exactly as long.
 */
export function firstInstantMs(date: LocalDate, minuteOfDay: number, timeZone: string): number {
  const wanted = T.PlainDate.from(date).toPlainDateTime().add({ minutes: minuteOfDay });
  const zoned = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(wanted)) return zoned.epochMilliseconds;
  const change = zoned.getTimeZoneTransition('next'); // "earlier" lands before the gap that swallowed the time
  if (change === null) throw new RangeError(`no such local time: ${wanted.toString()} ${timeZone}`);
  return change.epochMilliseconds;
}

/** The instant of a local date's first moment. */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  return fromEpochMs(firstInstantMs(date, 0, timeZone));
}
