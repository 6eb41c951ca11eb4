/** Reading margins: one row for each order and currency, and their totals. Customers find nothing here. */
import { sql } from 'kysely';

import type { Transaction } from '../transaction.ts';
import type { OrderFilter, PageWish } from './reporting.ts';

type T = Transaction<'reporting'>;

export interface MarginFilter extends OrderFilter {
  readonly orderId?: string | undefined;
  readonly currency?: string | undefined;
}

export interface MarginPlace {
  readonly id: string;
  readonly currency: string;
}

/** Sums in minor units of the currency. */
export interface MarginSums {
  readonly currency: string;
  readonly plannedRevenueMinor: number;
  readonly plannedCostMinor: number;
  readonly actualRevenueMinor: number;
  readonly actualCostMinor: number;
  readonly invoicedMinor: number;
  readonly unpricedLines: number;
}

export interface ListedMargin extends MarginSums {
  readonly orderId: string;
  readonly orderNumber: string | null;
  readonly customerId: string | null;
  readonly customerNumber: string | null;
}

/** Orders by id, the newest first: their ids are made in the order of time. */
export async function listMargins(
  t: T,
  filter: MarginFilter,
  { after, limit }: PageWish<MarginPlace>,
): Promise<readonly ListedMargin[]> {
  const { rows } = await sql<ListedMargin>`
    select m.order_id, l.number as order_number, l.customer_id, c.number as customer_number, m.currency,
      m.planned_revenue_minor, m.planned_cost_minor, m.actual_revenue_minor, m.actual_cost_minor, m.invoiced_minor,
      m.unpriced_lines
    from order_margin m
      left join order_list l on l.generation = m.generation and l.order_id = m.order_id
      left join customer_numbers c on c.generation = m.generation and c.customer_id = l.customer_id
    where ${conditions(filter)}
      and (${after?.id ?? null}::uuid is null
        or (m.order_id, m.currency) < (${after?.id ?? null}::uuid, ${after?.currency ?? null}::text))
    order by m.order_id desc, m.currency desc limit ${limit}`.execute(t);
  return rows;
}

/** Totals by currency. */
export async function totalMargins(
  t: T,
  filter: MarginFilter,
): Promise<readonly (MarginSums & { readonly orders: number })[]> {
  const { rows } = await sql<MarginSums & { orders: number }>`
    select m.currency, count(*)::integer as orders, sum(m.planned_revenue_minor)::bigint as planned_revenue_minor,
      sum(m.planned_cost_minor)::bigint as planned_cost_minor, sum(m.actual_revenue_minor)::bigint as actual_revenue_minor,
      sum(m.actual_cost_minor)::bigint as actual_cost_minor, sum(m.invoiced_minor)::bigint as invoiced_minor,
      sum(m.unpriced_lines)::integer as unpriced_lines
    from order_margin m left join order_list l on l.generation = m.generation and l.order_id = m.order_id
    where ${conditions(filter)}
    group by m.currency order by m.currency`.execute(t);
  return rows;
}

function conditions(filter: MarginFilter) {
  const { orderId, currency, customerId, orderType, submittedFrom, submittedBefore } = filter;
  return sql.join(
    [
      sql`m.generation = (select generation from generations where state = 'live')`,
      ...(orderId === undefined ? [] : [sql`m.order_id = ${orderId}`]),
      ...(currency === undefined ? [] : [sql`m.currency = ${currency}`]),
      ...(customerId === undefined ? [] : [sql`l.customer_id = ${customerId}`]),
      ...(orderType === undefined ? [] : [sql`l.order_type = ${orderType}`]),
      ...(submittedFrom === undefined ? [] : [sql`l.submitted_at >= ${submittedFrom}`]),
      ...(submittedBefore === undefined ? [] : [sql`l.submitted_at < ${submittedBefore}`]),
    ],
    sql` and `,
  );
}
