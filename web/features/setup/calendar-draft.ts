/** A calendar as a form holds it: the hours of a day as words, such as `08:00-12:00, 13:00-17:00`. */
import * as z from 'zod';

import { setupRoutes } from '#contracts/http/setup.ts';
import type { CalendarData } from '#contracts/http/setup-schemas.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof weekdays)[number];

export interface ExceptionDraft {
  /** Tells the rows of the form apart. */
  readonly id: number;
  readonly date: string;
  readonly hours: string;
  readonly label: string;
}

export interface CalendarDraft {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  /** Empty for a day that is closed. */
  readonly week: Readonly<Record<Weekday, string>>;
  readonly exceptions: readonly ExceptionDraft[];
}

type Ranges = [string, string][];

/** `08:00-12:00, 13:00-17:00` of ranges. */
export function hoursOf(ranges: readonly (readonly [string, string])[]): string {
  return ranges.map((range) => range.join('-')).join(', ');
}

/** The ranges of such words; a range without an end is what the schema refuses. */
export function rangesOf(hours: string): Ranges {
  return hours
    .split(/[,;]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [from = '', to = '', ...more] = part.split(/[-–]/).map((time) => time.trim());
      return [withTwoDigits(from), more.length > 0 ? '' : withTwoDigits(to)];
    });
}

function withTwoDigits(time: string): string {
  return /^\d:\d\d$/.test(time) ? `0${time}` : time;
}

const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const Hours = z.array(z.tuple([Time, Time]).refine(([from, to]) => from < to)).max(24);
const body = setupRoutes.putCalendar.body;

/** What a calendar must be, with times that are times: the contract leaves them to the rules. */
export const CalendarEntry = body.extend({
  ...setupRoutes.putCalendar.params.shape,
  week: z
    .strictObject({ mon: Hours, tue: Hours, wed: Hours, thu: Hours, fri: Hours, sat: Hours, sun: Hours })
    .partial(),
  exceptions: z.array(body.shape.exceptions.element.extend({ ranges: Hours })).max(2000),
});

interface SameDays {
  readonly from: Weekday;
  readonly to: Weekday;
  readonly hours: string;
}

/** Days that follow each other with the same hours; those that are closed are left out. */
export function sameDays(week: CalendarData['week']): readonly SameDays[] {
  const runs: SameDays[] = [];
  for (const [index, day] of weekdays.entries()) {
    const hours = hoursOf(week[day] ?? []);
    const last = runs.at(-1);
    const follows = last !== undefined && last.hours === hours && last.to === weekdays[index - 1];
    if (follows) runs[runs.length - 1] = { ...last, to: day };
    else if (hours !== '') runs.push({ from: day, to: day, hours });
  }
  return runs;
}

const closed = { mon: '', tue: '', wed: '', thu: '', fri: '', sat: '', sun: '' };

/** The form of a calendar, or of a new one. */
export function calendarDraft(calendar: (CalendarData & { readonly id: string }) | null): CalendarDraft {
  if (calendar === null) return { id: '', name: '', timeZone: '', week: closed, exceptions: [] };
  const { id, name, timeZone, week, exceptions } = calendar;
  const hours = weekdays.map((day) => [day, hoursOf(week[day] ?? [])] as const);
  return {
    ...{ id, name, timeZone },
    week: { ...closed, ...Object.fromEntries(hours) },
    exceptions: exceptions.map(({ date, ranges, label }, index) => ({
      id: index,
      date,
      hours: hoursOf(ranges),
      label,
    })),
  };
}

/** What a form would send: days without hours are left out. */
export function calendarOf({ id, name, timeZone, week, exceptions }: CalendarDraft) {
  const open = weekdays.filter((day) => week[day].trim() !== '');
  return {
    ...{ id, name, timeZone },
    week: Object.fromEntries(open.map((day) => [day, rangesOf(week[day])])),
    exceptions: exceptions.map(({ date, hours, label }) => ({ date, ranges: rangesOf(hours), label })),
  };
}
