/** The doors to the series that numbers items. */
import { seriesRoutes } from './series-route.ts';

export const itemSeriesRoutes = seriesRoutes({
  one: 'Item',
  area: 'inventory',
  path: '/v1/item-number-series',
  things: 'items',
});
