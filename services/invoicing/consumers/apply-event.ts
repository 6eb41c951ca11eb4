/** What invoicing learns from others: the set-up, and what orders plan and post. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import type { Transaction } from '#db/transaction.ts';
import { applyOrderEvent, orderEventTypes } from '#transactions/invoicing/apply-order-event.ts';
import { estimatePendingOrders } from '#transactions/invoicing/estimate-orders.ts';
import { seedPriceLists } from '#transactions/invoicing/seed-price-lists.ts';
import { applySetupEvent } from '#transactions/setup/apply-setup-event.ts';

/** False for events that change nothing here: most of an order's. They need no transaction. */
export function concernsInvoicing(event: EventEnvelope): boolean {
  return event.area === 'setup' || orderEventTypes.has(event.type);
}

/** Applies one event, in the sequence of its aggregate. Throws for data that do not fit their contract. */
export async function applyEvent(t: Transaction<'invoicing'>, event: EventEnvelope): Promise<void> {
  if (event.area === 'service-orders') return applyOrderEvent(t, event);
  const outcome = await applySetupEvent(t, event);
  if (outcome === 'applied' && event.aggregate === 'company') await followCompany(t, event.occurredAt);
}

/** With the company come the default price lists, once, and the estimates of orders that waited for its currency. */
async function followCompany(t: Transaction<'invoicing'>, now: string): Promise<void> {
  await seedPriceLists(t, now);
  await estimatePendingOrders(t, now);
}
