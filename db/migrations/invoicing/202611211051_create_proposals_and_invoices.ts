import { sql } from 'kysely';
import { appendOnly, hideFromCustomers, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Proposals, the invoices made of them, and their numbers. An invoice is its bill-to customer's and never changes. */
export async function up(db: MigrationDb): Promise<void> {
  await createProposals(db);
  await createNumberSeries(db);
  await createInvoices(db);
  await createInvoiceParts(db);
}

/** `customer_id` is who had the work done; both customers are told by ids only, and neither sees a proposal. */
async function createProposals(db: MigrationDb): Promise<void> {
  await sql`
    create table invoice_proposals (
      id uuid primary key,
      version integer not null,
      company_id uuid not null,
      customer_id uuid not null,
      bill_to_customer_id uuid not null,
      posting_id uuid not null unique references postings,
      order_id uuid not null,
      order_number text not null,
      customer_order_number text,
      state text not null check (state in ('open', 'invoiced', 'withdrawn')),
      currency text not null,
      net_minor bigint not null,
      cost_minor bigint not null,
      posted_at timestamptz(3) not null,
      invoice_id uuid
    )`.execute(db);
  await sql`create index invoice_proposals_newest on invoice_proposals (posted_at desc, id desc)`.execute(db);
  await sql`create index invoice_proposals_order on invoice_proposals (order_id)`.execute(db);
  await hideFromCustomers(db, 'invoice_proposals');
  await sql`
    create table invoice_proposal_lines (
      proposal_id uuid not null references invoice_proposals,
      transaction_id uuid not null unique references transactions,
      line_id uuid not null,
      amount_minor bigint not null,
      primary key (proposal_id, transaction_id)
    )`.execute(db);
  await hideFromCustomers(db, 'invoice_proposal_lines');
}

/** The row is locked from the moment a number is taken until the invoice is committed or rolled back: no gap. */
async function createNumberSeries(db: MigrationDb): Promise<void> {
  await sql`
    create table number_series (
      company_id uuid not null,
      series text not null,
      prefix text not null,
      last_number integer not null check (last_number >= 0),
      last_issued_at timestamptz(3),
      primary key (company_id, series)
    )`.execute(db);
}

async function createInvoices(db: MigrationDb): Promise<void> {
  await sql`
    create table invoices (
      id uuid primary key,
      company_id uuid not null,
      customer_id uuid not null,
      number text not null,
      proposal_id uuid not null unique references invoice_proposals,
      order_numbers text[] not null,
      customer_order_number text,
      issued_at timestamptz(3) not null,
      issued_on date not null,
      due_on date not null,
      currency text not null,
      net_minor bigint not null,
      tax_minor bigint not null,
      gross_minor bigint not null,
      seller jsonb not null,
      bill_to jsonb not null,
      unique (company_id, number)
    )`.execute(db);
  await sql`
    comment on column invoices.seller is '@type import("#contracts/http/invoicing-schemas.ts").InvoiceSeller'`.execute(
    db,
  );
  await sql`
    comment on column invoices.bill_to is '@type import("#contracts/http/invoicing-schemas.ts").InvoiceParty'`.execute(
    db,
  );
  await sql`create index invoices_newest on invoices (issued_at desc, id desc)`.execute(db);
  await sql`create index invoices_customer on invoices (customer_id, issued_at desc, id desc)`.execute(db);
  await protectCustomerRows(db, 'invoices');
  await appendOnly(db, 'invoices');
}

async function createInvoiceParts(db: MigrationDb): Promise<void> {
  await sql`
    create table invoice_lines (
      invoice_id uuid not null references invoices,
      line_number integer not null,
      customer_id uuid not null,
      order_id uuid not null,
      line_id uuid not null,
      transaction_id uuid not null unique,
      type text not null check (type in ('hour', 'expense', 'item', 'fee')),
      category text not null,
      description text not null,
      item_id uuid,
      quantity numeric(12, 3) not null,
      work_date date not null,
      unit_price_minor bigint not null,
      amount_minor bigint not null,
      tax_code text not null,
      tax_basis_points integer not null,
      primary key (invoice_id, line_number)
    )`.execute(db);
  await sql`create index invoice_lines_order on invoice_lines (order_id)`.execute(db);
  await protectCustomerRows(db, 'invoice_lines');
  await appendOnly(db, 'invoice_lines');
  await sql`
    create table invoice_taxes (
      invoice_id uuid not null references invoices,
      tax_code text not null,
      tax_basis_points integer not null,
      customer_id uuid not null,
      net_minor bigint not null,
      tax_minor bigint not null,
      primary key (invoice_id, tax_code, tax_basis_points)
    )`.execute(db);
  await protectCustomerRows(db, 'invoice_taxes');
  await appendOnly(db, 'invoice_taxes');
}
