/** The routes of inventory: contracts joined to transactions and reads. */
import type { Express } from 'express';
import * as z from 'zod';

import { itemGroupRoutes } from '#contracts/http/inventory-groups.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { Id } from '#contracts/http/schemas.ts';
import type { Db } from '#db/connection.ts';
import { ledgerDifferences, listClaims, listLevels, listMovements } from '#db/queries/inventory-lists.ts';
import { findItem, listItems, listWarehouses } from '#db/queries/inventory.ts';
import { itemGroups } from '#db/queries/inventory-groups.ts';
import { transaction } from '#db/transaction.ts';
import { subtractQuantity } from '#domain/shared/quantity.ts';
import type { Clock } from '#platform/clock.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { keepItemGroup } from '#transactions/inventory/item-groups.ts';
import { addWarehouse, changeItem, saveItem } from '#transactions/inventory/items.ts';
import { receiveStock } from '#transactions/inventory/stock-receipts.ts';
import { instantOf } from '../../recorded-time.ts';

export interface InventoryRoutesDeps {
  readonly db: Db<'inventory'>;
  readonly clock: Clock;
}

/** Mounts every route of the area. */
export function mountInventory(app: Express, deps: InventoryRoutesDeps): void {
  mountItems(app, deps);
  mountItemGroups(app, deps);
  mountWarehouses(app, deps);
  mountReceipts(app, deps);
  mountStockReads(app, deps);
  mountReservationReads(app, deps);
}

function mountItems(app: Express, { db, clock }: InventoryRoutesDeps): void {
  mount(app, itemRoutes.save, async ({ actor, body, key }) => {
    const keyed = { route: itemRoutes.save.id, key, asks: body };
    const { row, isNew } = accepted(await saveItem(db, actor, { wish: body, keyed, now: clock.now() }));
    return { status: isNew ? 201 : 200, headers: tagOf(row), body: row };
  });
  mount(app, itemRoutes.change, async ({ actor, params, body, ifMatch }) => {
    const change = { id: params.itemId, wish: body, ifMatch, now: clock.now() };
    const { row } = accepted(await changeItem(db, actor, change));
    return { status: 200, headers: tagOf(row), body: row };
  });
  mount(app, itemRoutes.list, async ({ query }) => {
    const { limit, after } = pageRequest(
      { ...query, limit: (query.ids ?? query.numbers)?.length ?? query.limit },
      z.string(),
    );
    const rows = await listItems(db, query, { after, limit: limit + 1 });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
  mount(app, itemRoutes.read, async ({ params }) => {
    const item = await findItem(db, params.itemId);
    if (item === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: tagOf(item), body: item };
  });
}

function mountItemGroups(app: Express, { db, clock }: InventoryRoutesDeps): void {
  mount(app, itemGroupRoutes.list, async () => ({ status: 200, body: { items: [...(await itemGroups(db))] } }));
  mount(app, itemGroupRoutes.keep, async ({ actor, params, body }) => {
    const { row, created } = await keepItemGroup(db, actor, { ...params, ...body, now: clock.now() });
    return { status: created ? 201 : 200, body: row };
  });
}

function mountWarehouses(app: Express, { db, clock }: InventoryRoutesDeps): void {
  mount(app, stockRoutes.addWarehouse, async ({ actor, body, key }) => {
    const keyed = { route: stockRoutes.addWarehouse.id, key, asks: body };
    const { warehouse } = accepted(await addWarehouse(db, actor, { ...body, keyed, now: clock.now() }));
    return { status: 201, body: warehouse };
  });
  mount(app, stockRoutes.listWarehouses, async ({ query }) => {
    const { limit, after } = pageRequest(query, z.string());
    const rows = await listWarehouses(db, { after, limit: limit + 1 });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
}

function mountReceipts(app: Express, { db, clock }: InventoryRoutesDeps): void {
  mount(app, stockRoutes.receive, async ({ actor, body, key }) => {
    const { occurredAt: _, ...stock } = body;
    const keyed = { route: stockRoutes.receive.id, key, asks: body };
    const at = instantOf({ actor, body }, clock, 'inventory.recorded-time');
    const { receipt } = accepted(await receiveStock(db, actor, { stock, at, keyed }));
    return { status: 201, body: receipt };
  });
}

const LevelPlace = z.strictObject({ itemId: Id, warehouseId: Id });

function mountStockReads(app: Express, { db }: InventoryRoutesDeps): void {
  mount(app, stockRoutes.listLevels, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, LevelPlace);
    const rows = await transaction(db, actor, (t) => listLevels(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ itemId, warehouseId }) => ({ itemId, warehouseId }));
    const items = page.items.map((row) => ({ ...row, available: subtractQuantity(row.onHand, row.reserved) }));
    return { status: 200, body: { ...page, items } };
  });
  mount(app, stockRoutes.listMovements, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Id);
    const rows = await transaction(db, actor, (t) => listMovements(t, query, { after, limit: limit + 1 }));
    return { status: 200, body: pageOf(rows, limit, (row) => row.movementId) };
  });
  mount(app, stockRoutes.checkLedger, async ({ actor }) => {
    const differences = await transaction(db, actor, (t) => ledgerDifferences(t, 500));
    return { status: 200, body: { differences: [...differences] } };
  });
}

function mountReservationReads(app: Express, { db }: InventoryRoutesDeps): void {
  mount(app, stockRoutes.listReservations, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, z.int().min(0));
    const rows = await transaction(db, actor, (t) => listClaims(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, (row) => row.place);
    return { status: 200, body: { ...page, items: page.items.map(({ place: _, ...claim }) => claim) } };
  });
}
