/** Makes an order of a sales order elsewhere, once. */
import type { Actor } from '#contracts/roles.ts';
import { lockSalesOrder, orderOfSalesOrder } from '#db/queries/service-orders-sales.ts';
import type { Transaction } from '#db/transaction.ts';
import { orderOfSales, withReference } from '#domain/service-orders/sales-order.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import { createServiceOrder, type NewServiceOrder } from './create.ts';

/** The order of a sales order: the one that there is, or a new one. Of two who ask at once the second waits for the first. */
export async function makeOfSalesOrder(
  t: Transaction<'orders'>,
  actor: Actor,
  { salesOrderNumber, ...asked }: NewServiceOrder & { readonly salesOrderNumber: string },
  now: string,
): Promise<Decision<{ readonly orderId: string; readonly isNew: boolean }>> {
  await lockSalesOrder(t, salesOrderNumber);
  const decided = orderOfSales(await orderOfSalesOrder(t, salesOrderNumber), asked.customerId);
  if (!decided.ok) return decided;
  if (decided.before !== null) return accept({ orderId: decided.before.orderId, isNew: false });
  const objects = asked.objects && withReference(asked.objects, salesOrderNumber);
  const made = await createServiceOrder(t, { ...asked, objects, salesOrderNumber }, actor, now);
  return made.ok ? accept({ orderId: made.orderId, isNew: true }) : made;
}
