/** Reading the live read models. Functions see what the actor of their transaction may see. */
import { sql } from 'kysely';
import type { ExpressionBuilder, Selectable } from 'kysely';

import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';

type T = Transaction<'reporting'>;
type Schema = ServiceSchemas['reporting'];

const isLive = (table: string) =>
  sql<boolean>`${sql.ref(`${table}.generation`)} = (select generation from generations where state = 'live')`;

/** Which orders a report is about. */
export interface OrderFilter {
  readonly customerId?: string | undefined;
  readonly orderType?: string | undefined;
  readonly submittedFrom?: string | undefined;
  readonly submittedBefore?: string | undefined;
}

export interface OrderSearch extends OrderFilter {
  readonly number?: string | undefined;
  readonly customerOrderNumber?: string | undefined;
  readonly stage?: readonly string[] | undefined;
  readonly progress?: string | undefined;
  readonly priority?: string | undefined;
  readonly slaState?: string | undefined;
  readonly waiting?: boolean | undefined;
  readonly missingParts?: boolean | undefined;
  readonly open?: boolean | undefined;
}

/** The row behind which a page begins. */
export interface OrderPlace {
  readonly at: string;
  readonly id: string;
}

export interface PageWish<Place> {
  readonly after: Place | undefined;
  readonly limit: number;
}

export type ListedOrder = Selectable<Schema['orderList']> & { readonly customerNumber: string | null };

type ListTables = Pick<Schema, 'orderList'>;
type Conditions = ExpressionBuilder<ListTables, 'orderList'>;

function matches(e: Conditions, filter: OrderFilter) {
  return e.and([
    isLive('orderList'),
    ...(filter.customerId === undefined ? [] : [e('orderList.customerId', '=', filter.customerId)]),
    ...(filter.orderType === undefined ? [] : [e('orderList.orderType', '=', filter.orderType)]),
    ...(filter.submittedFrom === undefined ? [] : [e('orderList.submittedAt', '>=', filter.submittedFrom)]),
    ...(filter.submittedBefore === undefined ? [] : [e('orderList.submittedAt', '<', filter.submittedBefore)]),
  ]);
}

function matchesSearch(e: Conditions, search: OrderSearch) {
  const { stage, slaState, waiting, open } = search;
  return e.and([
    matches(e, search),
    ...(search.number === undefined ? [] : [e('orderList.number', '=', search.number)]),
    ...(search.progress === undefined ? [] : [e('orderList.progress', '=', search.progress)]),
    ...(search.priority === undefined ? [] : [e('orderList.priority', '=', search.priority)]),
    ...(search.missingParts === undefined ? [] : [e('orderList.missingParts', '=', search.missingParts)]),
    ...(search.customerOrderNumber === undefined
      ? []
      : [e('orderList.customerOrderNumber', '=', search.customerOrderNumber)]),
    ...(stage === undefined ? [] : [sql<boolean>`order_list.stage = any(${stage})`]),
    ...(slaState === undefined ? [] : [sql<boolean>`order_list.sla ->> 'state' = ${slaState}`]),
    ...(waiting === undefined ? [] : [e('orderList.waiting', waiting ? 'is not' : 'is', null)]),
    ...(open === undefined ? [] : [e('orderList.closedAt', open ? 'is' : 'is not', null)]),
  ]);
}

/** A page of orders, the newest submission first. */
export async function listOrders(
  t: T,
  search: OrderSearch,
  { after, limit }: PageWish<OrderPlace>,
): Promise<readonly ListedOrder[]> {
  return t
    .selectFrom('orderList')
    .leftJoin('customerNumbers', (join) =>
      join
        .onRef('customerNumbers.generation', '=', 'orderList.generation')
        .onRef('customerNumbers.customerId', '=', 'orderList.customerId'),
    )
    .selectAll('orderList')
    .select('customerNumbers.number as customerNumber')
    .where((e) => matchesSearch(e, search))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(order_list.submitted_at, order_list.order_id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .orderBy('orderList.submittedAt', 'desc')
    .orderBy('orderList.orderId', 'desc')
    .limit(limit)
    .execute();
}

export interface StageCountRow {
  readonly stage: string;
  readonly entries: number;
  readonly orders: number;
}

/** Entries by stage, over the orders of a filter; `numberFrom` and `numberTo` compare numbers of the same length as text. */
export async function countStageEntries(
  t: T,
  filter: OrderFilter & { readonly numberFrom?: string | undefined; readonly numberTo?: string | undefined },
): Promise<{ readonly orders: number; readonly stages: readonly StageCountRow[] }> {
  const chosen = t
    .selectFrom('orderList')
    .select('orderId')
    .where((e) => matches(e, filter))
    .$if(filter.numberFrom !== undefined, (query) => query.where('number', '>=', filter.numberFrom ?? ''))
    .$if(filter.numberTo !== undefined, (query) => query.where('number', '<=', filter.numberTo ?? ''));
  const { orders } = await t
    .selectFrom(chosen.as('chosen'))
    .select(sql<number>`count(*)::integer`.as('orders'))
    .executeTakeFirstOrThrow();
  const stages = await t
    .selectFrom('stageEntries')
    .innerJoin(chosen.as('chosen'), 'chosen.orderId', 'stageEntries.orderId')
    .select([
      'stage',
      sql<number>`count(*)::integer`.as('entries'),
      sql<number>`count(distinct stage_entries.order_id)::integer`.as('orders'),
    ])
    .where(isLive('stageEntries'))
    .groupBy('stage')
    .orderBy('stage')
    .execute();
  return { orders, stages };
}

export interface StageSequenceRow {
  readonly orderId: string;
  readonly version: number;
  readonly number: string;
  readonly customerOrderNumber: string | null;
  readonly stage: string;
  readonly stageEnd: Selectable<Schema['orderList']>['stageEnd'];
  readonly repairLines: number;
  readonly entries: readonly { readonly stage: string; readonly occurredAt: string }[];
}

/** The stages that orders entered, in their sequence; by number. */
export async function stageSequences(t: T, orderIds: readonly string[]): Promise<readonly StageSequenceRow[]> {
  const orders = await t
    .selectFrom('orderList')
    .select(['orderId', 'version', 'number', 'customerOrderNumber', 'stage', 'stageEnd', 'repairLines'])
    .where(isLive('orderList'))
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`)
    .orderBy('number')
    .execute();
  const entries = await t
    .selectFrom('stageEntries')
    .select(['orderId', 'stage', 'occurredAt'])
    .where(isLive('stageEntries'))
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`)
    .orderBy('orderId')
    .orderBy('sequence')
    .execute();
  const byOrder = Map.groupBy(entries, (entry) => entry.orderId);
  return orders.map((order) => ({
    ...order,
    entries: (byOrder.get(order.orderId) ?? []).map(({ stage, occurredAt }) => ({ stage, occurredAt })),
  }));
}
