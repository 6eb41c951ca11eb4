/** The door to the series that numbers invoices. */
import * as z from 'zod';

import { prefixPattern } from '#domain/shared/number-series.ts';

import { costReaders } from '../roles.ts';
import { route } from './route.ts';
import { seriesChangesRoute } from './series-route.ts';

const path = '/v1/invoice-number-series';
const area = 'invoicing';

export const NumberSeriesData = z
  .strictObject({
    prefix: z.string().min(1).max(12).regex(prefixPattern).describe('Such as INV-; it ends without a digit'),
    nextNumber: z.int().min(1).max(999_999_999).describe('Of the next invoice'),
  })
  .meta({ id: 'NumberSeriesData' });

const NumberSeriesView = z
  .strictObject({ version: z.int().min(0).describe('0 before the first change'), ...NumberSeriesData.shape })
  .meta({ id: 'NumberSeries' });
export type NumberSeriesView = z.infer<typeof NumberSeriesView>;

export const invoicingSeriesRoutes = {
  get: route({
    id: 'getInvoiceNumberSeries',
    ...{ area, path },
    method: 'GET',
    summary: 'The number of the next invoice',
    roles: costReaders,
    responses: { 200: { description: 'The series, with ETag', schema: NumberSeriesView } },
    problems: ['invoicing.company-missing'],
  }),
  put: route({
    id: 'putInvoiceNumberSeries',
    ...{ area, path },
    method: 'PUT',
    summary: 'Let the numbers of invoices go on elsewhere',
    description: 'Under a prefix that invoices bear they go on without a gap; under a new one they begin anywhere.',
    roles: ['administrator'],
    body: NumberSeriesData,
    responses: { 200: { description: 'The series as it is now, with ETag', schema: NumberSeriesView } },
    problems: ['request.version-stale', 'number-series.gap', 'invoicing.company-missing'],
    ifMatch: true,
  }),
  changes: seriesChangesRoute({ area, path: `${path}/changes`, one: 'Invoice' }),
} as const;
