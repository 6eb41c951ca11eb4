/** How stock comes in from a file, such as what there is at the beginning: each item once for a reference. */
import * as z from 'zod';

import { stockRoutes } from '#contracts/http/inventory.ts';
import { Quantity } from '#contracts/http/schemas.ts';

import { call, read } from '../../api/client.ts';
import { createIntentKeys } from '../../api/intent-keys.ts';
import { itemIdOf, warehouseIdOf } from '../../api/numbers.ts';
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
