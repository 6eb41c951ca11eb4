/** What the customer and the technicians are told of what became of a visit. */
import { visitEvents } from '#contracts/events/dispatch.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import type { Transaction } from '#db/transaction.ts';
import { customerNews, visitNews } from '#domain/notifications/visit-news.ts';
import type { Appointment, VisitChange } from '#domain/notifications/visit-news.ts';
import { tellCustomer, tellTechnician } from './tell.ts';

const changeOf: ReadonlyMap<string, VisitChange> = new Map<string, VisitChange>([
  [visitEvents.planned.type, 'planned'],
  [visitEvents.moved.type, 'moved'],
  [visitEvents.cancelled.type, 'cancelled'],
  [visitEvents.reopened.type, 'restored'],
]);

/** Tells of a visit that lies ahead, in the transaction that applies its event; `former` is where it stood before. */
export async function tellOfVisit(
  t: Transaction<'orders'>,
  event: EventEnvelope,
  former: Appointment | undefined,
): Promise<void> {
  const change = changeOf.get(event.type);
  if (change === undefined) return;
  const { orderId, orderNumber: order, ...visit } = visitEvents.planned.data.parse(event.data);
  const row = await findOrder(t, orderId);
  if (row === undefined || row.recordedTime) return;
  const { customerId } = row;
  const cause = `${event.aggregateId}/${event.version}`;
  const notice = { cause, orderId, customerId, requestId: null, at: event.occurredAt };
  const { technicianId, startsAt, endsAt } = visit;
  const kind = customerNews(change, visit, former, event.recordedAt);
  if (kind !== null) await tellCustomer(t, { ...notice, kind, params: { order, startsAt, until: endsAt } }, row);
  const news = visitNews(change, { technicianId, startsAt, endsAt }, former, event.recordedAt);
  if (news.length === 0) return;
  const customer = (await findCustomer(t, customerId))?.name ?? '–';
  for (const each of news) {
    const params = { order, customer, startsAt: each.startsAt, until: each.endsAt };
    await tellTechnician(t, { ...notice, kind: each.kind, params }, each.technicianId);
  }
}
