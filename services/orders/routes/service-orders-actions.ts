/** What may be done with each of some orders. */
import type { Express } from 'express';

import { orderActionRoutes } from '#contracts/http/service-orders-actions.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { presentActions } from '../present-order.ts';
import type { OrderParts } from './service-orders.ts';

/** Mounts /v1/order-actions. */
export function mountOrderActions(app: Express, { db }: OrderParts): void {
  mount(app, orderActionRoutes.list, async ({ actor, query: { orderId: orderIds = [] } }) => {
    const items = await transaction(db, actor, async (t) => {
      const found = [];
      for (const orderId of new Set(orderIds)) found.push(await presentActions(t, orderId, actor));
      return found.filter((each) => each !== undefined);
    });
    return { status: 200, body: { items } };
  });
}
