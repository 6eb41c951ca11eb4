/** Writes what happened to a visit: its row, its times, and the event. */
import { visitEvents } from '#contracts/events/dispatch.ts';
import { eventOf, appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { saveVisit } from '#db/queries/dispatch.ts';
import type { Transaction } from '#db/transaction.ts';
import type { Visit, VisitFact } from '#domain/dispatch/visit.ts';
import { workedMinutes } from '#domain/dispatch/worked-minutes.ts';

/** The visit must be locked, or new. */
export async function recordVisit(t: Transaction<'dispatch'>, visit: Visit, fact: VisitFact): Promise<void> {
  await saveVisit(t, visit);
  await appendEvents(t, [visitEvent(visit, fact)]);
}

function visitEvent(visit: Visit, fact: VisitFact): NewEvent {
  const { visitId, version, customerId, lastAt, orderId, orderNumber, technicianId } = visit;
  const { startsAt, endsAt, timeZone, status, overlapReasonCode } = visit;
  const facts = { aggregateId: visitId, version, customerId, occurredAt: lastAt };
  const appointment = { technicianId, startsAt, endsAt, timeZone, status, overlapReasonCode };
  const data = { visitId, orderId, orderNumber, ...appointment };
  if (fact === 'finished') {
    return eventOf(visitEvents.finished, { ...facts, data: { ...data, times: [...workedMinutes(visit.times)] } });
  }
  if (fact === 'cancelled') {
    return eventOf(visitEvents.cancelled, { ...facts, data: { ...data, reasonCode: visit.cancelReasonCode } });
  }
  return eventOf(visitEvents[fact], { ...facts, data });
}
