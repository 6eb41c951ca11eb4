import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** A message that was put aside and is not to be applied any more: who says so, when, and why. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table dead_letters
      add column discarded_at timestamptz(3),
      add column discarded_by text,
      add column discard_reason text,
      add constraint discarded_with_reason check (
        (discarded_at is null) = (discarded_by is null) and (discarded_at is null) = (discard_reason is null)
      )`.execute(db);
}
