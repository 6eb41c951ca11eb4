/** The doors to number series, the same in each service that has some. */
import type { Express } from 'express';

import type { technicianSeriesRoutes } from '#contracts/http/dispatch-series.ts';
import type { itemSeriesRoutes } from '#contracts/http/inventory-series.ts';
import type { invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import type { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { ChangePlace } from '#contracts/http/series-route.ts';
import type { SeriesChangedEvent } from '#contracts/events/series-event.ts';
import type { Db } from '#db/connection.ts';
import { findSeries } from '#db/moved-series.ts';
import type { MovableSeries } from '#db/moved-series.ts';
import { listSeriesChanges } from '#db/series-changes.ts';
import { transaction } from '#db/transaction.ts';
import type { Clock } from '#platform/clock.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageRequest } from '#platform/http/paging.ts';
import { accepted } from '#platform/http/refusal.ts';
import { moveSeries } from '#transactions/move-series.ts';

interface SeriesParts<S extends 'dispatch' | 'inventory'> {
  readonly db: Db<S>;
  readonly clock: Clock;
  readonly series: MovableSeries<string>;
  readonly changed: SeriesChangedEvent;
}

/** Mounts the doors of a service's only series. */
export function mountSeries<S extends 'dispatch' | 'inventory'>(
  app: Express,
  routes: typeof technicianSeriesRoutes | typeof itemSeriesRoutes,
  { db, clock, series, changed }: SeriesParts<S>,
): void {
  mount(app, routes.get, async ({ actor }) => {
    const { series: _, ...body } = await transaction(db, actor, (t) => findSeries(t, series));
    return { status: 200, headers: tagOf(body), body };
  });

  mount(app, routes.put, async ({ actor, body: wanted, ifMatch }) => {
    const move = { wanted, ifMatch, now: clock.now() };
    const moved = accepted(await transaction(db, actor, (t) => moveSeries(t, { series, changed }, move)));
    const { series: _, ...body } = moved.row;
    return { status: 200, headers: tagOf(body), body };
  });

  mountSeriesChanges(app, routes.changes, { db, names: { [series.movedAs]: series.movedAs } });
}

type ChangesRoute = (
  typeof technicianSeriesRoutes | typeof itemSeriesRoutes | typeof invoicingSeriesRoutes | typeof orderSeriesRoutes
)['changes'];

interface ChangesParts<S extends 'dispatch' | 'inventory' | 'invoicing' | 'orders'> {
  readonly db: Db<S>;
  /** The words of the service's series, by their names in events. */
  readonly names: Readonly<Record<string, string>>;
}

/** Mounts the door to who changed a service's series. */
export function mountSeriesChanges<S extends 'dispatch' | 'inventory' | 'invoicing' | 'orders'>(
  app: Express,
  route: ChangesRoute,
  { db, names }: ChangesParts<S>,
): void {
  mount(app, route, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, ChangePlace);
    const of = Object.keys(names).filter((name) => query.series === undefined || names[name] === query.series);
    const rows = await transaction(db, actor, (t) => listSeriesChanges(t, { of, after, limit }));
    return { status: 200, body: { items: rows.map((row) => ({ ...row, series: names[row.series] ?? row.series })) } };
  });
}
