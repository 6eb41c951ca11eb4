import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** The order that a line was moved to; the line itself stays behind, cancelled. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table order_lines add column moved_to uuid references service_orders`.execute(db);
}
