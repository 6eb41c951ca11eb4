import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Ids of updates and messages that come without the API are their senders' own: two orders may get the same one. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table commands drop constraint commands_pkey`.execute(db);
  await sql`alter table commands add primary key (command_id, order_id)`.execute(db);
}
