import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Questions to a customer and the answers stand among the notes; a rating is its order's only one. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table order_notes drop constraint order_notes_kind_check`.execute(db);
  await sql`
    alter table order_notes add constraint order_notes_kind_check
    check (kind in ('internal', 'customer', 'command', 'question', 'answer'))`.execute(db);
  await sql`
    create table order_ratings (
      order_id uuid primary key references service_orders,
      customer_id uuid not null,
      rating integer not null check (rating between 1 and 5),
      text text,
      principal text not null,
      rated_at timestamptz(3) not null,
      changed_at timestamptz(3) not null
    )`.execute(db);
  await protectCustomerRows(db, 'order_ratings');
}
