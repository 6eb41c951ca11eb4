/** Orders that hang, with their commands that have no outcome; and the lines of orders that are ready to post. */
import { sql } from 'kysely';

import { stuckAfterMs } from '#domain/service-orders/attention.ts';
import { addMs } from '#domain/shared/instant.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';
import { ordersInNeed } from './service-orders-attention.ts';

const unsettled = ['received', 'pending'] as const;

/** The commands of some orders that have been without an outcome since before an instant, the oldest first. */
export async function hangingCommands(db: Db<'orders'>, orderIds: readonly string[], now: string) {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom('commands')
    .select(['commandId', 'orderId', 'name', 'receivedAt', 'attempts'])
    .where('orderId', 'in', [...orderIds])
    .where('dueAt', 'is not', null)
    .where('status', 'in', unsettled)
    .where('receivedAt', '<', addMs(now, -stuckAfterMs))
    .orderBy('receivedAt')
    .execute();
}

/** Since when the oldest effects of some orders are under way, by order. */
export async function effectsSince(db: Db<'orders'>, orderIds: readonly string[]) {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom('serviceOrders')
    .select([
      'orderId',
      sql<string | null>`(select min(p ->> 'decidedAt') from jsonb_array_elements(pending) p)`.as('since'),
    ])
    .where('orderId', 'in', [...orderIds])
    .execute();
}

/** Makes every command of an order that has no outcome due at once for the sweeper; how many there are. */
export async function hastenCommands(t: Transaction<'orders'>, orderId: string, now: string): Promise<number> {
  const { numUpdatedRows } = await t
    .updateTable('commands')
    .set({ dueAt: now })
    .where('orderId', '=', orderId)
    .where('dueAt', 'is not', null)
    .where('status', 'in', unsettled)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Orders whose effects have been under way for too long: what their workflows are to show operators. */
export async function ordersWithLongEffects(db: Db<'orders'>, now: string, limit: number) {
  const { rows } = await sql<{ orderId: string; number: string; pendingId: string }>`
    select order_id, number, p ->> 'id' as pending_id
    from service_orders, jsonb_array_elements(pending) p
    where closed_at is null and pending <> '[]' and (p ->> 'decidedAt')::timestamptz < ${addMs(now, -stuckAfterMs)}
      and not recorded_time
    order by p ->> 'decidedAt' limit ${limit}`.execute(db);
  return rows;
}

/** How many orders are ready to post, and the lines of the first of them. */
export async function linesReadyToPost(db: Db<'orders'>, now: string, limit: number) {
  const { count, rows } = await ordersInNeed(db, 'ready-to-post', now, limit);
  const orderIds = rows.map(({ orderId }) => orderId);
  const lines =
    orderIds.length === 0
      ? []
      : await db
          .selectFrom('orderLines')
          .selectAll()
          .where('orderId', 'in', orderIds)
          .orderBy('orderId')
          .orderBy('lineNumber')
          .execute();
  return { count, orderIds, lines };
}
