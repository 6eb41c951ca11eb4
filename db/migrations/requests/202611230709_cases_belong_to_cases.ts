import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** A case may be part of a larger one of the same customer. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table cases add column parent_id uuid references cases check (parent_id <> case_id)`.execute(db);
  await sql`create index cases_parent on cases (parent_id) where parent_id is not null`.execute(db);
}
