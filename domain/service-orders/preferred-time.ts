/** When a customer would like an order: what is said of it, with the zone of the place. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { Instant } from '../shared/instant.ts';
import { isTimeZone, localDateAt, localTimeAt } from '../sla/local-time.ts';
import type { PreferredTime } from './header.ts';

/** The wish for a time with its zone: that of the place where none is said. */
export function preferredTime(
  wish: { readonly date: string; readonly time?: string | null | undefined; readonly timeZone?: string | undefined },
  zoneOfPlace: string,
): Decision<{ readonly preferred: PreferredTime }, 'order.unknown-reference'> {
  const { date, time = null, timeZone = zoneOfPlace } = wish;
  if (!isTimeZone(timeZone)) {
    return refuse('order.unknown-reference', { params: { field: 'preferred.timeZone', value: timeZone } });
  }
  return accept({ preferred: { date, time, timeZone } });
}

/** An instant as clocks show it in a zone, to the minute. */
export function preferredAt(instant: Instant, timeZone: string): PreferredTime {
  return { date: localDateAt(instant, timeZone), time: localTimeAt(instant, timeZone), timeZone };
}

/** The day for which an order's lines are planned: the one that its customer would like, unless that is over. */
export function dayOfVisit(preferred: Pick<PreferredTime, 'date'> | null | undefined, today: string): string {
  return preferred && preferred.date > today ? preferred.date : today;
}
