/** Prices and costs in files: their columns, and the door through which such a file comes in. */
import * as z from 'zod';

import { priceKinds } from '#domain/invoicing/price-list.ts';

import { lineTypes } from '../events/service-orders.ts';
import { importedList, importRoute } from './import-route.ts';
import { pricePublishers } from './invoicing.ts';
import { LocalDate } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

const PriceInFile = z.strictObject({
  kind: z.enum(priceKinds),
  lineType: z.enum(lineTypes),
  category: SetupId.optional(),
  itemNumber: z.string().max(60).optional(),
  technicianNumber: z.string().max(60).optional(),
  validFrom: LocalDate,
  amount: z.string().regex(/^\d{1,12}([.,]\d+)?$/),
});
export type PriceInFile = z.infer<typeof PriceInFile>;

/** One for each kind, type, scope and day, whatever its amount. */
export const priceFile = importedList({
  row: PriceInFile,
  once: [['kind', 'lineType', 'category', 'itemNumber', 'technicianNumber', 'validFrom']],
  columns: [
    { at: 'kind', header: 'Kind', kind: 'text', example: 'price' },
    { at: 'lineType', header: 'Type of line', kind: 'text', example: 'item' },
    { at: 'category', header: 'Category', kind: 'text', example: 'spare-parts' },
    { at: 'itemNumber', header: 'Item number', kind: 'text', example: 'P-100' },
    { at: 'technicianNumber', header: 'Technician number', kind: 'text', example: '' },
    { at: 'validFrom', header: 'Valid from', kind: 'text', example: '2027-01-01' },
    { at: 'amount', header: 'Amount', kind: 'text', example: '49.90' },
  ],
});

export const invoicingImportRoutes = {
  priceEntries: importRoute({
    id: 'importPriceEntries',
    area: 'invoicing',
    plural: 'price-entries',
    roles: pricePublishers,
  }),
} as const;
