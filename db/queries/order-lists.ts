/** What people read of service orders: the list, one order whole, its timeline. Every read is under the reader's rights. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { OrderOrigin } from '#domain/service-orders/header.ts';
import type { Db } from '../connection.ts';
import { literally } from '../like-pattern.ts';
import { receiptRequired } from './service-orders-expenses.ts';
import { behind, inOrder } from './service-orders-sorting.ts';
import type { OrderPlace, OrderSorting } from './service-orders-sorting.ts';

export interface OrderFilter {
  readonly stages: readonly string[] | null;
  readonly progress: string | null;
  readonly slaState: string | null;
  readonly customerId: string | null;
  readonly missingParts: boolean | null;
  readonly open: boolean | null;
  readonly responsibleId: string | null;
  readonly origin: OrderOrigin | null;
  /** The beginning of a number. */
  readonly number: string | null;
  /** What the row has to be like beside; none for all. */
  readonly also: RawBuilder<boolean> | null;
}

const listColumns = [
  'serviceOrders.orderId',
  'serviceOrders.number',
  'serviceOrders.version',
  'serviceOrders.customerId',
  'customerNumber',
  'orderType',
  'priority',
  'stage',
  'stageModelId',
  'stageModelVersion',
  'progress',
  'waiting',
  'sla',
  'clocks',
  'missingParts',
  'serviceOrders.createdAt',
  'submittedAt',
  'closesAt',
  'closedAt',
  'slaDueAt',
  'origin',
  'responsibleId',
] as const;

/**
 * Orders as rows of a list; who asks says which and in what sequence. Names are looked up for the rows that are shown: in a join
 * Postgres would begin with the customers, because it takes row-level security for a filter that leaves few of them.
 */
export function orderRows(db: Db<'orders'>) {
  return db
    .selectFrom('serviceOrders')
    .select([...listColumns, answeredAt])
    .select(({ selectFrom }) =>
      selectFrom('customers')
        .select('customers.name')
        .whereRef('customers.customerId', '=', 'serviceOrders.customerId')
        .$asScalar()
        .$notNull()
        .as('customerName'),
    );
}

/** When the customer last answered since the order waits; null for one that does not. */
const answeredAt = sql<string | null>`case when service_orders.waiting is not null then (
    select max(n.created_at) from order_notes n
    where n.order_id = service_orders.order_id and n.kind = 'answer'
      and n.created_at >= (service_orders.waiting ->> 'since')::timestamptz)
  end`.as('answeredAt');

/** Which part of a sorted list. */
export interface OrderPart {
  readonly sorting: OrderSorting;
  /** The place behind which it begins. */
  readonly after: OrderPlace | undefined;
  readonly limit: number;
}

/** At most `limit` rows behind a place. */
export async function listOrders(db: Db<'orders'>, filter: OrderFilter, { sorting, after, limit }: OrderPart) {
  const rows = orderRows(db)
    .$if(filter.stages !== null, (query) => query.where('stage', 'in', filter.stages ?? []))
    .$if(filter.progress !== null, (query) => query.where(sql<boolean>`progress = ${filter.progress}`))
    .$if(filter.slaState !== null, (query) => query.where('slaState', '=', filter.slaState ?? ''))
    .$if(filter.customerId !== null, (query) => query.where('serviceOrders.customerId', '=', filter.customerId ?? ''))
    .$if(filter.responsibleId !== null, (query) => query.where('responsibleId', '=', filter.responsibleId ?? ''))
    .$if(filter.origin !== null, (query) => query.where(sql<boolean>`origin = ${filter.origin}`))
    .$if(filter.missingParts !== null, (query) => query.where('missingParts', '=', filter.missingParts ?? false))
    .$if(filter.open !== null, (query) => query.where('closedAt', filter.open === true ? 'is' : 'is not', null))
    .$if(filter.number !== null, (query) => query.where(beginsWith(filter.number ?? '')))
    .$if(filter.also !== null, (query) => query.where(filter.also ?? sql<boolean>`true`));
  return inOrder(after === undefined ? rows : rows.where(behind(sorting, after)), sorting)
    .limit(limit)
    .execute();
}

