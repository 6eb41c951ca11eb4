/** Service orders of sales orders: made once, by whichever system keeps the sales orders. */
import type { Express } from 'express';

import { salesOrderRoutes } from '#contracts/http/service-orders-sales.ts';
import { transaction } from '#db/transaction.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { makeOfSalesOrder } from '#transactions/service-orders/of-sales-order.ts';
import { orderProblem } from '../order-problem.ts';
import { presentOrder } from '../present-order.ts';
import type { OrderParts } from './service-orders.ts';

/** Mounts /v1/sales-orders. */
export function mountSalesOrders(app: Express, { db, clock, links }: OrderParts): void {
  mount(app, salesOrderRoutes.make, async ({ actor, params, body }) => {
    const { orderId, isNew } = await transaction(db, actor, async (t) => {
      const made = await makeOfSalesOrder(t, actor, { ...body, ...params }, clock.now());
      // Thrown, so that what was written before the refusal is taken back.
      if (!made.ok) throw orderProblem(made.refusal);
      return made;
    });
    const order = await transaction(db, actor, (t) => presentOrder(t, orderId, actor, links, clock.now()));
    if (order === undefined) throw new ProblemError('resource.unknown');
    return { status: isNew ? 201 : 200, body: order, headers: tagOf(order) };
  });
}
