/** Groups of items as rows. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';

type InventoryDb = Db<'inventory'>;

export interface ItemGroupRow {
  readonly groupId: string;
  readonly version: number;
  readonly name: string;
  readonly active: boolean;
}

export async function itemGroups(db: InventoryDb): Promise<readonly ItemGroupRow[]> {
  return db.selectFrom('itemGroups').selectAll().orderBy('groupId').execute();
}

export async function findItemGroup(db: InventoryDb, groupId: string): Promise<ItemGroupRow | undefined> {
  return db.selectFrom('itemGroups').selectAll().where('groupId', '=', groupId).executeTakeFirst();
}

/** Those of some ids that are groups. */
export async function knownItemGroups(db: InventoryDb, groupIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (groupIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('itemGroups')
    .select('groupId')
    .where(sql<boolean>`group_id = any(${groupIds}::text[])`)
    .execute();
  return new Set(rows.map(({ groupId }) => groupId));
}

/** One change of a group at a time until the transaction ends: a new one has no row to lock. */
export async function lockItemGroup(db: InventoryDb, groupId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`item-group/${groupId}`}, 0))`.execute(db);
}

export async function saveItemGroup(db: InventoryDb, row: ItemGroupRow): Promise<void> {
  await db
    .insertInto('itemGroups')
    .values(row)
    .onConflict((conflict) => conflict.column('groupId').doUpdateSet(row))
    .execute();
}
