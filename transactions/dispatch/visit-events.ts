/** Writes what happened to a visit: its row, its times, and the event. */
import { visitEvents } from '#contracts/events/dispatch.ts';
import { eventOf, appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { workedDaysOfVisit } from '#db/queries/dispatch-hours.ts';
import { findTechnician, saveVisit } from '#db/queries/dispatch.ts';
import type { Transaction } from '#db/transaction.ts';
import type { Visit, VisitFact } from '#domain/dispatch/visit.ts';
import { workedMinutes } from '#domain/dispatch/worked-minutes.ts';

/** The visit must be locked, or new. */
export async function recordVisit(t: Transaction<'dispatch'>, visit: Visit, fact: VisitFact): Promise<void> {
  await saveVisit(t, visit);
  await appendEvents(t, [await eventOfFact(t, visit, fact)]);
}

/** The visit's times are written already. */
async function eventOfFact(t: Transaction<'dispatch'>, visit: Visit, fact: VisitFact): Promise<NewEvent> {
  if (fact === 'moved') return movedEvent(t, visit);
  if (fact === 'finished' || fact === 'cancelled') return endEvent(t, visit, fact);
  return eventOf(visitEvents[fact], { ...factsOf(visit), data: dataOf(visit) });
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

/** With the hours of the visit, which count from now on; a visit without times asks for none. */
async function endEvent(t: Transaction<'dispatch'>, visit: Visit, fact: 'finished' | 'cancelled'): Promise<NewEvent> {
  const days = visit.times.length === 0 ? [] : [...(await workedDaysOfVisit(t, visit.visitId))];
  const facts = factsOf(visit);
  const data = { ...dataOf(visit), days };
  if (fact === 'finished') {
    return eventOf(visitEvents.finished, { ...facts, data: { ...data, times: [...workedMinutes(visit.times)] } });
  }
  return eventOf(visitEvents.cancelled, { ...facts, data: { ...data, reasonCode: visit.cancelReasonCode } });
}

function factsOf({ visitId, version, customerId, lastAt }: Visit) {
  return { aggregateId: visitId, version, customerId, occurredAt: lastAt };
}

function dataOf({ visitId, orderId, orderNumber, ...visit }: Visit) {
  const { technicianId, startsAt, endsAt, timeZone, status, overlapReasonCode } = visit;
  return { visitId, orderId, orderNumber, technicianId, startsAt, endsAt, timeZone, status, overlapReasonCode };
}
