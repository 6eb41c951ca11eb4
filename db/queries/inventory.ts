/** Items and warehouses as rows. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';
import { nextFreeNumbers } from '../number-series.ts';

type InventoryDb = Db<'inventory'>;

export interface ItemRow {
  readonly itemId: string;
  readonly version: number;
  readonly number: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly unit: string;
  readonly groupId: string | null;
  readonly active: boolean;
}

const itemColumns = ['itemId', 'version', 'number', 'externalId', 'name', 'unit', 'groupId', 'active'] as const;

export async function findItem(db: InventoryDb, itemId: string): Promise<ItemRow | undefined> {
  return db.selectFrom('items').select(itemColumns).where('itemId', '=', itemId).executeTakeFirst();
}

/** The item, locked until the transaction ends. */
export async function lockItem(db: InventoryDb, itemId: string): Promise<ItemRow | undefined> {
  return db.selectFrom('items').select(itemColumns).where('itemId', '=', itemId).forNoKeyUpdate().executeTakeFirst();
}

/** The items with some keys of another system, locked. */
export async function lockItemsByExternalIds(
  db: InventoryDb,
  externalIds: readonly string[],
): Promise<readonly ItemRow[]> {
  return db
    .selectFrom('items')
    .select(itemColumns)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .orderBy('itemId')
    .forNoKeyUpdate()
    .execute();
}

/** Lets one transaction at a time add items and warehouses or change their numbers, so that these stay unique without an error. */
export async function lockInventoryLists(db: InventoryDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('inventory.lists', 0))`.execute(db);
}

/** Which items have some numbers, by those. */
export async function itemIdsByNumber(
  db: InventoryDb,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('items')
    .select(['number', 'itemId'])
    .where(sql<boolean>`number = any(${numbers}::text[])`)
    .execute();
  return new Map(rows.map(({ number, itemId }) => [number, itemId]));
}

/** Where the numbers of items begin. */
export const itemSeries = {
  movedAs: 'items',
  sequence: 'item_numbers',
  prefix: 'P-',
  table: 'items',
} as const;

/** So many numbers that no item has, from `P-1001` on unless the series was moved, and none that is about to be given. */
export async function nextItemNumbers(
  db: InventoryDb,
  wanted: { readonly count: number; readonly besides: readonly string[] },
): Promise<readonly string[]> {
  return nextFreeNumbers(db, itemSeries, wanted);
}

/** Those of some items of which stock was ever moved, or on which an order has a claim: quantities in their unit are kept. */
export async function countedItems(db: InventoryDb, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (itemIds.length === 0) return new Set();
  const { rows } = await sql<{ itemId: string }>`
    select item_id from stock_levels where item_id = any(${itemIds}::uuid[])
    union select item_id from reservations where item_id = any(${itemIds}::uuid[])`.execute(db);
  return new Set(rows.map(({ itemId }) => itemId));
}

const searched = ['number', 'name', 'externalId'] as const;

export interface ItemFilter {
  readonly ids?: readonly string[] | undefined;
  readonly numbers?: readonly string[] | undefined;
  readonly externalId?: string | undefined;
  readonly groupId?: string | undefined;
  /** Part of the number, the name or the external id, whatever the case. */
  readonly search?: string | undefined;
  readonly active?: boolean | undefined;
}

/** At most `limit` items by number, behind the number `after`. */
export async function listItems(
  db: InventoryDb,
  { ids, numbers, externalId, groupId, search, active }: ItemFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly ItemRow[]> {
  return db
    .selectFrom('items')
    .select(itemColumns)
    .$if(ids !== undefined, (q) => q.where(sql<boolean>`item_id = any(${ids ?? []}::uuid[])`))
    .$if(numbers !== undefined, (q) => q.where(sql<boolean>`number = any(${numbers ?? []}::text[])`))
    .$if(active !== undefined, (q) => q.where('active', '=', active ?? true))
    .$if(externalId !== undefined, (q) => q.where('externalId', '=', externalId ?? ''))
    .$if(groupId !== undefined, (q) => q.where('groupId', '=', groupId ?? ''))
    .$if(search !== undefined, (q) => q.where(contains(searched, search ?? '')))
    .$if(page.after !== undefined, (q) => q.where('number', '>', page.after ?? ''))
    .orderBy('number')
    .limit(page.limit)
    .execute();
}

/** Those of some item ids that no item has. */
export async function unknownItems(db: InventoryDb, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const known = await db
    .selectFrom('items')
    .select('itemId')
    .where('itemId', 'in', [...new Set(ids)])
    .execute();
  return ids.filter((id) => !known.some((item) => item.itemId === id));
}

export interface WarehouseRow {
  readonly warehouseId: string;
  readonly version: number;
  readonly number: string;
  readonly name: string;
  readonly isDefault: boolean;
}

const warehouseColumns = ['warehouseId', 'version', 'number', 'name', 'isDefault'] as const;

/** The warehouse with this id, or the default one when no id is given. */
export async function findWarehouse(
  db: InventoryDb,
  warehouseId: string | undefined,
): Promise<WarehouseRow | undefined> {
  const query = db.selectFrom('warehouses').select(warehouseColumns);
  return warehouseId === undefined
    ? query.where('isDefault', '=', true).executeTakeFirst()
    : query.where('warehouseId', '=', warehouseId).executeTakeFirst();
}

/** The default warehouse, from which orders reserve; the first migration makes it. */
export async function defaultWarehouseId(db: InventoryDb): Promise<string> {
  const warehouse = await findWarehouse(db, undefined);
  if (warehouse === undefined) throw new Error('there is no default warehouse');
  return warehouse.warehouseId;
}

export async function insertWarehouses(db: InventoryDb, rows: readonly WarehouseRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('warehouses')
    .values([...rows])
    .execute();
}

/** The warehouses with some numbers. */
export async function warehousesByNumber(
  db: InventoryDb,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, WarehouseRow>> {
  const rows = await db
    .selectFrom('warehouses')
    .select(warehouseColumns)
    .where(sql<boolean>`number = any(${numbers}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.number, row]));
}

/** At most `limit` warehouses by number, behind the number `after`. */
export async function listWarehouses(
  db: InventoryDb,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly WarehouseRow[]> {
  return db
    .selectFrom('warehouses')
    .select(warehouseColumns)
    .$if(page.after !== undefined, (q) => q.where('number', '>', page.after ?? ''))
    .orderBy('number')
    .limit(page.limit)
    .execute();
}
