/** Items and warehouses as rows. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';
import { nextFreeNumber } from '../number-series.ts';

type InventoryDb = Db<'inventory'>;

export interface ItemRow {
  readonly itemId: string;
  readonly version: number;
  readonly number: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly unit: string;
  readonly active: boolean;
}

const itemColumns = ['itemId', 'version', 'number', 'externalId', 'name', 'unit', 'active'] as const;

export async function findItem(db: InventoryDb, itemId: string): Promise<ItemRow | undefined> {
  return db.selectFrom('items').select(itemColumns).where('itemId', '=', itemId).executeTakeFirst();
}

/** The item, locked until the transaction ends. */
export async function lockItem(db: InventoryDb, itemId: string): Promise<ItemRow | undefined> {
  return db.selectFrom('items').select(itemColumns).where('itemId', '=', itemId).forNoKeyUpdate().executeTakeFirst();
}

/** The item with a key of another system, locked. */
export async function lockItemByExternalId(db: InventoryDb, externalId: string): Promise<ItemRow | undefined> {
  return db
    .selectFrom('items')
    .select(itemColumns)
    .where('externalId', '=', externalId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Lets one transaction at a time add items and warehouses or change their numbers, so that these stay unique without an error. */
export async function lockInventoryLists(db: InventoryDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('inventory.lists', 0))`.execute(db);
}

/** True when another item has the number. */
export async function isItemNumberTaken(db: InventoryDb, number: string, byOtherThan: string): Promise<boolean> {
  const row = await db
    .selectFrom('items')
    .select('itemId')
    .where('number', '=', number)
    .where('itemId', '!=', byOtherThan)
    .executeTakeFirst();
  return row !== undefined;
}

/** A number that no item has, `P-1001` or later. */
export async function nextItemNumber(db: InventoryDb): Promise<string> {
  const isTaken = (number: string) => isItemNumberTaken(db, number, nobody);
  return nextFreeNumber(db, { sequence: 'item_numbers', prefix: 'P-', isTaken });
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** True when stock of the item was ever moved, or an order has a claim on it: quantities in its unit are kept. */
export async function isItemCounted(db: InventoryDb, itemId: string): Promise<boolean> {
  const { rows } = await sql<{ counted: boolean }>`
    select exists (select from stock_levels where item_id = ${itemId})
      or exists (select from reservations where item_id = ${itemId}) as counted`.execute(db);
  return rows[0]?.counted ?? false;
}

export async function insertItem(db: InventoryDb, row: ItemRow, createdAt: string): Promise<void> {
  await db
    .insertInto('items')
    .values({ ...row, createdAt })
    .execute();
}

export async function updateItem(db: InventoryDb, { itemId, ...change }: ItemRow): Promise<void> {
  await db.updateTable('items').set(change).where('itemId', '=', itemId).execute();
}

const searched = ['number', 'name', 'externalId'] as const;

export interface ItemFilter {
  readonly ids?: readonly string[] | undefined;
  readonly externalId?: string | undefined;
  /** Part of the number, the name or the external id, whatever the case. */
  readonly search?: string | undefined;
  readonly active?: boolean | undefined;
}

/** At most `limit` items by number, behind the number `after`. */
export async function listItems(
  db: InventoryDb,
  { ids, externalId, search, active }: ItemFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly ItemRow[]> {
  return db
    .selectFrom('items')
    .select(itemColumns)
    .$if(ids !== undefined, (q) => q.where(sql<boolean>`item_id = any(${ids ?? []}::uuid[])`))
    .$if(active !== undefined, (q) => q.where('active', '=', active ?? true))
    .$if(externalId !== undefined, (q) => q.where('externalId', '=', externalId ?? ''))
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

export async function isWarehouseNumberTaken(db: InventoryDb, number: string): Promise<boolean> {
  const row = await db.selectFrom('warehouses').select('warehouseId').where('number', '=', number).executeTakeFirst();
  return row !== undefined;
}

export async function insertWarehouse(db: InventoryDb, row: WarehouseRow): Promise<void> {
  await db.insertInto('warehouses').values(row).execute();
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
