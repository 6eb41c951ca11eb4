import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

const addressType = '@type import("#domain/customers/customer.ts").Address';

/** Customers with their sites and contacts. Numbers that nobody gave come from sequences; gaps in them do not matter. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create sequence customer_numbers start 10001`.execute(db);
  await sql`create sequence site_numbers start 10001`.execute(db);
  await sql`create sequence contact_numbers start 10001`.execute(db);
  await createCustomers(db);
  await createSites(db);
  await createContacts(db);
  for (const table of ['customers', 'sites', 'contacts']) await protectCustomerRows(db, table);
}

async function createCustomers(db: MigrationDb): Promise<void> {
  await sql`
    create table customers (
      customer_id uuid primary key,
      version integer not null check (version > 0),
      number text collate "C" not null unique,
      external_id text unique,
      name text not null,
      address jsonb,
      email text,
      phone text,
      bill_to_customer_id uuid not null references customers,
      language text not null,
      payment_terms_days integer not null check (payment_terms_days >= 0),
      active boolean not null,
      created_at timestamptz(3) not null
    )`.execute(db);
  await sql`comment on column customers.address is ${sql.lit(addressType)}`.execute(db);
}

async function createSites(db: MigrationDb): Promise<void> {
  await sql`
    create table sites (
      site_id uuid primary key,
      customer_id uuid not null references customers,
      version integer not null check (version > 0),
      number text collate "C" not null unique,
      external_id text unique,
      name text not null,
      address jsonb,
      time_zone text,
      active boolean not null,
      created_at timestamptz(3) not null,
      unique (customer_id, site_id)
    )`.execute(db);
  await sql`comment on column sites.address is ${sql.lit(addressType)}`.execute(db);
}

async function createContacts(db: MigrationDb): Promise<void> {
  await sql`
    create table contacts (
      contact_id uuid primary key,
      customer_id uuid not null references customers,
      version integer not null check (version > 0),
      number text collate "C" not null unique,
      external_id text unique,
      site_id uuid,
      name text not null,
      email text,
      phone text,
      language text,
      active boolean not null,
      created_at timestamptz(3) not null,
      unique (customer_id, contact_id),
      foreign key (customer_id, site_id) references sites (customer_id, site_id)
    )`.execute(db);
}
