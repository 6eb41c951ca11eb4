import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** The team that a technician belongs to, as a text; null for none. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table technicians add column team text`.execute(db);
  await sql`create index technicians_team on technicians (team) where team is not null`.execute(db);
}
