import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** A run may give many orders to the user who answers for them from then on. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table bulk_runs drop constraint bulk_runs_action_check`.execute(db);
  await sql`
    alter table bulk_runs
      add column responsible_id uuid,
      add constraint bulk_runs_action_check check (action in ('cancel', 'changeStage', 'revoke', 'assign')),
      add constraint bulk_runs_responsible_check check ((action = 'assign') = (responsible_id is not null))`.execute(
    db,
  );
}
