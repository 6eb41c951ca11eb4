/** Orders that need somebody, as conditions on their rows: the list filters by them, the home page counts by them. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import { stuckAfterMs, type Attention } from '#domain/service-orders/attention.ts';
import { addMs } from '#domain/shared/instant.ts';
import type { Db } from '../connection.ts';
import { orderRows } from './order-lists.ts';

/** As `isSignedOff` has it, and with an accepted line `isAcceptedForPosting`. */
const signedOff = sql<boolean>`(sign_off is not null and not ${hasConfirmed(sql`is null`)})`;

function hasConfirmed(signedAt: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from order_lines l
    where l.order_id = service_orders.order_id and l.status = 'confirmed' and l.signed_at ${signedAt})`;
}

/** What the row of an order that needs somebody is like. Every one is open. */
export function needs(attention: Attention, now: string): RawBuilder<boolean> {
  const conditions: Readonly<Record<Attention, RawBuilder<boolean>>> = {
    'at-risk': sql`sla_state in ('warned', 'breached')`,
    waiting: sql`service_orders.waiting is not null and closes_at is null`,
    unplanned: sql`closes_at is null and service_orders.waiting is null and not reserves and not exists (
      select from order_visits v where v.order_id = service_orders.order_id and v.status <> 'cancelled')`,
    unsigned: sql`closes_at is not null and progress = 'in-process' and not ${signedOff}`,
    'ready-to-post': sql`closes_at is not null and progress = 'in-process' and pending = '[]'
      and (${signedOff} or ${hasConfirmed(sql`is not null`)})`,
    stuck: sql`(exists (
      select from jsonb_array_elements(pending) p where (p ->> 'decidedAt')::timestamptz < ${addMs(now, -stuckAfterMs)})
      or service_orders.order_id in (
      select c.order_id from commands c where c.due_at is not null and c.status in ('received', 'pending')
        and c.received_at < ${addMs(now, -stuckAfterMs)} and not service_orders.recorded_time))`,
  };
  return sql<boolean>`(closed_at is null and ${conditions[attention]})`;
}

/** How many need somebody so, and the first `limit` of them: by when their SLA falls due, then the oldest. */
export async function ordersInNeed(db: Db<'orders'>, attention: Attention, now: string, limit: number) {
  const { count } = await db
    .selectFrom('serviceOrders')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(needs(attention, now))
    .executeTakeFirstOrThrow();
  const rows = await orderRows(db)
    .where(needs(attention, now))
    .orderBy('slaDueAt', (order) => order.asc().nullsLast())
    .orderBy('serviceOrders.createdAt')
    .limit(limit)
    .execute();
  return { count: Number(count), rows };
}
