import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Objects that are served and repaired, each at one customer. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create sequence object_numbers start 10001`.execute(db);
  await sql`
    create table service_objects (
      object_id uuid primary key,
      customer_id uuid not null references customers,
      version integer not null check (version > 0),
      number text collate "C" not null unique,
      external_id text unique,
      site_id uuid,
      name text not null,
      serial_number text,
      active boolean not null,
      created_at timestamptz(3) not null,
      unique (customer_id, object_id),
      foreign key (customer_id, site_id) references sites (customer_id, site_id)
    )`.execute(db);
  await protectCustomerRows(db, 'service_objects');
}
