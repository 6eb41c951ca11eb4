/** Stock that comes in from a file: each item once for a reference and a warehouse. */
import type { StockInFile } from '#contracts/http/inventory-import.ts';
import { findWarehouse, itemIdsByNumber, warehousesByNumber } from '#db/queries/inventory.ts';
import { lockLevels, receivedItems } from '#db/queries/inventory-stock.ts';
import type { Transaction } from '#db/transaction.ts';
import type { BatchTerms, RefusedRow, RowOutcome } from '../import-rows.ts';
import { receiveIn } from './stock-receipts.ts';

type Tx = Transaction<'inventory'>;

interface Arrival {
  readonly warehouseId: string;
  readonly reference: string;
  readonly itemId: string;
  readonly quantity: number;
}

/** Receives what did not come in under its reference before. */
export async function importStock(
  t: Tx,
  rows: readonly StockInFile[],
  terms: BatchTerms & { readonly principal: string },
): Promise<readonly RowOutcome[]> {
  const arrivals = await arrivalsOf(t, rows);
  const found = arrivals.filter(isFound);
  await lockAll(t, found);
  const arrived = new Set<Arrival>();
  const groups = Map.groupBy(found, ({ warehouseId, reference }) => JSON.stringify([warehouseId, reference]));
  for (const group of groups.values()) {
    const fresh = await notThere(t, group);
    for (const one of fresh) arrived.add(one);
    if (!terms.isTrial) await receive(t, fresh, terms);
  }
  return arrivals.map((one) => {
    if (!isFound(one)) return one;
    return arrived.has(one) ? 'created' : 'unchanged';
  });
}

function isFound(one: Arrival | RefusedRow): one is Arrival {
  return 'itemId' in one;
}

async function arrivalsOf(t: Tx, rows: readonly StockInFile[]): Promise<readonly (Arrival | RefusedRow)[]> {
  const items = await itemIdsByNumber(
    t,
    rows.map(({ itemNumber }) => itemNumber),
  );
  const warehouses = await warehousesByNumber(
    t,
    rows.flatMap(({ warehouseNumber }) => warehouseNumber ?? []),
  );
  const usual = await findWarehouse(t, undefined);
  return rows.map(({ itemNumber, warehouseNumber, reference, quantity }) => {
    const itemId = items.get(itemNumber);
    const warehouse = warehouseNumber === undefined ? usual : warehouses.get(warehouseNumber);
    if (itemId === undefined) return { code: 'import.unknown-item', at: 'itemNumber', params: { number: itemNumber } };
    if (warehouse === undefined) {
      const params = { number: warehouseNumber ?? '' };
      return { code: 'import.unknown-warehouse', at: 'warehouseNumber', params };
    }
    return { warehouseId: warehouse.warehouseId, reference, itemId, quantity };
  });
}

/** In the order in which everybody locks them, so that the same file sent twice at once waits for itself. */
async function lockAll(t: Tx, arrivals: readonly Arrival[]): Promise<void> {
  const byWarehouse = Map.groupBy(arrivals, ({ warehouseId }) => warehouseId);
  for (const warehouseId of [...byWarehouse.keys()].sort()) {
    const itemIds = (byWarehouse.get(warehouseId) ?? []).map(({ itemId }) => itemId);
    await lockLevels(t, warehouseId, itemIds);
  }
}

async function notThere(t: Tx, group: readonly Arrival[]): Promise<readonly Arrival[]> {
  const [first] = group;
  if (first === undefined) return [];
  const itemIds = group.map(({ itemId }) => itemId);
  const there = await receivedItems(t, { warehouseId: first.warehouseId, reference: first.reference, itemIds });
  return group.filter(({ itemId }) => !there.has(itemId));
}

async function receive(
  t: Tx,
  arrivals: readonly Arrival[],
  { now, principal }: { readonly now: string; readonly principal: string },
): Promise<void> {
  const [first] = arrivals;
  if (first === undefined) return;
  const { warehouseId, reference } = first;
  const lines = arrivals.map(({ itemId, quantity }) => ({ itemId, quantity }));
  const received = await receiveIn(t, principal, { warehouseId, reference, lines }, now);
  if (!received.ok) throw new Error(`Stock whose item and warehouse are there was refused: ${received.refusal.code}`);
}
