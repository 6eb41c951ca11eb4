/** Which technicians can be told something, and in which language: kept from their events, which carry no address. */
import { technicianEvents } from '#contracts/events/dispatch.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { keepTechnicianReader } from '#db/queries/notifications-readers.ts';
import type { Transaction } from '#db/transaction.ts';

/** Keeps what a technician's event says; the one that comes later counts. */
export async function applyTechnicianEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const data = technicianEvents.changed.data.parse(event.data);
  const { technicianId, timeZone, active, language = 'en', hasMail = false } = data;
  await keepTechnicianReader(t, { technicianId, language, timeZone, canBeTold: active && hasMail });
}
