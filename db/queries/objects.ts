/** Service objects as rows. */
import { sql } from 'kysely';

import type { ServiceObject } from '#domain/objects/service-object.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';
import { contains } from '../like-pattern.ts';
import type { Named } from './customers.ts';

export type ServiceObjectRow = ServiceObject & { readonly objectId: string; readonly version: number };

export const objectColumns = [
  'objectId',
  'version',
  'number',
  'externalId',
  'customerId',
  'parentObjectId',
  'siteId',
  'name',
  'serialNumber',
  'installedOn',
  'warrantyUntil',
  'active',
] as const;

/** The object, locked until the transaction ends, and before it all objects of its customer: its parts may change with it. */
export async function lockObject(t: Transaction<'orders'>, by: Named): Promise<ServiceObjectRow | undefined> {
  const all = t.selectFrom('serviceObjects').select(objectColumns);
  const query = 'id' in by ? all.where('objectId', '=', by.id) : all.where('externalId', '=', by.externalId);
  const found = await query.executeTakeFirst();
  if (found === undefined) return undefined;
  await lockObjectsOfCustomer(t, found.customerId);
  return query.forUpdate().executeTakeFirst();
}

/** Until the transaction ends nobody else changes an object of the customer, so that what is part of what stays true. */
export async function lockObjectsOfCustomer(t: Transaction<'orders'>, customerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`objects/${customerId}`}, 0))`.execute(t);
}

/** Whose the objects of these external ids are. */
export async function customersOfObjects(db: Db<'orders'>, externalIds: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('serviceObjects')
    .select('customerId')
    .distinct()
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute();
  return rows.map(({ customerId }) => customerId);
}

export async function findObject(db: Db<'orders'>, objectId: string): Promise<ServiceObjectRow | undefined> {
  return db.selectFrom('serviceObjects').select(objectColumns).where('objectId', '=', objectId).executeTakeFirst();
}

/** Those of some objects that are the customer's. */
export async function ownObjects(
  db: Db<'orders'>,
  customerId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('serviceObjects')
    .select('objectId')
    .where('customerId', '=', customerId)
    .where(sql<boolean>`object_id = any(${ids}::uuid[])`)
    .execute();
  return new Set(rows.map(({ objectId }) => objectId));
}

/** The objects that have some numbers, with their customers, by number. */
export async function objectsOfNumbers(
  db: Db<'orders'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Pick<ServiceObjectRow, 'objectId' | 'customerId'>>> {
  const rows = await db
    .selectFrom('serviceObjects')
    .select(['number', 'objectId', 'customerId'])
    .where(sql<boolean>`number = any(${numbers}::text[])`)
    .execute();
  return new Map(rows.map(({ number, ...object }) => [number, object]));
}

export interface ObjectSearch {
  readonly ids: readonly string[] | null;
  readonly customerId: string | null;
  readonly siteId: string | null;
  /** Only what is part of this one, at once; null for all. */
  readonly parentObjectId: string | null;
  readonly active: boolean | null;
  /** The warranty ends on this day or later; null for all. */
  readonly warrantyFrom: string | null;
  /** The warranty ends on this day or earlier; null for all. */
  readonly warrantyTo: string | null;
  /** Part of the name, the number or the serial number, whatever the case; null for all. */
  readonly search: string | null;
  /** The number behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of objects by number. */
export async function searchObjects(db: Db<'orders'>, wish: ObjectSearch): Promise<readonly ServiceObjectRow[]> {
  const { ids, customerId, siteId, parentObjectId, active, warrantyFrom, warrantyTo, search, after } = wish;
  if (ids?.length === 0) return [];
  return db
    .selectFrom('serviceObjects')
    .select(objectColumns)
    .$if(ids !== null, (query) => query.where('objectId', 'in', ids ?? []))
    .$if(customerId !== null, (query) => query.where('customerId', '=', customerId ?? ''))
    .$if(siteId !== null, (query) => query.where('siteId', '=', siteId ?? ''))
    .$if(parentObjectId !== null, (query) => query.where('parentObjectId', '=', parentObjectId))
    .$if(active !== null, (query) => query.where('active', '=', active ?? true))
    .$if(warrantyFrom !== null, (query) => query.where('warrantyUntil', '>=', warrantyFrom))
    .$if(warrantyTo !== null, (query) => query.where('warrantyUntil', '<=', warrantyTo))
    .$if(after !== null, (query) => query.where('number', '>', after ?? ''))
    .$if(search !== null, (query) => query.where(contains(['name', 'number', 'serialNumber'], search ?? '')))
    .orderBy('number')
    .limit(wish.limit)
    .execute();
}

/** False when the number or the external id is another's. */
export async function insertObject(
  t: Transaction<'orders'>,
  row: ServiceObjectRow,
  createdAt: string,
): Promise<boolean> {
  const inserted = await t
    .insertInto('serviceObjects')
    .values({ ...row, createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('objectId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateObject(t: Transaction<'orders'>, row: ServiceObjectRow): Promise<void> {
  const { objectId, customerId: _, ...rest } = row;
  await t.updateTable('serviceObjects').set(rest).where('objectId', '=', objectId).execute();
}
