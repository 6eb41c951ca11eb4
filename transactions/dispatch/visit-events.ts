/** Writes what happened to a visit: its row, its times, and the event. */
import { visitEvents } from '#contracts/events/dispatch.ts';
import { eventOf, appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { findTechnician, saveVisit } from '#db/queries/dispatch.ts';
import type { Transaction } from '#db/transaction.ts';
import type { Visit, VisitFact } from '#domain/dispatch/visit.ts';
import { workedMinutes } from '#domain/dispatch/worked-minutes.ts';

/** The visit must be locked, or new. */
export async function recordVisit(t: Transaction<'dispatch'>, visit: Visit, fact: VisitFact): Promise<void> {
  await saveVisit(t, visit);
  await appendEvents(t, [fact === 'moved' ? await movedEvent(t, visit) : visitEvent(visit, fact)]);
}

/** A visit may have moved to another technician, whom operators know by number. */
async function movedEvent(t: Transaction<'dispatch'>, visit: Visit): Promise<NewEvent> {
  const technician = await findTechnician(t, visit.technicianId);
  if (technician === undefined) throw new Error(`Visit ${visit.visitId} has no technician`);
  return eventOf(visitEvents.moved, {
    ...factsOf(visit),
    data: { ...dataOf(visit), technicianNumber: technician.number },
  });
}

function visitEvent(visit: Visit, fact: Exclude<VisitFact, 'moved'>): NewEvent {
  const facts = factsOf(visit);
  const data = dataOf(visit);
  if (fact === 'finished') {
    return eventOf(visitEvents.finished, { ...facts, data: { ...data, times: [...workedMinutes(visit.times)] } });
  }
  if (fact === 'cancelled') {
    return eventOf(visitEvents.cancelled, { ...facts, data: { ...data, reasonCode: visit.cancelReasonCode } });
  }
  return eventOf(visitEvents[fact], { ...facts, data });
}

function factsOf({ visitId, version, customerId, lastAt }: Visit) {
  return { aggregateId: visitId, version, customerId, occurredAt: lastAt };
}

function dataOf({ visitId, orderId, orderNumber, ...visit }: Visit) {
  const { technicianId, startsAt, endsAt, timeZone, status, overlapReasonCode } = visit;
  return { visitId, orderId, orderNumber, technicianId, startsAt, endsAt, timeZone, status, overlapReasonCode };
}
