/** The series that numbers items. */
import type { Express } from 'express';

import { inventoryEvents } from '#contracts/events/inventory.ts';
import { itemSeriesRoutes } from '#contracts/http/inventory-series.ts';
import { itemSeries as series } from '#db/queries/inventory.ts';
import { mountSeries } from '../../series-doors.ts';
import type { InventoryRoutesDeps } from './inventory.ts';

/** Mounts /v1/item-number-series. */
export function mountItemSeries(app: Express, { db, clock }: InventoryRoutesDeps): void {
  mountSeries(app, itemSeriesRoutes, { db, clock, series, changed: inventoryEvents.itemSeriesChanged });
}
