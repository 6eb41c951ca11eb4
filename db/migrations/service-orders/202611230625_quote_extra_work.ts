import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Quotes: extra lines at frozen prices, answered once; an order's row has those that are still open. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create sequence quote_numbers start 10001`.execute(db);
  await sql`
    create table quotes (
      quote_id uuid primary key,
      number text collate "C" not null unique,
      order_id uuid not null references service_orders,
      customer_id uuid not null references customers,
      state text not null check (state in ('open', 'approved', 'rejected', 'expired', 'withdrawn')),
      valid_until date not null,
      expires_at timestamptz(3) not null,
      currency text not null,
      net_minor bigint not null,
      lines jsonb not null,
      text text,
      key_hash text not null,
      issued_at timestamptz(3) not null,
      issued_by text not null,
      settled_at timestamptz(3),
      how text,
      settled_by text,
      note text
    )`.execute(db);
  await sql`create index quotes_of_order on quotes (order_id, issued_at desc)`.execute(db);
  await protectCustomerRows(db, 'quotes');
  await sql`alter table service_orders add column open_quotes jsonb not null default '[]'`.execute(db);
  for (const [column, type] of [
    ['quotes.lines', 'readonly import("#domain/service-orders/quotes.ts").WrittenLine[]'],
    ['quotes.state', 'import("#domain/service-orders/quotes.ts").QuoteState'],
    ['quotes.how', 'import("#domain/service-orders/approval.ts").ApprovalWay'],
    ['service_orders.open_quotes', 'readonly import("#domain/service-orders/quotes.ts").OpenQuote[]'],
  ] as const)
    await sql`comment on column ${sql.ref(column)} is ${sql.lit(`@type ${type}`)}`.execute(db);
}
