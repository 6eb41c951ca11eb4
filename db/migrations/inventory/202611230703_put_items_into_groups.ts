import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Groups of items that agreements treat alike; an item is in one of them or in none. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table item_groups (
      group_id text collate "C" primary key,
      version integer not null check (version > 0),
      name text not null,
      active boolean not null
    )`.execute(db);
  await sql`alter table items add column group_id text collate "C" references item_groups`.execute(db);
  await sql`create index items_of_group on items (group_id, number) where group_id is not null`.execute(db);
}
