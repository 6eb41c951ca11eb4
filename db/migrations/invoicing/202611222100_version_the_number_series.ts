import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** How often a series was changed by hand. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table number_series add column version integer not null default 0 check (version >= 0)`.execute(db);
}
