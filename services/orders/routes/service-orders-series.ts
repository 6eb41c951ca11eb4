/** The series that number orders, requests, customers and what they have. */
import type { Express } from 'express';

import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { findSeries, listSeries } from '#db/queries/service-orders-series.ts';
import { transaction } from '#db/transaction.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { moveSeries } from '#transactions/service-orders/number-series.ts';
import type { RouteParts } from '../kept-rows.ts';

/** Mounts /v1/number-series. */
export function mountOrderSeries(app: Express, { db, clock }: RouteParts): void {
  mount(app, orderSeriesRoutes.list, async ({ actor }) => {
    const items = await transaction(db, actor, listSeries);
    return { status: 200, body: { items: [...items] } };
  });

  mount(app, orderSeriesRoutes.get, async ({ actor, params }) => {
    const row = await transaction(db, actor, (t) => findSeries(t, params.series));
    return { status: 200, headers: tagOf(row), body: row };
  });

  mount(app, orderSeriesRoutes.put, async ({ actor, params, body, ifMatch }) => {
    const edit = { ifMatch, now: clock.now() };
    const { row } = accepted(await transaction(db, actor, (t) => moveSeries(t, params.series, body, edit)));
    return { status: 200, headers: tagOf(row), body: row };
  });
}
