/** For the operations team: what is ready to post is worth, what hangs and why, and trying it again. */
import type { Express } from 'express';
import type { Client } from '@temporalio/client';

import { quoteLimit, quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { stuckOrderRoutes as routes, type ReadyValue } from '#contracts/http/service-orders-stuck.ts';
import { serviceActor, type Actor } from '#contracts/roles.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { ordersInNeed } from '#db/queries/service-orders-attention.ts';
import { effectsSince, hangingCommands, hastenCommands, linesReadyToPost } from '#db/queries/service-orders-stuck.ts';
import { transaction } from '#db/transaction.ts';
import { postable } from '#domain/service-orders/wanted-effects.ts';
import { billable } from '#domain/service-orders/wanted-effects.ts';
import { sumByCurrency } from '#domain/shared/money.ts';
import { callService } from '#platform/http/client.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { coverageOfOrders } from '#transactions/agreements/coverage-of-order.ts';
import { temporalLink } from '../present-order.ts';
import { lookAtWorkflow, tryActivitiesNow } from '../stuck-order.ts';
import type { HistoryParts } from './service-orders-history.ts';
import type { OrderParts } from './service-orders.ts';

export interface StuckParts extends OrderParts, Pick<HistoryParts, 'tokens' | 'urls'> {
  readonly client: () => Client;
}

/** Each is described by the server, which costs it a look at the workflow. */
const shown = 10;

/** Mounts the value of what is ready, the list of what hangs, and its retry. */
export function mountStuckOrders(app: Express, parts: StuckParts): void {
  mount(app, routes.readyValue, async ({ actor }) => ({ status: 200, body: await readyValue(parts, actor) }));
  mount(app, routes.list, async ({ actor }) => ({ status: 200, body: { items: await stuckOrders(parts, actor) } }));
  mount(app, routes.retry, async ({ actor, params: { orderId }, log }) => {
    const { db, clock, client } = parts;
    const { number, commands } = await transaction(db, actor, async (t) => {
      const order = await findOrder(t, orderId);
      if (!order) throw new ProblemError('resource.unknown');
      return { number: order.number, commands: await hastenCommands(t, orderId, clock.now()) };
    });
    const activities = await tryActivitiesNow(client, number);
    if (activities === undefined) throw new ProblemError('unavailable.workflows');
    log.info({ orderId, activities, commands }, 'An order is tried again');
    return { status: 200, body: { activities, commands } };
  });
}

async function readyValue({ db, clock, tokens, urls }: StuckParts, actor: Actor): Promise<ReadyValue> {
  const ready = await transaction(db, actor, async (t) => {
    const found = await linesReadyToPost(t, clock.now(), quoteLimit);
    return { ...found, coverage: await coverageOfOrders(t, found.orderIds) };
  });
  const { orderIds } = ready;
  if (orderIds.length === 0) return { orders: 0, valued: 0, unpriced: 0, unconfirmed: 0, values: [] };
  const linesOf = Map.groupBy(ready.lines, ({ orderId }) => orderId);
  const whole = orderIds.map((orderId) => ({
    orderId,
    lines: postable({ lines: linesOf.get(orderId) ?? [] }).map(billable),
    coverage: ready.coverage.get(orderId),
  }));
  const orders = whole.filter(({ lines }) => lines.length > 0);
  const unconfirmed = whole.length - orders.length;
  if (orders.length === 0) return { orders: ready.count, valued: 0, unpriced: 0, unconfirmed, values: [] };
  const { body } = await callService({
    ...{ url: urls.invoicing, contract: quoteRoutes.quote, tokens, actor: serviceActor('orders') },
    request: { body: { orders } },
  });
  const values = body.items.flatMap(({ net }) => (net === null ? [] : [net]));
  const unpriced = body.items.length - values.length;
  return { orders: ready.count, valued: values.length, unpriced, unconfirmed, values: [...sumByCurrency(values)] };
}

async function stuckOrders({ db, clock, client, links }: StuckParts, actor: Actor) {
  const now = clock.now();
  const { rows, commands, effects } = await transaction(db, actor, async (t) => {
    const found = await ordersInNeed(t, 'stuck', now, shown);
    const orderIds = found.rows.map(({ orderId }) => orderId);
    const [commands, effects] = [await hangingCommands(t, orderIds, now), await effectsSince(t, orderIds)];
    return { rows: found.rows, commands, effects };
  });
  return Promise.all(
    rows.map(async ({ orderId, number, customerName }) => {
      const hanging = commands.filter((command) => command.orderId === orderId);
      const begun = effects.filter((each) => each.orderId === orderId).map(({ since }) => since);
      return {
        ...{ orderId, number, customerName, temporal: temporalLink(number, links) },
        since: earliestOf([...begun, ...hanging.map(({ receivedAt }) => receivedAt)]) ?? now,
        commands: hanging.map(({ commandId: operationId, name, receivedAt: since, attempts }) => ({
          ...{ operationId, name, since, attempts },
        })),
        ...(await lookAtWorkflow(client, number)),
      };
    }),
  );
}

function earliestOf(instants: readonly (string | null)[]): string | undefined {
  return instants.filter((at) => at !== null).toSorted()[0];
}
