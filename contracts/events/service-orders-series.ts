/** The event of a number series of the orders service that goes on elsewhere. */
import * as z from 'zod';

import { seriesNames } from '#domain/service-orders/number-series.ts';
import { event } from './envelope.ts';

export const orderSeriesEvents = {
  changed: event({
    area: 'service-orders',
    aggregate: 'number-series',
    type: 'number-series.changed',
    schemaVersion: 1,
    summary: 'The numbers of orders, requests, customers, or what they have, go on elsewhere',
    data: z.object({ series: z.enum(seriesNames), prefix: z.string(), nextNumber: z.int() }),
  }),
} as const;
