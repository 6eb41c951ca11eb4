import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

const kinds = sql.raw(
  "('company', 'parameter', 'order-type', 'priority', 'category', 'calendar', 'reason-code', 'feed-source', 'case-category', 'case-result')",
);

/** What cases are about and how they end are entries of the set-up, with versions as all others. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table setup_entries drop constraint setup_entries_kind_check`.execute(db);
  await sql`alter table setup_entries add constraint setup_entries_kind_check check (kind in ${kinds})`.execute(db);
}
