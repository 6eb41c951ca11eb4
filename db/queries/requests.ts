/** Customers' requests as rows. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { RequestStatus } from '#domain/requests/request.ts';
import type { Db } from '../connection.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import { nextFreeNumber } from '../number-series.ts';
import type { Transaction } from '../transaction.ts';
import { movableSeries } from './service-orders-series.ts';

type RequestsTable = ServiceSchemas['orders']['requests'];
export type RequestRow = Selectable<RequestsTable>;
/** A request with its photos, and with what its list shows of the customer. */
export type ShownRequestRow = RequestRow & {
  readonly customerNumber: string;
  readonly customerName: string;
  readonly photoIds: readonly string[];
};

/** Locks the request until the transaction ends; undefined when there is none that the actor may see. */
export async function lockRequest(t: Transaction<'orders'>, requestId: string): Promise<RequestRow | undefined> {
  return t.selectFrom('requests').selectAll().where('requestId', '=', requestId).forUpdate().executeTakeFirst();
}

export async function findRequest(db: Db<'orders'>, requestId: string): Promise<ShownRequestRow | undefined> {
  return shown(db).where('requestId', '=', requestId).executeTakeFirst();
}

export interface RequestSearch {
  readonly status: RequestStatus | null;
  readonly customerId: string | null;
  readonly number: string | null;
  /** The newest first, or those that should be answered soonest. */
  readonly sort: 'newest' | 'due';
  /** The request behind which the page begins: what it is sorted by, and its id. */
  readonly after: readonly [at: string, requestId: string] | null;
  readonly limit: number;
}

/** What the list is sorted by; a request without a clock comes after those that have one. */
const dueOrNever = sql<string>`coalesce(sla_due_at, 'infinity'::timestamptz)`;

/** A page of requests. */
export async function searchRequests(db: Db<'orders'>, wish: RequestSearch): Promise<readonly ShownRequestRow[]> {
  const { status, customerId, number, after, sort } = wish;
  const place = sql`(${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`;
  const found = shown(db)
    .$if(status !== null, (query) => query.where('status', '=', status ?? 'submitted'))
    .$if(customerId !== null, (query) => query.where('requests.customerId', '=', customerId ?? ''))
    .$if(number !== null, (query) => query.where('requests.number', '=', number ?? ''))
    .limit(wish.limit);
  if (sort === 'due') {
    return found
      .$if(after !== null, (query) => query.where(sql<boolean>`(${dueOrNever}, request_id) > ${place}`))
      .orderBy(dueOrNever)
      .orderBy('requestId')
      .execute();
  }
  return found
    .$if(after !== null, (query) => query.where(sql<boolean>`(submitted_at, request_id) < ${place}`))
    .orderBy('submittedAt', 'desc')
    .orderBy('requestId', 'desc')
    .execute();
}

function shown(db: Db<'orders'>) {
  return db
    .selectFrom('requests')
    .innerJoin('customers', 'customers.customerId', 'requests.customerId')
    .selectAll('requests')
    .select(['customers.number as customerNumber', 'customers.name as customerName'])
    .select(
      sql<string[]>`array(
        select file_id from request_photos p where p.request_id = requests.request_id order by p.place
      )`.as('photoIds'),
    );
}

/** The photos of a request in their order, as far as the actor may see them; none without a request. */
export async function findPhotos(db: Db<'orders'>, requestId: string | null): Promise<readonly string[]> {
  if (requestId === null) return [];
  const rows = await db
    .selectFrom('requestPhotos')
    .select('fileId')
    .where('requestId', '=', requestId)
    .orderBy('place')
    .execute();
  return rows.map(({ fileId }) => fileId);
}

/** Keeps them in the order in which they are given. */
export async function insertPhotos(
  t: Transaction<'orders'>,
  { requestId, customerId }: Pick<RequestRow, 'requestId' | 'customerId'>,
  photoIds: readonly string[],
): Promise<void> {
  if (photoIds.length === 0) return;
  const rows = photoIds.map((fileId, index) => ({ requestId, customerId, fileId, place: index + 1 }));
  await t.insertInto('requestPhotos').values(rows).execute();
}

/** The next number of requests, such as `R-100001`. Gaps do not matter. */
export async function nextRequestNumber(t: Transaction<'orders'>): Promise<string> {
  return nextFreeNumber(t, movableSeries.requests);
}

export async function insertRequest(t: Transaction<'orders'>, row: RequestRow): Promise<void> {
  await t.insertInto('requests').values(written(row)).execute();
}

/** Writes a locked request as it is now. */
export async function updateRequestRow(t: Transaction<'orders'>, row: RequestRow): Promise<void> {
  await t.updateTable('requests').set(written(row)).where('requestId', '=', row.requestId).execute();
}

function written({ sla, ...row }: RequestRow) {
  return { ...row, sla: sla === null ? null : JSON.stringify(sla) };
}

/** Whether somebody waits for an answer, and a workflow for them. Behind an id, in its order. */
export async function waitingRequests(
  db: Db<'orders'>,
  after: string,
  limit: number,
): Promise<readonly Pick<RequestRow, 'requestId' | 'number' | 'receivedAt'>[]> {
  return db
    .selectFrom('requests')
    .select(['requestId', 'number', 'receivedAt'])
    .where('status', '=', 'submitted')
    .$if(after !== '', (query) => query.where('requestId', '>', after))
    .orderBy('requestId')
    .limit(limit)
    .execute();
}

/** An order that a request led to. */
export interface RequestOrder {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly how: 'created' | 'joined';
  readonly addedAt: string;
}

/** The orders that a request led to, the first one first. */
export async function ordersOfRequest(db: Db<'orders'>, requestId: string): Promise<readonly RequestOrder[]> {
  return db
    .selectFrom('requestOrders')
    .select(['orderId', 'orderNumber', 'how', 'addedAt'])
    .where('requestId', '=', requestId)
    .orderBy('addedAt')
    .orderBy('orderNumber')
    .execute();
}

/** False when the request has led to that order already. */
export async function insertRequestOrder(
  t: Transaction<'orders'>,
  { requestId, customerId }: Pick<RequestRow, 'requestId' | 'customerId'>,
  order: RequestOrder,
): Promise<boolean> {
  const inserted = await t
    .insertInto('requestOrders')
    .values({ requestId, customerId, ...order })
    .onConflict((conflict) => conflict.doNothing())
    .returning('orderId')
    .execute();
  return inserted.length === 1;
}
