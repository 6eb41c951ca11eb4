import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** What operators find an order's visit by: the technician's number, as dispatch said when it planned or moved the visit. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table order_visits add column technician_number text`.execute(db);
}
