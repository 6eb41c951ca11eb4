import { sql } from 'kysely';
import { appendOnly, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** What was signed of an order, as canonical JSON under its sha256, at the version of the order that has the acceptance. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table signed_documents (
      order_id uuid not null references service_orders,
      version integer not null,
      customer_id uuid not null,
      sha256 text not null,
      document text not null,
      signed_at timestamptz(3) not null,
      primary key (order_id, version)
    )`.execute(db);
  await protectCustomerRows(db, 'signed_documents');
  await appendOnly(db, 'signed_documents');
}
