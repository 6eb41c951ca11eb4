import { sql } from 'kysely';

import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Drafts of stage models, and the moving of open orders to newer versions: what was asked, and the fate of each order. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table stage_model_drafts (
      id text collate "C" primary key,
      name text not null,
      stages jsonb not null,
      based_on integer not null check (based_on >= 0),
      revision integer not null check (revision > 0),
      changed_at timestamptz(3) not null,
      changed_by text not null
    )`.execute(db);
  await sql`comment on column stage_model_drafts.stages is '@type import("#domain/service-orders/stage-model.ts").StageModel["stages"]'`.execute(
    db,
  );
  await sql`
    create table stage_migrations (
      migration_id uuid primary key,
      stage_model_id text not null,
      version integer not null,
      state text not null check (state in ('running', 'done')),
      requested_at timestamptz(3) not null,
      requested_by text not null,
      ended_at timestamptz(3),
      foreign key (stage_model_id, version) references stage_models (id, version)
    )`.execute(db);
  await sql`create unique index stage_migrations_running on stage_migrations (stage_model_id) where state = 'running'`.execute(
    db,
  );
  await sql`
    create table stage_migration_orders (
      migration_id uuid not null references stage_migrations,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      number text collate "C" not null,
      from_version integer not null,
      fate text not null check (fate in ('waiting', 'moved', 'refused')),
      refusal jsonb,
      settled_at timestamptz(3),
      primary key (migration_id, order_id)
    )`.execute(db);
  await sql`comment on column stage_migration_orders.refusal is '@type import("#domain/service-orders/commands.ts").OrderRefusal'`.execute(
    db,
  );
  await sql`create index stage_migration_orders_number on stage_migration_orders (migration_id, number)`.execute(db);
  await sql`create index service_orders_open_by_model on service_orders (stage_model_id, stage_model_version, number)
    where closed_at is null`.execute(db);
  await protectCustomerRows(db, 'stage_migration_orders');
}
