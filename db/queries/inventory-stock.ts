/**
 * Stock levels, movements and the claims of orders on them, as rows. The locks, in the order in which everybody takes them:
 * the order's gate, the levels by item, the reserving orders by id. A claim is changed only under its item's level.
 */
import { sql } from 'kysely';

import type { Reservation } from '#domain/inventory/reservations.ts';
import type { Db } from '../connection.ts';

type InventoryDb = Db<'inventory'>;

export interface StockLevel {
  readonly stockId: string;
  /** Counts the movements. */
  readonly version: number;
  readonly itemId: string;
  readonly onHand: number;
  readonly reserved: number;
}

export interface StockMovement {
  readonly movementId: string;
  readonly warehouseId: string;
  readonly itemId: string;
  readonly kind: 'received' | 'issued' | 'returned';
  readonly quantity: number;
  readonly orderId: string | null;
  readonly lineId: string | null;
  readonly receiptId: string | null;
  readonly occurredAt: string;
  readonly principal: string;
}

/** Which version of an order set its claims, and under which effect's key; its version counts the events. */
export interface ReservingOrder {
  readonly orderId: string;
  readonly version: number;
  readonly orderVersion: number;
  readonly setBy: string | null;
}

/** One command at a time changes an order's claims; others only serve them. */
export async function lockOrderGate(db: InventoryDb, orderId: string): Promise<ReservingOrder | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('inventory.order/' || ${orderId}, 0))`.execute(db);
  return db
    .selectFrom('reservingOrders')
    .select(['orderId', 'version', 'orderVersion', 'setBy'])
    .where('orderId', '=', orderId)
    .executeTakeFirst();
}

/** Makes the row that an order's claims refer to, without locking one that is there. */
export async function ensureReservingOrder(db: InventoryDb, orderId: string, orderVersion: number): Promise<void> {
  await db
    .insertInto('reservingOrders')
    .values({ orderId, version: 0, orderVersion, setBy: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The levels of some items in a warehouse, locked in the order of the items; a level that is missing begins at 0. */
export async function lockLevels(
  db: InventoryDb,
  warehouseId: string,
  itemIds: readonly string[],
): Promise<readonly StockLevel[]> {
  const items = [...new Set(itemIds)].sort();
  if (items.length === 0) return [];
  await sql`
    insert into stock_levels (stock_id, version, warehouse_id, item_id, on_hand, reserved)
    select gen_random_uuid(), 0, ${warehouseId}::uuid, item_id, 0, 0 from unnest(${items}::uuid[]) as wanted (item_id)
    where not exists (select from stock_levels l where l.warehouse_id = ${warehouseId}::uuid and l.item_id = wanted.item_id)
    order by item_id on conflict do nothing`.execute(db);
  return db
    .selectFrom('stockLevels')
    .select(['stockId', 'version', 'itemId', 'onHand', 'reserved'])
    .where('warehouseId', '=', warehouseId)
    .where('itemId', 'in', items)
    .orderBy('itemId')
    .forNoKeyUpdate()
    .execute();
}

export async function updateLevels(db: InventoryDb, levels: readonly StockLevel[]): Promise<void> {
  if (levels.length === 0) return;
  await sql`
    update stock_levels l set version = c.version, on_hand = c.on_hand, reserved = c.reserved
    from unnest(
      ${levels.map((level) => level.stockId)}::uuid[], ${levels.map((level) => level.version)}::integer[],
      ${levels.map((level) => level.onHand)}::numeric[], ${levels.map((level) => level.reserved)}::numeric[]
    ) as c (stock_id, version, on_hand, reserved) where l.stock_id = c.stock_id`.execute(db);
}

export async function insertMovements(db: InventoryDb, movements: readonly StockMovement[]): Promise<void> {
  if (movements.length === 0) return;
  await db
    .insertInto('stockMovements')
    .values([...movements])
    .execute();
}

export interface ReceiptRow {
  readonly receiptId: string;
  readonly warehouseId: string;
  readonly reference: string | null;
  readonly occurredAt: string;
  readonly principal: string;
}

export async function insertReceipt(db: InventoryDb, row: ReceiptRow): Promise<void> {
  await db.insertInto('stockReceipts').values(row).execute();
}

/** Those of some items that came into a warehouse under a reference before. */
export async function receivedItems(
  db: InventoryDb,
  of: { readonly warehouseId: string; readonly reference: string; readonly itemIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ itemId: string }>`
    select distinct m.item_id from stock_movements m join stock_receipts r on r.receipt_id = m.receipt_id
    where m.item_id = any(${of.itemIds}::uuid[]) and r.reference = ${of.reference}
      and r.warehouse_id = ${of.warehouseId}::uuid`.execute(db);
  return new Set(rows.map(({ itemId }) => itemId));
}

const claimColumns = ['orderId', 'lineId', 'itemId', 'place', 'wanted', 'reserved', 'issued'] as const;

/** All claims of some orders, those that want nothing any more included, by place. */
export async function claimsOf(db: InventoryDb, orderIds: readonly string[]): Promise<readonly Reservation[]> {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom('reservations')
    .select(claimColumns)
    .where('orderId', 'in', [...orderIds])
    .orderBy('place')
    .execute();
}

/** So many places at the end of the queues. Take them under the levels' locks, or an earlier place may come later. */
export async function takePlaces(db: InventoryDb, count: number): Promise<() => number> {
  if (count === 0) return noPlace;
  const { rows } = await sql<{ place: number }>`
    select nextval('reservation_places') as place from generate_series(1, ${count}::integer)`.execute(db);
  const places = rows.map((row) => row.place);
  return () => {
    const place = places.shift();
    if (place === undefined) throw new RangeError(`more than ${count} places were needed`);
    return place;
  };
}

function noPlace(): number {
  throw new RangeError('no place was needed');
}

/** Writes claims, new ones and changed ones. The order's row must exist. */
export async function saveClaims(db: InventoryDb, warehouseId: string, claims: readonly Reservation[]): Promise<void> {
  if (claims.length === 0) return;
  await db
    .insertInto('reservations')
    .values(claims.map((claim) => ({ ...claim, warehouseId })))
    .onConflict((conflict) =>
      conflict.columns(['orderId', 'lineId', 'itemId']).doUpdateSet((excluded) => ({
        place: excluded.ref('excluded.place'),
        wanted: excluded.ref('excluded.wanted'),
        reserved: excluded.ref('excluded.reserved'),
        issued: excluded.ref('excluded.issued'),
      })),
    )
    .execute();
}

/** Of each item the claims that wait for it, by place, as many as its free stock may serve. */
export async function waitingClaims(
  db: InventoryDb,
  warehouseId: string,
  free: readonly { readonly itemId: string; readonly quantity: number }[],
): Promise<readonly Reservation[]> {
  if (free.length === 0) return [];
  const { rows } = await sql<Reservation>`
    select w.order_id, w.line_id, w.item_id, w.place, w.wanted, w.reserved, w.issued
    from unnest(${free.map((each) => each.itemId)}::uuid[], ${free.map((each) => each.quantity)}::numeric[]) as f (item_id, quantity)
    cross join lateral (
      select r.*, sum(r.missing) over (order by r.place) - r.missing as ahead from reservations r
      where r.item_id = f.item_id and r.warehouse_id = ${warehouseId}::uuid and r.missing > 0
    ) w
    where w.ahead < f.quantity order by w.place`.execute(db);
  return rows;
}

/** Locks reserving orders in the order of their ids. */
export async function lockReservingOrders(
  db: InventoryDb,
  orderIds: readonly string[],
): Promise<readonly ReservingOrder[]> {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom('reservingOrders')
    .select(['orderId', 'version', 'orderVersion', 'setBy'])
    .where('orderId', 'in', [...orderIds])
    .orderBy('orderId')
    .forNoKeyUpdate()
    .execute();
}

export async function updateReservingOrders(db: InventoryDb, orders: readonly ReservingOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await sql`
    update reserving_orders o set version = c.version, order_version = c.order_version, set_by = c.set_by
    from unnest(
      ${orders.map((order) => order.orderId)}::uuid[], ${orders.map((order) => order.version)}::integer[],
      ${orders.map((order) => order.orderVersion)}::integer[], ${orders.map((order) => order.setBy)}::text[]
    ) as c (order_id, version, order_version, set_by) where o.order_id = c.order_id`.execute(db);
}
