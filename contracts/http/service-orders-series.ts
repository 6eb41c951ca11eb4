/** The doors to the series that number orders, requests, customers and what they have. */
import * as z from 'zod';

import { seriesNames } from '#domain/service-orders/number-series.ts';

import { staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { SeriesPlace, seriesChangesRoute } from './series-route.ts';

const area = 'service-orders';
const Series = z.enum(seriesNames);
const params = z.strictObject({ series: Series });

const OrderSeriesView = z
  .strictObject({
    series: Series,
    version: z.int().min(0).describe('0 before the first change'),
    ...SeriesPlace.shape,
  })
  .meta({ id: 'OrderNumberSeries' });
export type OrderSeriesView = z.infer<typeof OrderSeriesView>;

export const orderSeriesRoutes = {
  list: route({
    id: 'listNumberSeries',
    area,
    method: 'GET',
    path: '/v1/number-series',
    summary: 'The next numbers of orders, requests, customers and what they have',
    roles: staffRoles,
    responses: { 200: { description: 'All series', schema: z.strictObject({ items: z.array(OrderSeriesView) }) } },
    problems: [],
  }),
  get: route({
    id: 'getNumberSeries',
    area,
    method: 'GET',
    path: '/v1/number-series/:series',
    summary: 'The next number of a series',
    roles: staffRoles,
    params,
    responses: { 200: { description: 'The series, with ETag', schema: OrderSeriesView } },
    problems: [],
  }),
  put: route({
    id: 'putNumberSeries',
    area,
    method: 'PUT',
    path: '/v1/number-series/:series',
    summary: 'Let the numbers of a series go on elsewhere',
    description: 'Behind every number that is borne under the prefix, and never back. These series may have gaps.',
    roles: ['administrator'],
    params,
    body: SeriesPlace,
    responses: { 200: { description: 'The series as it is now, with ETag', schema: OrderSeriesView } },
    problems: ['request.version-stale', 'number-series.back'],
    ifMatch: true,
  }),
  changes: seriesChangesRoute({ area, path: '/v1/number-series-changes', one: 'Order' }),
} as const;
