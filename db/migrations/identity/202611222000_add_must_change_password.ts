import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** Whether a user's password is still one that somebody else chose. Those of before count as the users' own. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table users add column must_change_password boolean not null default false`.execute(db);
}
