/** The series that number orders, requests, customers and what they have. */
import type { Express } from 'express';

import { orderSeriesEvents } from '#contracts/events/service-orders-series.ts';
import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import type { OrderSeriesView } from '#contracts/http/service-orders-series.ts';
import { findSeries } from '#db/moved-series.ts';
import { movableSeries } from '#db/queries/service-orders-series.ts';
import { transaction } from '#db/transaction.ts';
import { seriesNames } from '#domain/service-orders/number-series.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { moveSeries } from '#transactions/move-series.ts';
import type { RouteParts } from '../kept-rows.ts';
import { mountSeriesChanges } from '../../series-doors.ts';

/** Mounts /v1/number-series. */
export function mountOrderSeries(app: Express, { db, clock }: RouteParts): void {
  mount(app, orderSeriesRoutes.list, async ({ actor }) => {
    const items = await transaction(db, actor, async (t) => {
      const found: OrderSeriesView[] = [];
      for (const name of seriesNames) found.push(await findSeries(t, movableSeries[name]));
      return found;
    });
    return { status: 200, body: { items } };
  });

  mount(app, orderSeriesRoutes.get, async ({ actor, params }) => {
    const row = await transaction(db, actor, (t) => findSeries(t, movableSeries[params.series]));
    return { status: 200, headers: tagOf(row), body: row };
  });

  mount(app, orderSeriesRoutes.put, async ({ actor, params, body: wanted, ifMatch }) => {
    const series = movableSeries[params.series];
    const move = { wanted, ifMatch, now: clock.now() };
    const { row } = accepted(
      await transaction(db, actor, (t) => moveSeries(t, { series, changed: orderSeriesEvents.changed }, move)),
    );
    return { status: 200, headers: tagOf(row), body: row };
  });

  const names = Object.fromEntries(seriesNames.map((name) => [name, name]));
  mountSeriesChanges(app, orderSeriesRoutes.changes, { db, names });
}
