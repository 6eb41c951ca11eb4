/** The doors to the series that numbers technicians. */
import { seriesRoutes } from './series-route.ts';

export const technicianSeriesRoutes = seriesRoutes({
  one: 'Technician',
  area: 'dispatch',
  path: '/v1/technician-number-series',
  things: 'technicians',
});
