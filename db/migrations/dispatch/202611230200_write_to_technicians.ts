import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Where technicians are written to, null for nowhere, and in which language. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table technicians add column email text`.execute(db);
  await sql`alter table technicians add column language text not null default 'en'`.execute(db);
}
