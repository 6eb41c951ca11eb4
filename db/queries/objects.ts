/** Service objects as rows. */
import type { ServiceObject } from '#domain/objects/service-object.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';
import { contains } from '../like-pattern.ts';
import type { Named } from './customers.ts';

export type ServiceObjectRow = ServiceObject & { readonly objectId: string; readonly version: number };

const columns = [
  'objectId',
  'version',
  'number',
  'externalId',
  'customerId',
  'siteId',
  'name',
  'serialNumber',
  'active',
] as const;

export async function lockObject(t: Transaction<'orders'>, by: Named): Promise<ServiceObjectRow | undefined> {
  const query = t.selectFrom('serviceObjects').select(columns).forUpdate();
  const found = 'id' in by ? query.where('objectId', '=', by.id) : query.where('externalId', '=', by.externalId);
  return found.executeTakeFirst();
}

export async function findObject(db: Db<'orders'>, objectId: string): Promise<ServiceObjectRow | undefined> {
  return db.selectFrom('serviceObjects').select(columns).where('objectId', '=', objectId).executeTakeFirst();
}

export interface ObjectSearch {
  readonly ids: readonly string[] | null;
  readonly customerId: string | null;
  readonly siteId: string | null;
  /** Part of the name, the number or the serial number, whatever the case; null for all. */
  readonly search: string | null;
  /** The number behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of objects by number. */
export async function searchObjects(db: Db<'orders'>, wish: ObjectSearch): Promise<readonly ServiceObjectRow[]> {
  const { ids, customerId, siteId, search, after } = wish;
  if (ids?.length === 0) return [];
  return db
    .selectFrom('serviceObjects')
    .select(columns)
    .$if(ids !== null, (query) => query.where('objectId', 'in', ids ?? []))
    .$if(customerId !== null, (query) => query.where('customerId', '=', customerId ?? ''))
    .$if(siteId !== null, (query) => query.where('siteId', '=', siteId ?? ''))
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
