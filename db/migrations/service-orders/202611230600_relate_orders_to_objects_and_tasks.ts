import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** What an order is about: its objects and tasks, which its lines name, and the line of its agreement that a line came from. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table order_lines add column object_id uuid, add column task text collate "C",
      add column agreement_line_number integer`.execute(db);
  await sql`
    create table order_objects (
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      object_id uuid not null,
      position integer not null,
      reference text,
      primary key (order_id, object_id),
      foreign key (customer_id, object_id) references service_objects (customer_id, object_id)
    )`.execute(db);
  await sql`create index order_objects_of_object on order_objects (object_id)`.execute(db);
  await protectCustomerRows(db, 'order_objects');
  await sql`
    create table order_tasks (
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      task text collate "C" not null,
      position integer not null,
      name text not null,
      internal_note text,
      customer_note text,
      primary key (order_id, task)
    )`.execute(db);
  await protectCustomerRows(db, 'order_tasks');
}
