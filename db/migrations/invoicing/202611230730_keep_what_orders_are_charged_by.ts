import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';
import { hideFromCustomers } from '../migration.ts';

/** By which rules an order is charged, and what was agreed for its planned lines: what an estimate needs beside the lists. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create table order_coverages (order_id uuid primary key, rules jsonb not null)`.execute(db);
  await sql`
    comment on column order_coverages.rules is
      '@type readonly import("#domain/agreements/coverage.ts").AppliedRule[]'`.execute(db);
  await hideFromCustomers(db, 'order_coverages');
  await sql`alter table planned_lines add column agreed jsonb`.execute(db);
  await sql`
    comment on column planned_lines.agreed is
      '@type import("#domain/service-orders/quotes.ts").AgreedPrice'`.execute(db);
}
