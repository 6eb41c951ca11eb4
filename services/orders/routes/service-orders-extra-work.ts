/** Routes of extra work: the customer's word on lines, as it was told to the staff. */
import type { Express } from 'express';

import { extraWorkRoutes as routes } from '#contracts/http/service-orders-extra-work.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { judgeExtraLines } from '#transactions/service-orders/judge-extra-lines.ts';
import { editedOnce } from '../edited-once.ts';
import type { OrderParts } from './service-orders.ts';

export function mountExtraWork(app: Express, { db, clock }: Pick<OrderParts, 'db' | 'clock'>): void {
  mount(app, routes.judge, async ({ actor, params, key, body: { note = null, ...asked } }) => {
    const request = { route: routes.judge.id, key, asks: { ...params, ...asked, note } };
    const { orderId, version } = await transaction(db, actor, (t) =>
      editedOnce(t, request, () => judgeExtraLines(t, { ...params, actor, now: clock.now() }, { ...asked, note })),
    );
    return { status: 201, body: { orderId, version } };
  });
}
