/** How technicians come in from a file, known by their external id. */
import type * as z from 'zod';

import { NewTechnician, technicianRoutes } from '#contracts/http/dispatch.ts';

import { call, read } from '../../api/client.ts';
import { createIntentKeys } from '../../api/intent-keys.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';

const ImportedTechnician = NewTechnician.required({ externalId: true });
type ImportedTechnician = z.infer<typeof ImportedTechnician>;

export const technicianImport: CsvImportSpec<ImportedTechnician> = {
  title: text('technicians.title'),
  area: 'dispatch',
  columns: [
    { at: 'externalId', label: text('technicians.externalId'), kind: 'text', example: 'hr-0815' },
    { at: 'number', label: text('technicians.number'), kind: 'text', example: 'T-7' },
    { at: 'name', label: text('list.name'), kind: 'text', example: 'Jo Fischer' },
    { at: 'timeZone', label: text('technicians.timeZone'), kind: 'text', example: 'Europe/Berlin' },
    { at: 'active', label: text('technicians.active'), kind: 'flag', example: 'yes' },
  ],
  schema: ImportedTechnician,
  send,
};

async function send(row: ImportedTechnician): Promise<CsvOutcome> {
  const { items } = await read(technicianRoutes.list, { query: { externalId: row.externalId, limit: 1 } });
  const { status, body } = await call(technicianRoutes.save, { key: createIntentKeys().keyOf(row), body: row });
  if (status === 201) return 'new';
  return items[0]?.version === body.version ? 'unchanged' : 'changed';
}
