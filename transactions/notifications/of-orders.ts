/** What people are told of an order: by what its decisions came to, and by what became of its visits. */
import { visitEvents } from '#contracts/events/dispatch.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { compareInstants } from '#domain/shared/instant.ts';
import { tellCustomer, tellStaff } from './tell.ts';

/** Tells of a fact, in the transaction that saves it; `after` is the order with the fact folded in. Most facts nobody is told. */
export async function tellOfFact(t: Transaction<'orders'>, fact: OrderFact, after: ServiceOrder): Promise<void> {
  if (after.recordedTime) return;
  const { id: orderId, number: order, customerId } = after;
  const notice = { cause: `${orderId}/${after.version}`, orderId, customerId, requestId: null, at: after.lastEventAt };
  const customer = async () => (await findCustomer(t, customerId))?.name ?? '–';
  if (fact.name === 'slaWarned' || fact.name === 'slaBreached') {
    const kind = fact.name === 'slaWarned' ? 'order.sla-warned' : 'order.sla-breached';
    const { dueAt } = fact.data;
    await tellStaff(t, { ...notice, kind, params: { order, customer: await customer(), dueAt } });
  }
  if (fact.name === 'commandRefused' && fact.data.command === 'post') {
    const { code: reason } = fact.data;
    await tellStaff(t, { ...notice, kind: 'posting.refused', params: { order, customer: await customer(), reason } });
  }
  if (fact.name === 'noteAdded' && fact.data.kind === 'answer')
    await tellStaff(t, { ...notice, kind: 'order.answered', params: { order, customer: await customer() } });
  if (fact.name === 'stageChanged' && fact.data.end === 'done')
    await tellCustomer(t, { ...notice, kind: 'order.completed', params: { order } }, after);
}

const toldVisits = new Map([
  [visitEvents.planned.type, 'visit.planned'],
  [visitEvents.moved.type, 'visit.moved'],
  [visitEvents.cancelled.type, 'visit.cancelled'],
] as const);

/** Tells the customer of a visit that lies ahead, in the transaction that applies its event. */
export async function tellOfVisit(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const spec = [visitEvents.planned, visitEvents.moved, visitEvents.cancelled].find(({ type }) => type === event.type);
  const kind = spec && toldVisits.get(spec.type);
  if (kind === undefined) return;
  const { orderId, orderNumber: order, startsAt, endsAt: until } = visitEvents.planned.data.parse(event.data);
  if (compareInstants(startsAt, event.recordedAt) <= 0) return;
  const row = await findOrder(t, orderId);
  if (row === undefined || row.recordedTime) return;
  const cause = `${event.aggregateId}/${event.version}`;
  const notice = { cause, orderId, customerId: row.customerId, requestId: null, at: event.occurredAt };
  await tellCustomer(t, { ...notice, kind, params: { order, startsAt, until } }, row);
}
