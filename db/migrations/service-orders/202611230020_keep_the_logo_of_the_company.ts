import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** A file may be the logo of the company, which the set-up names. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table files drop constraint files_kind_check`.execute(db);
  await sql`
    alter table files add constraint files_kind_check
      check (kind in ('signature', 'photo', 'document', 'logo'))`.execute(db);
}