/** Its bounds are what the index is searched by: under row-level security `like` may not look at rows first. */
function beginsWith(prefix: string) {
  const column = sql.ref('service_orders.number');
  return sql<boolean>`(${column} >= ${prefix} and ${column} like ${`${literally(prefix)}%`} and ${column} < ${`${prefix}\u{10ffff}`})`;
}

/** An order's row with the names that are shown with it; undefined when there is none, or not for this reader. */
export async function readOrder(db: Db<'orders'>, orderId: string) {
  return db
    .selectFrom('serviceOrders')
    .innerJoin('customers', 'customers.customerId', 'serviceOrders.customerId')
    .leftJoin('customers as billTo', 'billTo.customerId', 'serviceOrders.billToCustomerId')
    .selectAll('serviceOrders')
    .select(['customers.name as customerName', 'billTo.name as billToCustomerName', answeredAt])
    .where('orderId', '=', orderId)
    .executeTakeFirst();
}

export async function readLines(db: Db<'orders'>, orderId: string) {
  return db
    .selectFrom('orderLines')
    .selectAll()
    .select(receiptRequired.as('receiptRequired'))
    .where('orderId', '=', orderId)
    .orderBy('lineNumber')
    .execute();
}

export async function readVisits(db: Db<'orders'>, orderId: string) {
  return db.selectFrom('orderVisits').selectAll().where('orderId', '=', orderId).orderBy('startsAt').execute();
}

/** The order's events behind a version, the oldest first, with the words that were written at that version. */
export async function readTimeline(db: Db<'orders'>, orderId: string, afterVersion: number, limit: number) {
  return db
    .selectFrom('events')
    .leftJoin('orderNotes', (join) =>
      join.on(
        sql<boolean>`order_notes.order_id::text = events.aggregate_id and order_notes.version = events.version and order_notes.kind <> 'question'`,
      ),
    )
    .leftJoin('orderNotes as questions', (join) =>
      join.on(
        sql<boolean>`questions.order_id::text = events.aggregate_id and questions.version = events.version and questions.kind = 'question'`,
      ),
    )
    .select(['events.version', 'type', 'events.occurredAt', 'recordedAt', 'events.principal', 'data'])
    .select(['orderNotes.text', 'orderNotes.kind', 'questions.text as question'])
    .where('aggregateId', '=', orderId)
    .where('aggregate', '=', 'service-order')
    .where('events.version', '>', afterVersion)
    .orderBy('events.version')
    .limit(limit)
    .execute();
}

/** A command with its order's number, for whoever may see the order. */
export async function readOperation(db: Db<'orders'>, commandId: string) {
  return db
    .selectFrom('commands')
    .innerJoin('serviceOrders', 'serviceOrders.orderId', 'commands.orderId')
    .select(['commandId', 'commands.orderId', 'number', 'name', 'status', 'outcome', 'receivedAt', 'settledAt'])
    .where('commandId', '=', commandId)
    .executeTakeFirst();
}

/** What is compared of an order with its workflow and the read model. */
export interface ComparedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly stage: string;
  readonly version: number;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly recordedTime: boolean;
}

const comparedColumns = ['orderId', 'number', 'stage', 'version', 'createdAt', 'closedAt', 'recordedTime'] as const;

/** Orders by id behind one, all or those that are not closed. */
export async function ordersToCompare(
  db: Db<'orders'>,
  { after, limit, open }: { readonly after: string; readonly limit: number; readonly open: boolean },
): Promise<readonly ComparedOrder[]> {
  return db
    .selectFrom('serviceOrders')
    .select(comparedColumns)
    .$if(open, (query) => query.where('closedAt', 'is', null))
    .$if(after !== '', (query) => query.where('orderId', '>', after))
    .orderBy('orderId')
    .limit(limit)
    .execute();
}

export async function comparedOrder(db: Db<'orders'>, orderId: string): Promise<ComparedOrder | undefined> {
  return db.selectFrom('serviceOrders').select(comparedColumns).where('orderId', '=', orderId).executeTakeFirst();
}
