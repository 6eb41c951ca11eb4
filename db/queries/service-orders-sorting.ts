/** The sequences of the order list. A page begins behind a place, so that it stays right while orders come and go. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { OrderSort } from '#contracts/http/service-orders-list.ts';

export interface OrderSorting {
  readonly by: OrderSort;
  readonly ascending: boolean;
}

/** The place of a row in a sorted list: what it is sorted by, and its id among rows that have the same. */
export interface OrderPlace {
  readonly key: string;
  readonly orderId: string;
}

interface Sorted {
  readonly orderId: string;
  readonly number: string;
  readonly createdAt: string;
  readonly submittedAt: string;
  readonly slaDueAt: string | null;
}

/** The place of a row that was read. */
export function placeOf(row: Sorted, sorting: OrderSorting): OrderPlace {
  const keys: Readonly<Record<OrderSort, string>> = {
    created: row.createdAt,
    number: row.number,
    submitted: row.submittedAt,
    'sla-due': row.slaDueAt ?? 'infinity',
  };
  return { key: keys[sorting.by], orderId: row.orderId };
}

/** Rows behind a place. */
export function behind(sorting: OrderSorting, { key, orderId }: OrderPlace): RawBuilder<boolean> {
  const sign = sql.raw(sorting.ascending ? '>' : '<');
  return sql<boolean>`(${keyOf(sorting)}, service_orders.order_id) ${sign} (${key}, ${orderId})`;
}

interface Sortable<Query> {
  readonly orderBy: (by: RawBuilder<unknown>, direction: 'asc' | 'desc') => Query;
}

/** The query with its sequence. */
export function inOrder<Query extends Sortable<Query>>(query: Query, sorting: OrderSorting): Query {
  const direction = sorting.ascending ? 'asc' : 'desc';
  return query.orderBy(keyOf(sorting), direction).orderBy(sql`service_orders.order_id`, direction);
}

/** As the indexes have it. */
function keyOf(sorting: OrderSorting): RawBuilder<string> {
  const keys: Readonly<Record<OrderSort, RawBuilder<string>>> = {
    created: sql`service_orders.created_at`,
    number: sql`service_orders.number`,
    submitted: sql`submitted_at`,
    'sla-due': sql`coalesce(sla_due_at, 'infinity'::timestamptz)`,
  };
  return keys[sorting.by];
}
