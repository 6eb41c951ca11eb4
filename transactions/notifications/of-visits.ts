/** What the customer and the technicians are told of what became of a visit. */
import { visitEvents } from '#contracts/events/dispatch.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import type { Transaction } from '#db/transaction.ts';
import { visitNews } from '#domain/notifications/visit-news.ts';
import type { Appointment, VisitChange } from '#domain/notifications/visit-news.ts';
import { compareInstants } from '#domain/shared/instant.ts';
import { tellCustomer, tellTechnician } from './tell.ts';

interface Told {
  readonly change: VisitChange;
  /** What the customer is told of it, if anything. */
  readonly kind: 'visit.planned' | 'visit.moved' | 'visit.cancelled' | null;
}

const toldOf: ReadonlyMap<string, Told> = new Map<string, Told>([
  [visitEvents.planned.type, { change: 'planned', kind: 'visit.planned' }],
  [visitEvents.moved.type, { change: 'moved', kind: 'visit.moved' }],
  [visitEvents.cancelled.type, { change: 'cancelled', kind: 'visit.cancelled' }],
  [visitEvents.reopened.type, { change: 'restored', kind: null }],
]);

/** Tells of a visit that lies ahead, in the transaction that applies its event; `former` is where it stood before. */
export async function tellOfVisit(
  t: Transaction<'orders'>,
  event: EventEnvelope,
  former: Appointment | undefined,
): Promise<void> {
  const told = toldOf.get(event.type);
  if (told === undefined) return;
  const { change, kind } = told;
  const { orderId, orderNumber: order, ...visit } = visitEvents.planned.data.parse(event.data);
  const row = await findOrder(t, orderId);
  if (row === undefined || row.recordedTime) return;
  const { customerId } = row;
  const cause = `${event.aggregateId}/${event.version}`;
  const notice = { cause, orderId, customerId, requestId: null, at: event.occurredAt };
  const { technicianId, startsAt, endsAt } = visit;
  if (kind !== null && compareInstants(startsAt, event.recordedAt) > 0)
    await tellCustomer(t, { ...notice, kind, params: { order, startsAt, until: endsAt } }, row);
  const news = visitNews(change, { technicianId, startsAt, endsAt }, former, event.recordedAt);
  if (news.length === 0) return;
  const customer = (await findCustomer(t, customerId))?.name ?? '–';
  for (const each of news) {
    const params = { order, customer, startsAt: each.startsAt, until: each.endsAt };
    await tellTechnician(t, { ...notice, kind: each.kind, params }, each.technicianId);
  }
}
