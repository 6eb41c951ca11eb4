/** Routes that do the same to many orders. */
import type { Express } from 'express';
import * as z from 'zod';

import { bulkRoutes as routes } from '#contracts/http/service-orders-bulk.ts';
import { idempotent } from '#db/idempotency.ts';
import { bulkOrders, bulkRuns, findBulkRun } from '#db/queries/service-orders-bulk.ts';
import { transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import {
  previewBulk,
  requestBulk,
  resumeBulk,
  stopBulk,
  type CannotInBulk,
} from '#transactions/service-orders/bulk.ts';
import type { RouteParts } from '../kept-rows.ts';
import { refusalWords } from '../present-order.ts';

/** Mounts the look ahead, the run, its fates, and what turns it. */
export function mountBulk(app: Express, parts: RouteParts): void {
  mountBegin(app, parts);
  mountReading(app, parts);
  for (const [route, turn] of [
    [routes.stop, stopBulk],
    [routes.resume, resumeBulk],
  ] as const)
    mount(app, route, async ({ actor, params: { bulkId }, key }) => {
      const body = await transaction(parts.db, actor, async (t) => {
        const request = { route: route.id, key, asks: { bulkId } };
        accepted(await idempotent(t, request, () => turn(t, bulkId)));
        return wireOf(await findBulkRun(t, bulkId));
      });
      return { status: 200, body };
    });
}

function mountBegin(app: Express, { db, clock }: RouteParts): void {
  mount(app, routes.preview, async ({ actor, body: { action, to = null, orderIds } }) => {
    const { can, cannot, needsReason } = await transaction(db, actor, async (t) =>
      accepted(await previewBulk(t, actor, { action, to }, orderIds)),
    );
    const items = cannot.map(({ refusal, ...order }) => ({ ...order, refusal: inWords(refusal) }));
    return { status: 200, body: { can: [...can], cannot: items, reasons: reasonsOf(cannot), needsReason } };
  });
  mount(app, routes.start, async ({ actor, body, key }) => {
    const { action, to = null, responsibleId = null, orderIds, reasonCode = null, note = null } = body;
    const request = { wish: { action, to }, responsibleId, orderIds, reasonCode, note };
    const run = await transaction(db, actor, async (t) => {
      const begin = () => requestBulk(t, actor, request, clock.now());
      const { bulkId } = accepted(await idempotent(t, { route: routes.start.id, key, asks: body }, begin));
      return wireOf(await findBulkRun(t, bulkId));
    });
    return { status: 202, body: run };
  });
}

function mountReading(app: Express, { db }: RouteParts): void {
  mount(app, routes.list, async ({ actor, query: { mine = false } }) => {
    const rows = await transaction(db, actor, (t) => bulkRuns(t, mine ? actor.principal : null, 20));
    return { status: 200, body: { items: rows.map(wireOf) } };
  });
  mount(app, routes.read, async ({ actor, params }) => ({
    status: 200,
    body: await transaction(db, actor, async (t) => wireOf(await findBulkRun(t, params.bulkId))),
  }));
  mount(app, routes.orders, async ({ actor, params: { bulkId }, query: { fate = null, ...query } }) => {
    const { limit, after } = pageRequest(query, z.int());
    const rows = await transaction(db, actor, async (t) => {
      wireOf(await findBulkRun(t, bulkId));
      return bulkOrders(t, { bulkId, fate }, after ?? 0, limit + 1);
    });
    const page = pageOf(rows, limit, ({ place }) => place);
    const items = page.items.map(({ orderId, number, fromStage, fate: of, refusal, settledAt }) => {
      return { orderId, number, fromStage, fate: of, refusal: refusal && inWords(refusal), settledAt };
    });
    return { status: 200, body: { ...page, items } };
  });
}

/** @throws ProblemError when there is no such run */
function wireOf(found: Awaited<ReturnType<typeof findBulkRun>>) {
  if (found === undefined) throw new ProblemError('resource.unknown');
  const { bulkId, number, action, toStage: to, responsibleId, reasonCode, state } = found;
  const { requestedAt, requestedBy, endedAt, counts } = found;
  return { bulkId, number, action, to, responsibleId, reasonCode, state, requestedAt, requestedBy, endedAt, ...counts };
}

function inWords(refusal: OrderRefusal) {
  return { code: refusal.code, message: refusalWords(refusal) };
}

/** Equal words are one reason, the most frequent first. */
function reasonsOf(cannot: readonly CannotInBulk[]) {
  const words = Map.groupBy(cannot, ({ refusal }) => refusalWords(refusal));
  const reasons = [...words].map(([message, of]) => ({ code: of[0]?.refusal.code ?? '', message, orders: of.length }));
  return reasons.toSorted((one, other) => other.orders - one.orders);
}
