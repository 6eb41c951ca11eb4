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
  /** The request behind which the page begins: its submission and id. */
  readonly after: readonly [submittedAt: string, requestId: string] | null;
  readonly limit: number;
}

/** A page of requests, the newest first. */
export async function searchRequests(db: Db<'orders'>, wish: RequestSearch): Promise<readonly ShownRequestRow[]> {
  const { status, customerId, number, after } = wish;
  return shown(db)
    .$if(status !== null, (query) => query.where('status', '=', status ?? 'submitted'))
    .$if(customerId !== null, (query) => query.where('requests.customerId', '=', customerId ?? ''))
    .$if(number !== null, (query) => query.where('requests.number', '=', number ?? ''))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(submitted_at, request_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('submittedAt', 'desc')
    .orderBy('requestId', 'desc')
    .limit(wish.limit)
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
  await t.insertInto('requests').values(row).execute();
}

/** Writes how a locked request was decided. */
export async function decideRequestRow(
  t: Transaction<'orders'>,
  requestId: string,
  decision: Partial<RequestRow> & Pick<RequestRow, 'version' | 'status' | 'decidedAt'>,
): Promise<void> {
  await t.updateTable('requests').set(decision).where('requestId', '=', requestId).execute();
}
