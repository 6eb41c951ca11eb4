import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Agreements with customers, each one document of lines, relations and coverage under a header; templates may be nobody's. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table agreement_groups (
      group_id text collate "C" primary key,
      version integer not null check (version > 0),
      name text not null,
      sla_policy_id text,
      active boolean not null
    )`.execute(db);
  await sql`create sequence agreement_numbers start 10001`.execute(db);
  await sql`
    create table agreements (
      agreement_id uuid primary key,
      version integer not null check (version > 0),
      company_id uuid not null,
      customer_id uuid references customers,
      number text collate "C" not null unique,
      name text not null,
      site_id uuid,
      bill_to_customer_id uuid references customers,
      group_id text collate "C" references agreement_groups,
      template_group text,
      starts_on date not null,
      ends_on date check (ends_on >= starts_on),
      suspension jsonb,
      sla_policy_id text,
      preferred_technician_id uuid,
      objects jsonb not null,
      tasks jsonb not null,
      lines jsonb not null,
      coverage jsonb not null,
      created_at timestamptz(3) not null,
      check (customer_id is not null or template_group is not null),
      foreign key (customer_id, site_id) references sites (customer_id, site_id)
    )`.execute(db);
  const home = 'import("#domain/agreements/agreement.ts")';
  for (const [column, type] of [
    ['suspension', `${home}.Suspension`],
    ['objects', `readonly ${home}.ObjectRelation[]`],
    ['tasks', `readonly ${home}.TaskRelation[]`],
    ['lines', `readonly ${home}.AgreementLine[]`],
    ['coverage', 'readonly import("#domain/agreements/coverage.ts").CoverageRule[]'],
  ] as const)
    await sql`comment on column ${sql.ref(`agreements.${column}`)} is ${sql.lit(`@type ${type}`)}`.execute(db);
  await sql`create index agreements_of_customer on agreements (customer_id, number)`.execute(db);
  await sql`create index agreements_of_objects on agreements using gin (objects jsonb_path_ops)`.execute(db);
  await protectCustomerRows(db, 'agreements');
}
