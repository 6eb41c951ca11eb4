import { sql } from 'kysely';
import { hideFromCustomers, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** What reporting keeps from the topics. A generation is one whole set of read models: one is live, one may be being built. */
export async function up(db: MigrationDb): Promise<void> {
  await createGenerations(db);
  await createOrderList(db);
  await createStageEntries(db);
  await createOrderMargins(db);
  await sql`
    create table customer_numbers (
      generation integer not null,
      customer_id uuid not null,
      number text not null,
      is_active boolean not null,
      primary key (generation, customer_id)
    )`.execute(db);
  await protectCustomerRows(db, 'customer_numbers');
}

async function createGenerations(db: MigrationDb): Promise<void> {
  await sql`
    create table generations (
      generation integer primary key generated always as identity,
      state text not null unique check (state in ('live', 'building')),
      begun_at timestamptz(3) not null default now()
    )`.execute(db);
  await sql`insert into generations (state) values ('live')`.execute(db);
  await sql`
    create table applied_events (
      generation integer not null,
      area text not null,
      events bigint not null,
      primary key (generation, area)
    )`.execute(db);
}

async function createOrderList(db: MigrationDb): Promise<void> {
  await sql`
    create table order_list (
      generation integer not null,
      order_id uuid not null,
      version integer not null,
      number text not null,
      company_id uuid not null,
      customer_id uuid not null,
      bill_to_customer_id uuid not null,
      customer_order_number text,
      order_type text not null,
      priority text not null,
      stage_model_id text not null,
      stage_model_version integer not null,
      stage text not null,
      stage_end text not null check (stage_end in ('none', 'done', 'cancelled')),
      progress text not null,
      waiting jsonb,
      sla jsonb,
      missing_parts boolean not null,
      lines jsonb not null,
      repair_lines integer not null,
      stage_entries integer not null,
      recorded_time boolean not null,
      created_at timestamptz(3) not null,
      submitted_at timestamptz(3) not null,
      signed_off_at timestamptz(3),
      invoice_number text,
      closed_at timestamptz(3),
      last_event_at timestamptz(3) not null,
      primary key (generation, order_id)
    ) with (fillfactor = 80)`.execute(db);
  const summary = 'import("#domain/reporting/order-summary.ts").OrderSummary';
  await sql`comment on column order_list.waiting is ${sql.lit(`@type ${summary}["waiting"]`)}`.execute(db);
  await sql`comment on column order_list.sla is ${sql.lit(`@type ${summary}["sla"]`)}`.execute(db);
  await sql`comment on column order_list.lines is ${sql.lit(`@type ${summary}["lines"]`)}`.execute(db);
  await sql`create index order_list_newest on order_list (generation, submitted_at desc, order_id desc)`.execute(db);
  await sql`
    create index order_list_customer on order_list (generation, customer_id, submitted_at desc, order_id desc)`.execute(
    db,
  );
  await sql`create index order_list_number on order_list (generation, number)`.execute(db);
  await protectCustomerRows(db, 'order_list');
}

/** Every entry of an order into a stage, the first included, counted from 1. */
async function createStageEntries(db: MigrationDb): Promise<void> {
  await sql`
    create table stage_entries (
      generation integer not null,
      order_id uuid not null,
      sequence integer not null check (sequence > 0),
      customer_id uuid not null,
      stage text not null,
      occurred_at timestamptz(3) not null,
      primary key (generation, order_id, sequence)
    )`.execute(db);
  await sql`create index stage_entries_occurred on stage_entries (generation, occurred_at)`.execute(db);
  await protectCustomerRows(db, 'stage_entries');
}

/** Made of several aggregates of invoicing, so each event changes its own part; an order has one row per currency. */
async function createOrderMargins(db: MigrationDb): Promise<void> {
  await sql`
    create table order_margin (
      generation integer not null,
      order_id uuid not null,
      currency text not null,
      planned_revenue_minor bigint not null,
      planned_cost_minor bigint not null,
      unpriced_lines integer not null,
      actual_revenue_minor bigint not null,
      actual_cost_minor bigint not null,
      invoiced_minor bigint not null,
      primary key (generation, order_id, currency)
    ) with (fillfactor = 80)`.execute(db);
  await hideFromCustomers(db, 'order_margin');
}
