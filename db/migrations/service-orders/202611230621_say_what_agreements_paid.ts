import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** What the agreement paid of a posted line's price. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table order_lines add column covered_minor bigint`.execute(db);
}
