/** Who changed what of the set-up, for administrators: what is kept here, and the number series of the services that have some. */
import type { Express } from 'express';

import { technicianSeriesRoutes } from '#contracts/http/dispatch-series.ts';
import { itemSeriesRoutes } from '#contracts/http/inventory-series.ts';
import { invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import type { QueryOf } from '#contracts/http/route.ts';
import { ChangePlace } from '#contracts/http/series-route.ts';
import type { SeriesChange } from '#contracts/http/series-route.ts';
import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { setupChangeRoutes } from '#contracts/http/setup-changes.ts';
import type { SetupChange } from '#contracts/http/setup-changes.ts';
import type { Actor } from '#contracts/roles.ts';
import { listSetupChanges } from '#db/queries/setup-changes.ts';
import { transaction } from '#db/transaction.ts';
import { changedFields } from '#domain/shared/numbered.ts';
import { callService } from '#platform/http/client.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import type { GatewayDeps } from '../app.ts';

/** Mounts /v1/setup-changes. */
export function mountSetupChanges(app: Express, deps: GatewayDeps): void {
  mount(app, setupChangeRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, ChangePlace);
    const { of, id } = query;
    const kept = transaction(deps.db, actor, (t) => listSetupChanges(t, { of, id, after, limit: limit + 1 }));
    const ofSeries = of === undefined || of === 'number-series';
    const moved = ofSeries ? seriesChanges(deps, actor, { limit: limit + 1, cursor: query.cursor, series: id }) : [];
    const rows = [...(await kept), ...(await moved)].toSorted(latestFirst);
    const { items, nextCursor } = pageOf(rows, limit, ({ at, changeId }) => ({ at, changeId }));
    return { status: 200, body: { items, nextCursor } };
  });
}

/** As the database sorts each of the lists. */
function latestFirst(one: ChangePlace, other: ChangePlace): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1;
  return one.changeId < other.changeId ? 1 : -1;
}

type SeriesQuery = QueryOf<typeof orderSeriesRoutes.changes>;

/** Asks each service behind the same place, so that the page of all is whole. */
async function seriesChanges(
  { urls, tokens }: GatewayDeps,
  actor: Actor,
  query: SeriesQuery,
): Promise<readonly SetupChange[]> {
  const call = { tokens, actor, request: { query } };
  const answers = await Promise.all([
    callService({ ...call, url: urls.orders, contract: orderSeriesRoutes.changes }),
    callService({ ...call, url: urls.dispatch, contract: technicianSeriesRoutes.changes }),
    callService({ ...call, url: urls.inventory, contract: itemSeriesRoutes.changes }),
    callService({ ...call, url: urls.invoicing, contract: invoicingSeriesRoutes.changes }),
  ]);
  return answers.flatMap(({ body }) => body.items).map(changeOf);
}

function changeOf({ series, before, after, ...rest }: SeriesChange): SetupChange {
  const fields =
    before === null
      ? []
      : changedFields(before, after).map((field) => ({
          field,
          before: Reflect.get(before, field),
          after: Reflect.get(after, field),
        }));
  return { ...rest, of: 'number-series', id: series, name: null, what: 'changed', fields };
}
