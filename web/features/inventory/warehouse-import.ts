/** How warehouses come in from a file, known by their number. */
import type * as z from 'zod';

import { NewWarehouse, stockRoutes } from '#contracts/http/inventory.ts';

import { call, read } from '../../api/client.ts';
import { createIntentKeys } from '../../api/intent-keys.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';

type ImportedWarehouse = z.infer<typeof NewWarehouse>;

export const warehouseImport: CsvImportSpec<ImportedWarehouse> = {
  title: text('warehouses.title'),
  area: 'inventory',
  columns: [
    { at: 'number', label: text('warehouses.number'), kind: 'text', example: 'VAN-1' },
    { at: 'name', label: text('list.name'), kind: 'text', example: 'Van of the north tour' },
  ],
  schema: NewWarehouse,
  send,
};

/** A warehouse is entered once and never changed: the same number with another name is refused. */
async function send(row: ImportedWarehouse): Promise<CsvOutcome> {
  const { items } = await read(stockRoutes.listWarehouses, { query: { limit: 200 } });
  if (items.some(({ number, name }) => number === row.number && name === row.name)) return 'unchanged';
  await call(stockRoutes.addWarehouse, { key: createIntentKeys().keyOf(row), body: row });
  return 'new';
}
