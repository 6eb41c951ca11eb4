/** Orders that need somebody, for the home page. */
import type { Express } from 'express';

import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';
import type { Db } from '#db/connection.ts';
import { ordersInNeed } from '#db/queries/service-orders-attention.ts';
import { transaction } from '#db/transaction.ts';
import { attentions } from '#domain/service-orders/attention.ts';
import type { Clock } from '#platform/clock.ts';
import { mount } from '#platform/http/mount.ts';
import { presentRows } from '../present-order.ts';

const defaultLimit = 5;

/** Mounts /v1/order-attention. */
export function mountOrderAttention(
  app: Express,
  { db, clock }: { readonly db: Db<'orders'>; readonly clock: Clock },
): void {
  mount(app, orderAttentionRoutes.read, async ({ actor, query: { limit = defaultLimit } }) => {
    const now = clock.now();
    const groups = await transaction(db, actor, async (t) => {
      const found = [];
      for (const attention of attentions) {
        const { count, rows } = await ordersInNeed(t, attention, now, limit);
        found.push({ attention, count, items: await presentRows(t, rows, now) });
      }
      return found;
    });
    return { status: 200, body: { groups } };
  });
}
