import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** What is done again and again, with the notes that its relations begin with. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table service_tasks (
      code text collate "C" primary key,
      version integer not null check (version > 0),
      name text not null,
      internal_note text,
      customer_note text,
      active boolean not null
    )`.execute(db);
}
