import { sql } from 'kysely';
import { appendOnly, hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Items, warehouses, what is on hand and why, and what orders have reserved of it. All of it is for staff only. */
export async function up(db: MigrationDb): Promise<void> {
  await createLists(db);
  await createStock(db);
  await createReservations(db);
  for (const table of ['stock_levels', 'stock_receipts', 'stock_movements', 'reserving_orders', 'reservations']) {
    await hideFromCustomers(db, table);
  }
}

/** Numbers that nobody gave come from the sequence; gaps in them do not matter. There always is a default warehouse. */
async function createLists(db: MigrationDb): Promise<void> {
  await sql`create sequence item_numbers start 1001`.execute(db);
  await sql`
    create table items (
      item_id uuid primary key,
      version integer not null check (version > 0),
      number text collate "C" not null unique,
      external_id text unique,
      name text not null,
      unit text not null,
      active boolean not null,
      created_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table warehouses (
      warehouse_id uuid primary key,
      version integer not null check (version >= 0),
      number text collate "C" not null unique,
      name text not null,
      is_default boolean not null
    )`.execute(db);
  await sql`create unique index warehouses_default on warehouses (is_default) where is_default`.execute(db);
  await sql`
    insert into warehouses (warehouse_id, version, number, name, is_default)
    values (gen_random_uuid(), 0, 'MAIN', 'Main warehouse', true)`.execute(db);
}

/** A level is what its movements sum to; `version` counts them. Nothing is reserved that is not on hand. */
async function createStock(db: MigrationDb): Promise<void> {
  await sql`
    create table stock_levels (
      stock_id uuid primary key,
      version integer not null check (version >= 0),
      warehouse_id uuid not null references warehouses,
      item_id uuid not null references items,
      on_hand numeric(12, 3) not null,
      reserved numeric(12, 3) not null check (reserved >= 0 and reserved <= on_hand),
      unique (warehouse_id, item_id)
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create table stock_receipts (
      receipt_id uuid primary key,
      warehouse_id uuid not null references warehouses,
      reference text,
      occurred_at timestamptz(3) not null,
      principal text not null
    )`.execute(db);
  await appendOnly(db, 'stock_receipts');
  await sql`
    create table stock_movements (
      movement_id uuid primary key,
      warehouse_id uuid not null references warehouses,
      item_id uuid not null references items,
      kind text not null check (kind in ('received', 'issued', 'returned')),
      quantity numeric(12, 3) not null check (case kind when 'issued' then quantity < 0 else quantity > 0 end),
      order_id uuid,
      line_id uuid,
      receipt_id uuid references stock_receipts,
      occurred_at timestamptz(3) not null,
      principal text not null,
      check (case kind when 'received' then receipt_id is not null else order_id is not null and line_id is not null end)
    )`.execute(db);
  await sql`create index stock_movements_item on stock_movements (item_id, movement_id)`.execute(db);
  await sql`
    create index stock_movements_order on stock_movements (order_id, line_id, item_id) where order_id is not null`.execute(
    db,
  );
  await appendOnly(db, 'stock_movements');
}

/** `place` is the queue for an item; `order_version` is the newest version of the order that set its claims. */
async function createReservations(db: MigrationDb): Promise<void> {
  await sql`create sequence reservation_places`.execute(db);
  await sql`
    create table reserving_orders (
      order_id uuid primary key,
      version integer not null check (version >= 0),
      order_version integer not null,
      set_by text
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create table reservations (
      order_id uuid not null references reserving_orders,
      line_id uuid not null,
      item_id uuid not null references items,
      warehouse_id uuid not null references warehouses,
      place bigint not null,
      wanted numeric(12, 3) not null check (wanted >= 0),
      reserved numeric(12, 3) not null check (reserved >= 0),
      issued numeric(12, 3) not null check (issued >= 0),
      missing numeric(12, 3) not null generated always as (greatest(0, wanted - reserved - issued)) stored,
      primary key (order_id, line_id, item_id)
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create index reservations_waiting on reservations (item_id, warehouse_id, place) where missing > 0`.execute(db);
}
