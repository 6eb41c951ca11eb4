import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/**
 * Requests, cases and repeat visits for reports. What was told before is not in them: `npm run rebuild-read-models -- --accept` reads it
 * from the first event on.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table request_list (
      generation integer not null,
      request_id uuid not null,
      version integer not null,
      number text not null,
      customer_id uuid not null,
      priority text,
      channel text,
      status text not null check (status in ('submitted', 'accepted', 'rejected', 'withdrawn')),
      submitted_at timestamptz(3) not null,
      due_at timestamptz(3),
      breached_at timestamptz(3),
      decided_at timestamptz(3),
      orders integer not null,
      primary key (generation, request_id)
    )`.execute(db);
  await sql`create index request_list_submitted on request_list (generation, submitted_at)`.execute(db);
  await protectCustomerRows(db, 'request_list');
  await sql`
    create table case_list (
      generation integer not null,
      case_id uuid not null,
      version integer not null,
      number text not null,
      customer_id uuid not null,
      category text not null,
      priority text,
      owner_id uuid,
      status text not null,
      opened_at timestamptz(3) not null,
      closed_at timestamptz(3),
      result_code text,
      rating integer,
      primary key (generation, case_id)
    )`.execute(db);
  await sql`create index case_list_opened on case_list (generation, opened_at)`.execute(db);
  await protectCustomerRows(db, 'case_list');
  await sql`alter table order_list add column follow_up_of uuid, add column ended_at timestamptz(3)`.execute(db);
  await sql`
    create index order_list_follows on order_list (generation, follow_up_of) where follow_up_of is not null`.execute(
    db,
  );
  await sql`create index order_list_ended on order_list (generation, ended_at) where ended_at is not null`.execute(db);
}
