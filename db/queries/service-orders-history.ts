/** Closed orders that came in from another system, by its keys. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** Lets one transaction at a time bring orders of the past, so that each comes in once without an error. */
export async function lockOrderHistory(t: Transaction<'orders'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('orders.history', 0))`.execute(t);
}

export interface KnownOrder {
  readonly externalId: string;
  readonly orderId: string;
  readonly number: string;
  readonly contentHash: string;
}

/** Those of the orders that are here already, by external id. */
export async function knownHistory(
  db: Db<'orders'>,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, KnownOrder>> {
  const rows = await db
    .selectFrom('orderHistory')
    .innerJoin('serviceOrders', 'serviceOrders.orderId', 'orderHistory.orderId')
    .select(['orderHistory.externalId', 'orderHistory.orderId', 'serviceOrders.number', 'orderHistory.contentHash'])
    .where(sql<boolean>`order_history.external_id = any(${externalIds})`)
    .execute();
  return new Map(rows.map((row) => [row.externalId, row]));
}

export async function insertOrderHistory(
  t: Transaction<'orders'>,
  row: Omit<KnownOrder, 'number'> & { readonly customerId: string },
): Promise<void> {
  await t.insertInto('orderHistory').values(row).execute();
}
