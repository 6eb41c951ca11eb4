/** The route of what an order's lines would be charged for now, asked of invoicing under the order's agreement. */
import type { Express } from 'express';

import { quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { orderChargeRoutes } from '#contracts/http/service-orders-charges.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { findOrder, loadOrderParts } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { billable } from '#domain/service-orders/wanted-effects.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { coverageOfOrder } from '#transactions/agreements/coverage-of-order.ts';

export interface ChargeParts {
  readonly db: Db<'orders'>;
  readonly tokens: Tokens;
  readonly urls: { readonly invoicing: string };
}

/** Mounts what is shown of charges before anybody posts. */
export function mountOrderCharges(app: Express, { db, tokens, urls }: ChargeParts): void {
  mount(app, orderChargeRoutes.read, async ({ actor, params: { orderId } }) => {
    const asked = await transaction(db, actor, async (t) => {
      const row = await findOrder(t, orderId);
      if (row === undefined) throw new ProblemError('resource.unknown');
      const { lines } = await loadOrderParts(t, orderId, []);
      const open = lines.filter(({ status }) => status !== 'posted' && status !== 'cancelled');
      return { orderId, lines: open.map(billable), coverage: await coverageOfOrder(t, row) };
    });
    const { body } = await callService({
      ...{ url: urls.invoicing, contract: quoteRoutes.quote, tokens, actor: serviceActor('orders') },
      request: { body: { orders: [asked] } },
    });
    const [quote] = body.items;
    return { status: 200, body: { orderId, lines: quote?.lines ?? [], net: quote?.net ?? null } };
  });
}
