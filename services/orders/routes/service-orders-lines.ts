/** Routes of what an order is about, and of lines that it takes from agreements, templates and other orders. */
import type { Express } from 'express';

import { orderLineRoutes as routes } from '#contracts/http/service-orders-lines.ts';
import { readLines } from '#db/queries/order-lists.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { copyLinesInto } from '#transactions/service-orders/copy-lines.ts';
import { editRelations } from '#transactions/service-orders/relate.ts';
import { presentLine } from '../present-order.ts';
import { acceptEdit, once, shown, type OrderParts } from './service-orders.ts';

/** Mounts the routes of relations, and of lines from elsewhere. */
export function mountOrderLines(app: Express, parts: OrderParts): void {
  const { db, clock } = parts;
  mount(app, routes.relate, async ({ actor, params, ifMatch, body }) => {
    const edit = { ...params, actor, now: clock.now(), ifMatch };
    acceptEdit(await transaction(db, actor, (t) => editRelations(t, edit, body)));
    return { status: 200, ...(await shown(parts, actor, params.orderId)) };
  });
  mount(app, routes.copy, async ({ actor, params, key, body }) => {
    const { from, lineIds = null, withRelations = true } = body;
    const edit = { ...params, actor, now: clock.now() };
    const asked = { route: routes.copy.id, key, asks: { ...params, ...body } };
    return transaction(db, actor, async (t) => {
      const { ids } = await once(t, asked, async () => ({
        ids: acceptEdit(await copyLinesInto(t, edit, from, { lineIds, withRelations })).map(({ lineId }) => lineId),
      }));
      const lines = await readLines(t, params.orderId);
      const items = lines.filter(({ lineId }) => ids.includes(lineId)).map((line) => presentLine(line, actor));
      return { status: 201, body: { items } };
    });
  });
}
