/** The series that numbers technicians. */
import type { Express } from 'express';

import { technicianSeriesChanged } from '#contracts/events/dispatch.ts';
import { technicianSeriesRoutes } from '#contracts/http/dispatch-series.ts';
import { technicianSeries as series } from '#db/queries/dispatch.ts';
import { mountSeries } from '../../series-doors.ts';
import type { DispatchRoutesDeps } from './dispatch.ts';

/** Mounts /v1/technician-number-series. */
export function mountTechnicianSeries(app: Express, { db, clock }: DispatchRoutesDeps): void {
  mountSeries(app, technicianSeriesRoutes, { db, clock, series, changed: technicianSeriesChanged });
}
