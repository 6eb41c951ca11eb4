import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** The roles that somebody had when a command came: its decision asks for them later, where nobody is signed in. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table commands add column roles text[]`.execute(db);
  await sql`comment on column commands.roles is '@type readonly import("#domain/identity/rights.ts").Role[]'`.execute(
    db,
  );
}
