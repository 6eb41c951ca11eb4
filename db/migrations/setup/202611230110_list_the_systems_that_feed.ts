import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

const kinds = sql.raw(
  "('company', 'parameter', 'order-type', 'priority', 'category', 'calendar', 'reason-code', 'feed-source')",
);

/** Systems that feed records in are entries of the set-up, with versions as all others. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table setup_entries drop constraint setup_entries_kind_check`.execute(db);
  await sql`alter table setup_entries add constraint setup_entries_kind_check check (kind in ${kinds})`.execute(db);
}
