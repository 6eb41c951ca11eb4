import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Requests of customers, from submission on. Words stay here; events carry ids and codes. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create sequence request_numbers start 100001`.execute(db);
  await sql`
    create table requests (
      request_id uuid primary key,
      version integer not null check (version > 0),
      company_id uuid not null,
      customer_id uuid not null references customers,
      number text collate "C" not null unique,
      site_id uuid,
      contact_id uuid,
      object_id uuid,
      subject text not null,
      description text,
      priority text,
      submitted_at timestamptz(3) not null,
      submitted_by text not null,
      status text not null check (status in ('submitted', 'accepted', 'rejected')),
      decided_at timestamptz(3),
      order_id uuid,
      order_number text,
      rejection_reason_code text,
      rejection_note text,
      foreign key (customer_id, site_id) references sites (customer_id, site_id),
      foreign key (customer_id, contact_id) references contacts (customer_id, contact_id),
      foreign key (customer_id, object_id) references service_objects (customer_id, object_id),
      check (status <> 'accepted' or order_id is not null),
      check (status <> 'rejected' or (rejection_reason_code is not null and rejection_note is not null))
    )`.execute(db);
  await sql`create index requests_newest on requests (submitted_at desc, request_id desc)`.execute(db);
  await sql`create index requests_of_customer on requests (customer_id, submitted_at desc, request_id desc)`.execute(
    db,
  );
  await protectCustomerRows(db, 'requests');
}
