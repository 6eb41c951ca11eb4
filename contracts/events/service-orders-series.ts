/** The event of a number series of the orders service that goes on elsewhere. */
import { seriesNames } from '#domain/service-orders/number-series.ts';
import { seriesChanged } from './series-event.ts';

export const orderSeriesEvents = {
  changed: seriesChanged(
    'service-orders',
    'The numbers of orders, requests, customers, or what they have, go on elsewhere',
    seriesNames,
  ),
} as const;
