import { sql } from 'kysely';

import { hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Doing the same to many orders: what was asked by whom, and the fate of each order. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table bulk_runs (
      bulk_id uuid primary key,
      number integer generated always as identity unique,
      action text not null check (action in ('cancel', 'changeStage', 'revoke')),
      to_stage text,
      reason_code text,
      note text,
      state text not null check (state in ('running', 'stopped', 'done')),
      revision integer not null check (revision > 0),
      requested_at timestamptz(3) not null,
      requested_by text not null,
      roles jsonb not null,
      ended_at timestamptz(3),
      check ((action = 'changeStage') = (to_stage is not null))
    )`.execute(db);
  await sql`comment on column bulk_runs.roles is '@type readonly import("#domain/identity/rights.ts").Role[]'`.execute(
    db,
  );
  await sql`
    create table bulk_orders (
      bulk_id uuid not null references bulk_runs,
      order_id uuid not null references service_orders,
      place integer not null,
      number text collate "C" not null,
      from_stage text not null,
      fate text not null check (fate in ('waiting', 'sent', 'done', 'refused')),
      tries integer not null default 0,
      due_at timestamptz(3),
      command_id text,
      refusal jsonb,
      settled_at timestamptz(3),
      primary key (bulk_id, order_id)
    )`.execute(db);
  await sql`comment on column bulk_orders.refusal is '@type import("#domain/service-orders/commands.ts").OrderRefusal'`.execute(
    db,
  );
  await sql`create unique index bulk_orders_place on bulk_orders (bulk_id, place)`.execute(db);
  for (const table of ['bulk_runs', 'bulk_orders']) await hideFromCustomers(db, table);
}
