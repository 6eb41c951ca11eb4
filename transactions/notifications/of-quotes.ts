/** What people are told of quotes: the customer gets the link, the office hears what came of it. */
import { findCustomer } from '#db/queries/customers.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { addMs } from '#domain/shared/instant.ts';
import { tellCustomer, tellStaff } from './tell.ts';

const minuteMs = 60_000;

const aboutOrder = ({ id: orderId, version, customerId, lastEventAt: at }: ServiceOrder) => ({
  ...{ cause: `${orderId}/${version}`, orderId, customerId, requestId: null, at },
});

/** Asks the customer, in the transaction that issues the quote. @param quote `path` leads to its page */
export async function tellOfQuote(
  t: Transaction<'orders'>,
  after: ServiceOrder,
  { number, expiresAt, path }: { readonly number: string; readonly expiresAt: string; readonly path: string },
): Promise<void> {
  if (after.recordedTime) return;
  const params = { quote: number, order: after.number, lastAt: addMs(expiresAt, -minuteMs), path };
  await tellCustomer(t, { ...aboutOrder(after), kind: 'quote.issued', params }, after);
}

const kinds = {
  quoteApproved: 'quote.approved',
  quoteRejected: 'quote.rejected',
  quoteExpired: 'quote.expired',
} as const;

/** Tells the office how a quote ended, in the transaction of the fact; other facts nobody is told here. */
export async function tellOfQuoteFact(t: Transaction<'orders'>, fact: OrderFact, after: ServiceOrder): Promise<void> {
  if (fact.name !== 'quoteApproved' && fact.name !== 'quoteRejected' && fact.name !== 'quoteExpired') return;
  const customer = (await findCustomer(t, after.customerId))?.name ?? '–';
  const params = { quote: fact.data.number, order: after.number, customer };
  await tellStaff(t, { ...aboutOrder(after), kind: kinds[fact.name], params });
}
