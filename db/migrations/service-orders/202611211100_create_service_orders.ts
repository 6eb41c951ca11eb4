import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Service orders with lines, repair lines, visits, notes, and the commands that were asked of them. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create sequence service_order_numbers start 100001`.execute(db);
  await createOrders(db);
  await createLines(db);
  await createRepairLines(db);
  await createVisits(db);
  await createNotes(db);
  await createCommands(db);
  for (const table of ['service_orders', 'order_lines', 'repair_lines', 'order_visits', 'order_notes', 'commands'])
    await protectCustomerRows(db, table);
}

async function createOrders(db: MigrationDb): Promise<void> {
  await sql`
    create table service_orders (
      order_id uuid primary key,
      number text collate "C" not null unique,
      version integer not null check (version > 0),
      company_id uuid not null,
      customer_id uuid not null references customers,
      customer_number text not null,
      bill_to_customer_id uuid not null references customers,
      site_id uuid,
      contact_id uuid,
      customer_order_number text,
      description text,
      order_type text not null,
      priority text not null,
      stage_model_id text not null,
      stage_model_version integer not null,
      stage text not null,
      came_from text[] not null,
      waiting jsonb,
      progress text not null check (progress in ('in-process', 'posted', 'cancelled')),
      submitted_at timestamptz(3) not null,
      recorded_time boolean not null,
      sla_policy_id text,
      sla_policy_version integer,
      sla jsonb,
      sla_state text not null,
      sla_due_at timestamptz(3),
      sign_off jsonb,
      signed_by text,
      proposal_id uuid,
      invoice_id uuid,
      invoice_number text,
      reserves boolean not null,
      missing_parts boolean not null,
      pending jsonb not null,
      last_refusal jsonb,
      run_original text,
      run_started_at timestamptz(3),
      next_at timestamptz(3),
      next_what text,
      closes_at timestamptz(3),
      closed_at timestamptz(3),
      follow_up_of uuid references service_orders,
      request_id uuid,
      last_event_at timestamptz(3) not null,
      created_at timestamptz(3) not null,
      foreign key (stage_model_id, stage_model_version) references stage_models (id, version)
    )`.execute(db);
  for (const [column, type] of [
    ['waiting', 'import("#domain/service-orders/order.ts").Waiting'],
    ['sla', 'import("#domain/sla/clock.ts").SlaClock'],
    ['sign_off', 'import("#domain/service-orders/order.ts").SignOff'],
    ['pending', 'readonly import("#domain/service-orders/order.ts").PendingCommand[]'],
    ['last_refusal', 'import("#domain/service-orders/order.ts").LastRefusal'],
  ] as const)
    await sql`comment on column ${sql.ref(`service_orders.${column}`)} is ${sql.lit(`@type ${type}`)}`.execute(db);
  await sql`create index service_orders_newest on service_orders (created_at desc, order_id desc)`.execute(db);
  await sql`create index service_orders_of_customer on service_orders (customer_id, created_at desc)`.execute(db);
  await sql`create index service_orders_open on service_orders (stage, created_at desc) where closed_at is null`.execute(
    db,
  );
}

async function createLines(db: MigrationDb): Promise<void> {
  await sql`
    create table order_lines (
      line_id uuid primary key,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      line_number integer not null,
      version integer not null,
      type text not null check (type in ('hour', 'expense', 'item', 'fee')),
      category text not null,
      status text not null check (status in ('planned', 'proposed', 'confirmed', 'posted', 'cancelled')),
      restore_status text check (restore_status in ('planned', 'proposed', 'confirmed')),
      chargeable boolean not null,
      item_id uuid,
      technician_id uuid,
      planned_quantity numeric(12, 3),
      quantity numeric(12, 3),
      work_date date not null,
      description text,
      reserved numeric(12, 3) not null default 0,
      missing numeric(12, 3) not null default 0,
      issued numeric(12, 3) not null default 0,
      amount_minor bigint,
      cost_minor bigint,
      unique (order_id, line_number)
    )`.execute(db);
}

async function createRepairLines(db: MigrationDb): Promise<void> {
  await sql`
    create table repair_lines (
      repair_line_id uuid primary key,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      line_number integer not null,
      object_id uuid,
      condition text,
      symptom text,
      diagnosis text,
      resolution text,
      technician_id uuid,
      note text,
      started_at timestamptz(3),
      finished_at timestamptz(3),
      unique (order_id, line_number)
    )`.execute(db);
}

async function createVisits(db: MigrationDb): Promise<void> {
  await sql`
    create table order_visits (
      visit_id uuid primary key,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      technician_id uuid not null,
      starts_at timestamptz(3),
      ends_at timestamptz(3),
      time_zone text,
      status text not null,
      visit_version integer not null
    )`.execute(db);
  await sql`create index order_visits_of_order on order_visits (order_id)`.execute(db);
}

async function createNotes(db: MigrationDb): Promise<void> {
  await sql`
    create table order_notes (
      note_id uuid primary key,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      version integer not null,
      kind text not null check (kind in ('internal', 'customer', 'command')),
      text text not null,
      principal text not null,
      created_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index order_notes_of_order on order_notes (order_id, version)`.execute(db);
}

async function createCommands(db: MigrationDb): Promise<void> {
  await sql`
    create table commands (
      command_id text primary key,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      name text not null,
      principal text not null,
      request_hash text,
      input jsonb not null,
      words jsonb,
      judged_at integer,
      received_at timestamptz(3) not null,
      occurred_at timestamptz(3),
      status text not null check (status in ('received', 'pending', 'done', 'refused', 'withdrawn')),
      outcome jsonb,
      settled_at timestamptz(3),
      attempts integer not null default 0,
      due_at timestamptz(3)
    )`.execute(db);
  await sql`comment on column commands.outcome is '@type import("#contracts/workflows/service-order.ts").Outcome'`.execute(
    db,
  );
  await sql`comment on column commands.words is '@type Readonly<Record<string, string>>'`.execute(db);
  await sql`create index commands_of_order on commands (order_id, received_at)`.execute(db);
  await sql`create index commands_due on commands (due_at) where due_at is not null`.execute(db);
}
