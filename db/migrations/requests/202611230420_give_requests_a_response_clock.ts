import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/**
 * Requests wait with a clock, say by which way they came and what the customer prefers, may be withdrawn, and lead to any number of
 * orders. Requests of before get their clock when their workflow begins.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table requests
      add column channel text not null default 'page' check (channel in ('phone', 'email', 'page', 'api')),
      add column received_at timestamptz(3),
      add column preferred_at timestamptz(3),
      add column condition text,
      add column symptom text,
      add column clock_begun boolean not null default false,
      add column sla jsonb,
      add column sla_policy_id text,
      add column sla_policy_version integer,
      add column sla_state text not null default 'none',
      add column sla_due_at timestamptz(3),
      add column next_at timestamptz(3),
      add column next_what text,
      drop constraint requests_status_check,
      add constraint requests_status_check check (status in ('submitted', 'accepted', 'rejected', 'withdrawn'))`.execute(
    db,
  );
  await sql`comment on column requests.sla is '@type import("#domain/sla/clock.ts").SlaClock'`.execute(db);
  await sql`update requests set received_at = submitted_at`.execute(db);
  await sql`alter table requests alter column channel drop default, alter column received_at set not null`.execute(db);
  await sql`create index requests_waiting on requests (request_id) where status = 'submitted'`.execute(db);
  await sql`create index requests_of_object on requests (object_id) where status = 'submitted'`.execute(db);
  await sql`
    create table request_orders (
      request_id uuid not null references requests,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      order_number text not null,
      how text not null check (how in ('created', 'joined')),
      added_at timestamptz(3) not null,
      primary key (request_id, order_id)
    )`.execute(db);
  await sql`create index request_orders_of_order on request_orders (order_id)`.execute(db);
  await protectCustomerRows(db, 'request_orders');
  await sql`
    insert into request_orders (request_id, order_id, customer_id, order_number, how, added_at)
    select request_id, order_id, customer_id, order_number, 'created', decided_at
    from requests where order_id is not null and order_number is not null`.execute(db);
}
