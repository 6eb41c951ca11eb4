/** The doors through which files of items, warehouses and stock come in. */
import type { Express } from 'express';

import {
  inventoryImportRoutes as routes,
  itemFile,
  stockFile,
  warehouseFile,
} from '#contracts/http/inventory-import.ts';
import { transaction } from '#db/transaction.ts';
import { importStock } from '#transactions/inventory/import-stock.ts';
import { importItems, importWarehouses } from '#transactions/inventory/items.ts';
import { mountImport } from '../../import-file.ts';
import type { InventoryRoutesDeps } from './inventory.ts';

/** Mounts the imports of the area. */
export function mountInventoryImports(app: Express, { db, clock }: InventoryRoutesDeps): void {
  mountImport(app, routes.items, itemFile, ({ actor, isTrial }) => {
    return (rows) => transaction(db, actor, (t) => importItems(t, rows, { now: clock.now(), isTrial }));
  });
  mountImport(app, routes.warehouses, warehouseFile, ({ actor, isTrial }) => {
    return (rows) => transaction(db, actor, (t) => importWarehouses(t, rows, { now: clock.now(), isTrial }));
  });
  mountImport(app, routes.stock, stockFile, ({ actor, isTrial }) => {
    const { principal } = actor;
    return (rows) => transaction(db, actor, (t) => importStock(t, rows, { now: clock.now(), isTrial, principal }));
  });
}
