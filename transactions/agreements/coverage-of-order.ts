/** By which rules an order is charged: those of its agreement on the day on which the order was made. */
import { findAgreement, groupsOfItems, ordersUnderAgreements } from '#db/queries/agreements.ts';
import type { OrderRow } from '#db/queries/service-orders.ts';
import type { Transaction } from '#db/transaction.ts';
import { rulesAbout, type AppliedRule } from '#domain/agreements/coverage.ts';
import { groupsOfRules, rulesOn } from '#domain/agreements/use.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { companyDay } from '../company-day.ts';

/** None for an order that is under no agreement: then nothing is read. */
export async function coverageOfOrder(
  t: Transaction<'orders'>,
  { orderId, agreementId, createdAt }: Pick<OrderRow, 'orderId' | 'agreementId' | 'createdAt'>,
  items: Parameters<typeof groupsOfItems>[2] = { orderId },
): Promise<readonly AppliedRule[]> {
  const agreement = agreementId === null ? undefined : await findAgreement(t, agreementId);
  if (agreement === undefined) return [];
  const groups = await groupsOfItems(t, groupsOfRules(agreement), items);
  return rulesOn(agreement, await companyDay(t, createdAt), groups);
}

/** Under which agreement an order was made, and when. */
export interface UnderAgreement extends Pick<OrderRow, 'createdAt'> {
  /** Null or absent: under none. */
  readonly agreementId?: string | null | undefined;
}

/** Those of them that are about the order's lines, for whoever follows its events; undefined for an order under no agreement. */
export async function coverageToTell(
  t: Transaction<'orders'>,
  { id: orderId, lines }: Pick<ServiceOrder, 'id' | 'lines'>,
  { agreementId, createdAt }: UnderAgreement,
): Promise<readonly AppliedRule[] | undefined> {
  if (!agreementId) return undefined;
  const itemIds = lines.flatMap(({ itemId }) => itemId ?? []);
  return rulesAbout(await coverageOfOrder(t, { orderId, agreementId, createdAt }, { itemIds }), lines);
}

/** The same of several orders, by their ids; an order under no agreement is not among them. */
export async function coverageOfOrders(
  t: Transaction<'orders'>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AppliedRule[]>> {
  const found = new Map<string, readonly AppliedRule[]>();
  for (const order of await ordersUnderAgreements(t, orderIds)) {
    found.set(order.orderId, await coverageOfOrder(t, order));
  }
  return found;
}
