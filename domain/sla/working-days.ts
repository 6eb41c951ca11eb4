/** Windows counted in working days: whole local dates on which a calendar opens, whatever its hours. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { Instant } from '../shared/instant.ts';
import { nextWorkingDate, type CalendarDefinition } from './calendar.ts';
import { addDays, localDateAt, startOfDay } from './local-time.ts';

/**
 * The end (midnight, in the calendar's zone) of the n-th working day after the day of an instant: the day itself never
 * counts, and a half day counts whole. 0 days end at once, at the instant. Refused when the calendar stays closed for
 * 366 days. Throws RangeError for a number of days that is not whole or below 0.
 */
export function addWorkingDays(
  definition: CalendarDefinition,
  instant: Instant,
  days: number,
): Decision<{ at: Instant }, 'sla.calendar-never-opens'> {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`no number of days: ${days}`);
  if (days === 0) return accept({ at: instant });
  let date = localDateAt(instant, definition.timeZone);
  for (let counted = 0; counted < days; counted += 1) {
    const next = nextWorkingDate(definition, date);
    if (next === null) return refuse('sla.calendar-never-opens', { params: { where: date } });
    date = next;
  }
  return accept({ at: startOfDay(addDays(date, 1), definition.timeZone) });
}
