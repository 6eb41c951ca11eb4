/** How items come in from a file, known by their external id. */
import type * as z from 'zod';

import { NewItem, itemRoutes } from '#contracts/http/inventory.ts';

import { call, read } from '../../api/client.ts';
import { createIntentKeys } from '../../api/intent-keys.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';

const ImportedItem = NewItem.required({ externalId: true });
type ImportedItem = z.infer<typeof ImportedItem>;

export const itemImport: CsvImportSpec<ImportedItem> = {
  title: text('items.title'),
  area: 'inventory',
  columns: [
    { at: 'externalId', label: text('items.externalId'), kind: 'text', example: 'erp-4711' },
    { at: 'number', label: text('items.number'), kind: 'text', example: 'P-100' },
    { at: 'name', label: text('list.name'), kind: 'text', example: 'Door roller' },
    { at: 'unit', label: text('items.unit'), kind: 'text', example: 'pcs' },
    { at: 'active', label: text('list.active'), kind: 'flag', example: 'yes' },
  ],
  schema: ImportedItem,
  send,
};

async function send(row: ImportedItem): Promise<CsvOutcome> {
  const { items } = await read(itemRoutes.list, { query: { externalId: row.externalId, limit: 1 } });
  const { status, body } = await call(itemRoutes.save, { key: createIntentKeys().keyOf(row), body: row });
  if (status === 201) return 'new';
  return items[0]?.version === body.version ? 'unchanged' : 'changed';
}
