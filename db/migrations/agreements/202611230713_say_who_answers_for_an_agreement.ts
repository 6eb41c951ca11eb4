import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Who of the staff answers for an agreement, and so for the orders that are made under it. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table agreements add column responsible_id uuid`.execute(db);
  await sql`
    create index agreements_of_responsible on agreements (responsible_id, number)
    where responsible_id is not null`.execute(db);
}
