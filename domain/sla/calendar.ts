/** Working calendars: a week of opening hours in one time zone, with dates whose hours replace that week's. */
import { refuse, type Refusal } from '../shared/decision.ts';
import type { CompiledCalendar } from './compiled-calendar.ts';
import { addDays, firstInstantMs, isLocalDate, isTimeZone, weekdayOf, weekdays } from './local-time.ts';
import type { LocalDate, Weekday } from './local-time.ts';

/** Open from a local time (inclusive) to another (exclusive), `['08:00', '12:00']`; `24:00` closes with the day. */
export type OpenRange = readonly [from: string, to: string];

/** A date whose ranges replace those of its weekday: none for a holiday, fewer for a half day, more for an extra one. */
export type CalendarException = {
  readonly date: LocalDate;
  readonly ranges: readonly OpenRange[];
  readonly label: string;
};

/**
 * A published version of a calendar. Several ranges a day are fine, a weekday left out is closed, and work through the
 * night is two ranges (`['22:00', '24:00']` and `['00:00', '06:00']` of the next day), so that an exception is plain.
 */
export type CalendarDefinition = {
  readonly id: string;
  readonly version: number;
  readonly timeZone: string;
  readonly week: { readonly [day in Weekday]?: readonly OpenRange[] };
  readonly exceptions: readonly CalendarException[];
};

/** Why a calendar cannot be published. */
export type CalendarRefusalCode =
  | 'sla.calendar-time-zone'
  | 'sla.calendar-time'
  | 'sla.calendar-overlap'
  | 'sla.calendar-date'
  | 'sla.calendar-never-opens';

/** What a compilation covers: local dates, `toDate` not included, and the version of the time-zone data in use. */
export type CompileSpan = { readonly fromDate: LocalDate; readonly toDate: LocalDate; readonly tzVersion: string };

/** A day without an opening counts as an accident after this many in a row: no clock could ever end. */
const maximumClosedDays = 366;

const allDay: readonly OpenRange[] = [['00:00', '24:00']];

/** Round the clock, every day: a calendar like any other. */
export const alwaysOpenCalendar: CalendarDefinition = {
  id: 'always-open',
  version: 1,
  timeZone: 'UTC',
  week: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
  exceptions: [],
};

/**
 * Every reason why the calendar cannot be published, none when it can: unknown time zone, a time that is none or a range
 * that does not end after it begins, overlapping ranges, a date that is none or named twice, or no opening within the
 * 366 days that follow `from`.
 */
export function validateCalendar(
  definition: CalendarDefinition,
  from: LocalDate,
): readonly Refusal<CalendarRefusalCode>[] {
  const mistakes: Refusal<CalendarRefusalCode>[] = [];
  const blame = (code: CalendarRefusalCode, where: string) =>
    mistakes.push(refuse(code, { params: { where } }).refusal);
  if (!isTimeZone(definition.timeZone)) blame('sla.calendar-time-zone', definition.timeZone);
  for (const day of weekdays) {
    const mistake = rangesMistake(definition.week[day] ?? []);
    if (mistake !== null) blame(mistake, day);
  }
  const seen = new Set<string>();
  for (const { date, ranges } of definition.exceptions) {
    if (!isLocalDate(date) || seen.has(date)) blame('sla.calendar-date', date);
    seen.add(date);
    const mistake = rangesMistake(ranges);
    if (mistake !== null) blame(mistake, date);
  }
  if (mistakes.length === 0 && nextWorkingDate(definition, addDays(from, -1)) === null) {
    blame('sla.calendar-never-opens', from);
  }
  return mistakes;
}

/** The first date after another on which the calendar opens at all, or null when none follows within 366 days. */
export function nextWorkingDate(definition: CalendarDefinition, after: LocalDate): LocalDate | null {
  const exceptions = exceptionsByDate(definition);
  let date = after;
  for (let days = 0; days < maximumClosedDays; days += 1) {
    date = addDays(date, 1);
    if (openingsOf(definition, exceptions, date).length > 0) return date;
  }
  return null;
}

/**
 * Turns a valid calendar into sorted, merged openings in UTC. A range lasts from the first instant at which the wall
 * clock shows its begin or later to the first at which it shows its end or later: what lies in a skipped hour vanishes,
 * and while a clock is set back an open range stays open and a closed one closed.
 */
export function compileCalendar(definition: CalendarDefinition, span: CompileSpan): CompiledCalendar {
  const exceptions = exceptionsByDate(definition);
  const opens: number[] = [];
  const closes: number[] = [];
  for (let date = span.fromDate; date < span.toDate; date = addDays(date, 1)) {
    for (const [open, close] of openingsOf(definition, exceptions, date)) {
      const last = closes.length - 1;
      if (closes[last] === open) {
        closes[last] = close;
        continue;
      }
      opens.push(open);
      closes.push(close);
    }
  }
  const prefix: number[] = [];
  let total = 0;
  for (const [index, open] of opens.entries()) {
    prefix.push(total);
    total += (closes[index] ?? open) - open;
  }
  return {
    calendarId: definition.id,
    calendarVersion: definition.version,
    tzVersion: span.tzVersion,
    from: firstInstantMs(span.fromDate, 0, definition.timeZone),
    until: firstInstantMs(span.toDate, 0, definition.timeZone),
    opens,
    closes,
    prefix,
  };
}

type Exceptions = ReadonlyMap<LocalDate, readonly OpenRange[]>;

function exceptionsByDate(definition: CalendarDefinition): Exceptions {
  return new Map(definition.exceptions.map((exception) => [exception.date, exception.ranges]));
}

/** The openings of one date as [open, close] in epoch ms, in order, without those that a change of offset swallowed. */
function openingsOf(
  definition: CalendarDefinition,
  exceptions: Exceptions,
  date: LocalDate,
): readonly [number, number][] {
  const ranges = exceptions.get(date) ?? definition.week[weekdayOf(date)] ?? [];
  return ranges
    .map(([from, to]): [number, number] => [
      firstInstantMs(date, minuteOfDay(from), definition.timeZone),
      firstInstantMs(date, minuteOfDay(to), definition.timeZone),
    ])
    .filter(([open, close]) => open < close)
    .toSorted((a, b) => a[0] - b[0]);
}

function rangesMistake(ranges: readonly OpenRange[]): 'sla.calendar-time' | 'sla.calendar-overlap' | null {
  if (!ranges.every(([from, to]) => isTime(from) && isTime(to) && from < to)) return 'sla.calendar-time';
  const sorted = ranges.toSorted((a, b) => (a[0] < b[0] ? -1 : 1));
  const overlaps = sorted.some(([from], index) => from < (sorted[index - 1]?.[1] ?? '00:00'));
  return overlaps ? 'sla.calendar-overlap' : null;
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
