/** What follows from an event of a visit: the order knows it, and people are told. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { findAppointment } from '#db/queries/service-orders-visits.ts';
import type { Transaction } from '#db/transaction.ts';
import { tellOfVisit } from '../notifications/of-visits.ts';
import { applyVisitEvent } from './apply-visit-event.ts';

/** Applies one event of a visit; who had the visit before is read before the order knows better. */
export async function followVisitEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const former = await findAppointment(t, event.aggregateId);
  await applyVisitEvent(t, event);
  await tellOfVisit(t, event, former);
}
