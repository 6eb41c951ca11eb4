/** How stock comes in from a file, such as what there is at the beginning: each item once for a reference. */
import * as z from 'zod';

import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { Quantity } from '#contracts/http/schemas.ts';

import { AnsweredProblem, call, read } from '../../api/client.ts';
import { createIntentKeys } from '../../api/intent-keys.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';

const ImportedStock = z.strictObject({
  itemNumber: z.string().min(1).max(60),
  quantity: Quantity.positive(),
  reference: z.string().min(1).max(100),
  warehouseNumber: z.string().max(60).optional(),
});
type ImportedStock = z.infer<typeof ImportedStock>;

export const stockImport: CsvImportSpec<ImportedStock> = {
  title: text('stock.import'),
  area: 'inventory',
  columns: [
    { at: 'itemNumber', label: text('stock.item'), kind: 'text', example: 'P-100' },
    { at: 'quantity', label: text('stock.quantity'), kind: 'number', example: '12.5' },
    { at: 'reference', label: text('stock.reference'), kind: 'text', example: 'Opening stock' },
    { at: 'warehouseNumber', label: text('stock.warehouseNumber'), kind: 'text', example: 'MAIN' },
  ],
  schema: ImportedStock,
  send,
};

const most = 200;

/** What an item got under the same reference before is not received again. */
async function send(row: ImportedStock): Promise<CsvOutcome> {
  const { reference, quantity } = row;
  const [itemId, warehouseId] = [await itemIdOf(row.itemNumber), await warehouseIdOf(row.warehouseNumber)];
  const moved = await read(stockRoutes.listMovements, { query: { itemId, limit: most } });
  const isThere = moved.items.some((one) => one.reference === reference && one.warehouseId === warehouseId);
  if (isThere) return 'unchanged';
  const body = { warehouseId, reference, lines: [{ itemId, quantity }] };
  await call(stockRoutes.receive, { key: createIntentKeys().keyOf(body), body });
  return 'new';
}

async function itemIdOf(number: string): Promise<string> {
  const { items } = await read(itemRoutes.list, { query: { search: number, limit: most } });
  const item = items.find((one) => one.number === number);
  if (item === undefined) throw unknown('inventory.unknown-item', text('stock.unknownItem', { number }));
  return item.itemId;
}

/** The default warehouse where none is named. */
async function warehouseIdOf(number: string | undefined): Promise<string> {
  const { items } = await read(stockRoutes.listWarehouses, { query: { limit: most } });
  const warehouse = items.find((one) => (number === undefined ? one.isDefault : one.number === number));
  if (warehouse !== undefined) return warehouse.warehouseId;
  throw unknown('inventory.unknown-warehouse', text('stock.unknownWarehouse', { number: number ?? '' }));
}

function unknown(code: string, title: string): AnsweredProblem {
  return new AnsweredProblem({ type: 'about:blank', title, status: 422, code });
}
