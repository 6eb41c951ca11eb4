/** What the orders service does with an event of the set-up: its copy, and the calendars that clocks will count by. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { setupEvents } from '#contracts/events/setup.ts';
import { keepCalendarVersion } from '#db/queries/sla.ts';
import type { Transaction } from '#db/transaction.ts';
import { applySetupEvent } from '../setup/apply-setup-event.ts';
import { compiledCalendar } from './compiled-calendar.ts';
import { seedSlaPolicies } from './publish-policy.ts';

/**
 * Applies one event of the area `setup`; twice, or late, does no harm. A calendar's version is kept for ever, because
 * orders keep the one their clock began with, and compiled around `now`, so that no order waits for it.
 * @throws ZodError for data that do not fit the contract: the message belongs into the dead letters
 */
export async function keepSetup(t: Transaction<'orders'>, event: EventEnvelope, now: string): Promise<void> {
  await applySetupEvent(t, event);
  if (event.area !== 'setup' || event.type !== setupEvents.calendar.type) return;
  const { id, timeZone, week, exceptions } = setupEvents.calendar.data.parse(event.data);
  const days = Object.fromEntries(Object.entries(week).filter(([, ranges]) => ranges !== undefined));
  await keepCalendarVersion(t, { id, version: event.version, timeZone, week: days, exceptions });
  await compiledCalendar(t, id, event.version, now);
  await seedSlaPolicies(t, now);
}
