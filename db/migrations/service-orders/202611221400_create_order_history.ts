import { sql } from 'kysely';
import { appendOnly, hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Which closed orders came in from another system, under its keys, and the hash of what was said of them. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table order_history (
      external_id text collate "C" primary key,
      order_id uuid not null unique references service_orders,
      customer_id uuid not null,
      content_hash text not null
    )`.execute(db);
  await hideFromCustomers(db, 'order_history');
  await appendOnly(db, 'order_history');
}
