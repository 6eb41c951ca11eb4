import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Which items are in which group, as inventory says: agreements cover by it. An item in no group has no row. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table grouped_items (
      item_id uuid primary key,
      group_id text collate "C" not null
    )`.execute(db);
}
