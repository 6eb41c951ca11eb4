import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** What the list of orders is sorted by beside creation and number, and its rarest filter. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create index service_orders_submitted on service_orders (submitted_at, order_id)`.execute(db);
  await sql`
    create index service_orders_due on service_orders (coalesce(sla_due_at, 'infinity'::timestamptz), order_id)`.execute(
    db,
  );
  await sql`
    create index service_orders_missing on service_orders (created_at desc, order_id desc) where missing_parts`.execute(
    db,
  );
}
