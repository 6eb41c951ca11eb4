import { sql } from 'kysely';
import { appendOnly, hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Dated lists, priced lines, and the append-only ledger of transactions. All of it tells costs: no customer sees it. */
export async function up(db: MigrationDb): Promise<void> {
  await createLists(db);
  await createPricedLines(db);
  await createLedger(db);
  await createEstimates(db);
}

async function createLists(db: MigrationDb): Promise<void> {
  await sql`
    create table price_entries (
      id uuid primary key,
      version integer not null,
      company_id uuid not null,
      kind text not null check (kind in ('price', 'cost')),
      line_type text not null check (line_type in ('hour', 'expense', 'item', 'fee')),
      category text,
      item_id uuid,
      technician_id uuid,
      valid_from date not null,
      currency text not null,
      amount_minor bigint not null,
      constraint price_entries_once unique nulls not distinct
        (company_id, kind, line_type, category, item_id, technician_id, valid_from),
      check (num_nonnulls(category, item_id, technician_id) > 0)
    )`.execute(db);
  await sql`create index price_entries_item on price_entries (item_id) where item_id is not null`.execute(db);
  await sql`create index price_entries_other on price_entries (category, technician_id) where item_id is null`.execute(
    db,
  );
  await hideFromCustomers(db, 'price_entries');
  await sql`
    create table tax_tables (
      id uuid primary key,
      company_id uuid not null unique,
      version integer not null,
      document jsonb not null
    )`.execute(db);
  await sql`
    comment on column tax_tables.document is '@type import("#domain/invoicing/tax-table.ts").TaxTable'`.execute(db);
}

/** What `priceOrder` froze under its key, until a posting uses it. */
async function createPricedLines(db: MigrationDb): Promise<void> {
  await sql`
    create table priced_lines (
      key text collate "C" not null,
      line_id uuid not null,
      order_id uuid not null,
      line_number integer not null,
      currency text not null,
      type text not null check (type in ('hour', 'expense', 'item', 'fee')),
      category text not null,
      item_id uuid,
      technician_id uuid,
      quantity numeric(12, 3) not null,
      chargeable boolean not null,
      work_date date not null,
      unit_price_minor bigint,
      amount_minor bigint not null,
      unit_cost_minor bigint,
      cost_minor bigint not null,
      tax_code text,
      tax_basis_points integer,
      primary key (key, line_id)
    )`.execute(db);
  await hideFromCustomers(db, 'priced_lines');
}

/**
 * Transactions only grow: a posting that is undone writes their mirrors. `posted_lines` says which transaction stands
 * for an order line, so that a line is posted once at a time; `confirmed_lines` is what the orders recorded as posted.
 */
async function createLedger(db: MigrationDb): Promise<void> {
  await sql`
    create table postings (
      id uuid primary key,
      version integer not null,
      key text collate "C" not null unique,
      company_id uuid not null,
      customer_id uuid not null,
      bill_to_customer_id uuid not null,
      order_id uuid not null,
      order_number text not null,
      state text not null check (state in ('recorded', 'reversed')),
      currency text not null,
      posted_at timestamptz(3) not null
    )`.execute(db);
  await hideFromCustomers(db, 'postings');
  await sql`
    create table transactions (
      id uuid primary key,
      posting_id uuid not null references postings,
      reverses uuid unique references transactions,
      company_id uuid not null,
      customer_id uuid not null,
      order_id uuid not null,
      line_id uuid not null,
      line_number integer not null,
      type text not null check (type in ('hour', 'expense', 'item', 'fee')),
      category text not null,
      item_id uuid,
      technician_id uuid,
      quantity numeric(12, 3) not null,
      chargeable boolean not null,
      work_date date not null,
      currency text not null,
      unit_price_minor bigint,
      amount_minor bigint not null,
      unit_cost_minor bigint,
      cost_minor bigint not null,
      tax_code text,
      tax_basis_points integer,
      posted_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index transactions_posting on transactions (posting_id)`.execute(db);
  await hideFromCustomers(db, 'transactions');
  await appendOnly(db, 'transactions');
  await sql`
    create table posted_lines (
      line_id uuid primary key,
      transaction_id uuid not null unique references transactions
    )`.execute(db);
  await hideFromCustomers(db, 'posted_lines');
  await sql`
    create table confirmed_lines (
      line_id uuid primary key,
      order_id uuid not null,
      proposal_id uuid,
      amount_minor bigint not null,
      cost_minor bigint not null
    )`.execute(db);
  await sql`create index confirmed_lines_proposal on confirmed_lines (proposal_id)`.execute(db);
  await hideFromCustomers(db, 'confirmed_lines');
}

/** The planned lines of orders, as their events tell them, and what they were last estimated at. */
async function createEstimates(db: MigrationDb): Promise<void> {
  await sql`
    create table planned_lines (
      line_id uuid primary key,
      order_id uuid not null,
      line_number integer not null,
      type text not null check (type in ('hour', 'expense', 'item', 'fee')),
      category text not null,
      item_id uuid,
      technician_id uuid,
      quantity numeric(12, 3) not null,
      chargeable boolean not null,
      work_date date not null
    )`.execute(db);
  await sql`create index planned_lines_order on planned_lines (order_id)`.execute(db);
  await hideFromCustomers(db, 'planned_lines');
  await sql`
    create table order_estimates (
      id uuid primary key,
      order_id uuid not null unique,
      version integer not null,
      currency text not null,
      planned_revenue_minor bigint not null,
      planned_cost_minor bigint not null,
      unpriced_lines uuid[] not null
    )`.execute(db);
  await hideFromCustomers(db, 'order_estimates');
}
