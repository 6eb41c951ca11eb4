import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/**
 * The response clock of the request that an order was made of, as it ended: what was answered late stays so. What is open about an
 * object is looked up for each request that comes in.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table service_orders add column response jsonb`.execute(db);
  await sql`comment on column service_orders.response is '@type import("#domain/sla/clock.ts").SlaClock'`.execute(db);
  await sql`create index repair_lines_of_object on repair_lines (object_id) where object_id is not null`.execute(db);
}
