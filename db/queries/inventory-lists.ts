/** Lists of stock for readers, and the check that levels, movements and claims agree. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import type { StockMovement } from './inventory-stock.ts';

type InventoryDb = Db<'inventory'>;

export interface LevelRow {
  readonly itemId: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly version: number;
}

/** Where a page of levels begins: behind this item in this warehouse. */
export interface LevelPlace {
  readonly itemId: string;
  readonly warehouseId: string;
}

/** At most `limit` levels by item and warehouse. */
export async function listLevels(
  db: InventoryDb,
  { itemId, warehouseId }: { readonly itemId?: string | undefined; readonly warehouseId?: string | undefined },
  page: { readonly after: LevelPlace | undefined; readonly limit: number },
): Promise<readonly LevelRow[]> {
  return db
    .selectFrom('stockLevels')
    .select(['itemId', 'warehouseId', 'onHand', 'reserved', 'version'])
    .$if(itemId !== undefined, (q) => q.where('itemId', '=', itemId ?? ''))
    .$if(warehouseId !== undefined, (q) => q.where('warehouseId', '=', warehouseId ?? ''))
    .$if(page.after !== undefined, (q) =>
      q.where(sql<boolean>`(item_id, warehouse_id) > (${page.after?.itemId}::uuid, ${page.after?.warehouseId}::uuid)`),
    )
    .orderBy('itemId')
    .orderBy('warehouseId')
    .limit(page.limit)
    .execute();
}

export type MovementRow = StockMovement & { readonly reference: string | null };

/** At most `limit` movements, the newest first, behind the movement `after`. */
export async function listMovements(
  db: InventoryDb,
  { itemId, orderId }: { readonly itemId?: string | undefined; readonly orderId?: string | undefined },
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly MovementRow[]> {
  return db
    .selectFrom('stockMovements as m')
    .leftJoin('stockReceipts as r', 'r.receiptId', 'm.receiptId')
    .select(['m.movementId', 'm.itemId', 'm.warehouseId', 'm.kind', 'm.quantity', 'm.orderId', 'm.lineId'])
    .select(['m.receiptId', 'r.reference', 'm.occurredAt', 'm.principal'])
    .$if(itemId !== undefined, (q) => q.where('m.itemId', '=', itemId ?? ''))
    .$if(orderId !== undefined, (q) => q.where('m.orderId', '=', orderId ?? ''))
    .$if(page.after !== undefined, (q) => q.where('m.movementId', '<', page.after ?? ''))
    .orderBy('m.movementId', 'desc')
    .limit(page.limit)
    .execute();
}

export interface ClaimRow {
  readonly orderId: string;
  readonly lineId: string;
  readonly itemId: string;
  readonly warehouseId: string;
  readonly wanted: number;
  readonly reserved: number;
  readonly missing: number;
  readonly issued: number;
  readonly place: number;
}

export interface ClaimFilter {
  readonly orderId?: string | undefined;
  readonly itemId?: string | undefined;
  /** True: only those that miss something. */
  readonly waiting?: boolean | undefined;
}

/** At most `limit` claims that want or have something, by place, behind the place `after`. */
export async function listClaims(
  db: InventoryDb,
  { orderId, itemId, waiting }: ClaimFilter,
  page: { readonly after: number | undefined; readonly limit: number },
): Promise<readonly ClaimRow[]> {
  return db
    .selectFrom('reservations')
    .select(['orderId', 'lineId', 'itemId', 'warehouseId', 'wanted', 'reserved', 'missing', 'issued', 'place'])
    .where((e) => e.or([e('wanted', '>', 0), e('issued', '>', 0)]))
    .$if(orderId !== undefined, (q) => q.where('orderId', '=', orderId ?? ''))
    .$if(itemId !== undefined, (q) => q.where('itemId', '=', itemId ?? ''))
    .$if(waiting === true, (q) => q.where('missing', '>', 0))
    .$if(page.after !== undefined, (q) => q.where('place', '>', page.after ?? 0))
    .orderBy('place')
    .limit(page.limit)
    .execute();
}

export interface LedgerDifferenceRow {
  readonly check: 'on-hand' | 'reserved' | 'issued' | 'unserved';
  readonly itemId: string;
  readonly warehouseId: string;
  readonly orderId: string | null;
  readonly lineId: string | null;
  readonly stored: number;
  readonly counted: number;
}

/** Where the books of stock do not agree, at most `limit` differences, all as of one instant. */
export async function ledgerDifferences(db: InventoryDb, limit: number): Promise<readonly LedgerDifferenceRow[]> {
  const { rows } = await sql<LedgerDifferenceRow>`
    with moved as (
      select warehouse_id, item_id, sum(quantity) as quantity from stock_movements group by warehouse_id, item_id
    ), claimed as (
      select warehouse_id, item_id, sum(reserved) as reserved, sum(missing) as missing
      from reservations group by warehouse_id, item_id
    ), taken as (
      select warehouse_id, item_id, order_id, line_id, -sum(quantity) as quantity
      from stock_movements where order_id is not null group by warehouse_id, item_id, order_id, line_id
    ), differences as (
      select 'on-hand' as check, item_id, warehouse_id, null::uuid as order_id, null::uuid as line_id,
        coalesce(l.on_hand, 0) as stored, coalesce(m.quantity, 0) as counted
      from stock_levels l full join moved m using (item_id, warehouse_id)
      union all
      select 'reserved', item_id, warehouse_id, null, null, coalesce(l.reserved, 0), coalesce(c.reserved, 0)
      from stock_levels l full join claimed c using (item_id, warehouse_id)
      union all
      select 'issued', item_id, warehouse_id, order_id, line_id, coalesce(r.issued, 0), coalesce(t.quantity, 0)
      from reservations r full join taken t using (item_id, warehouse_id, order_id, line_id)
      union all
      select 'unserved', item_id, warehouse_id, null, null, l.on_hand - l.reserved, 0
      from stock_levels l join claimed c using (item_id, warehouse_id) where c.missing > 0
    )
    select * from differences where stored <> counted order by item_id, warehouse_id, 1, line_id limit ${limit}`.execute(
    db,
  );
  return rows;
}
