/** Orders by the number of the sales order that they were made of. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** Keeps others from making an order of the same sales order until the transaction ends. */
export async function lockSalesOrder(t: Transaction<'orders'>, salesOrderNumber: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sales-order/${salesOrderNumber}`}, 0))`.execute(t);
}

/** Undefined while none was made of it. */
export async function orderOfSalesOrder(db: Db<'orders'>, salesOrderNumber: string) {
  return db
    .selectFrom('serviceOrders')
    .select(['orderId', 'number', 'customerId'])
    .where('salesOrderNumber', '=', salesOrderNumber)
    .executeTakeFirst();
}
