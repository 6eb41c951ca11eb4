/** Routes for customers: their own orders in plain words, their answers and ratings. */
import type { Express } from 'express';
import * as z from 'zod';

import { ownOrderRoutes as routes } from '#contracts/http/service-orders-customer.ts';
import type { Actor } from '#contracts/roles.ts';
import { idempotent } from '#db/idempotency.ts';
import { findOwnOrder, listOwnOrders } from '#db/queries/service-orders-customer.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Edited } from '#transactions/service-orders/edit-order.ts';
import { hearAnswer, hearRating } from '#transactions/service-orders/hear-customer.ts';
import { orderProblem } from '../order-problem.ts';
import { presentOwnOrder, presentOwnRows } from '../present-own-order.ts';
import type { OrderParts } from './service-orders.ts';

const Place = z.strictObject({ createdAt: z.string(), orderId: z.string() });

/** Mounts the routes; they are for contacts of a customer alone, who see its orders alone. */
export function mountOwnOrders(app: Express, { db, clock }: Pick<OrderParts, 'db' | 'clock'>): void {
  mount(app, routes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    return transaction(db, actor, async (t) => {
      const rows = await listOwnOrders(t, customerOf(actor), query.open ?? null, after, limit + 1);
      const page = pageOf(rows, limit, ({ createdAt, orderId }) => ({ createdAt, orderId }));
      const items = await presentOwnRows(t, page.items);
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    });
  });
  mount(app, routes.read, async ({ actor, params }) => {
    const body = await transaction(db, actor, (t) => ownOrder(t, actor, params.orderId, clock.now()));
    return { status: 200, body };
  });
  mount(app, routes.answer, async ({ actor, params, key, body }) => {
    const now = clock.now();
    const asked = { route: routes.answer.id, key, asks: { ...params, ...body } };
    const answered = await transaction(db, actor, async (t) => {
      await ownRow(t, actor, params.orderId);
      const kept = await idempotent(t, asked, async (): Promise<Decision<{ noteId: string }>> =>
        accept(accepted(await hearAnswer(t, { ...params, actor, now }, body.text))),
      );
      if (!kept.ok) throw orderProblem(kept.refusal);
      return ownOrder(t, actor, params.orderId, now);
    });
    return { status: 201, body: answered };
  });
  mount(app, routes.rate, async ({ actor, params, body: { rating, text = null } }) => {
    const now = clock.now();
    const rated = await transaction(db, actor, async (t) => {
      await ownRow(t, actor, params.orderId);
      accepted(await hearRating(t, { ...params, actor, now }, { rating, text }));
      return ownOrder(t, actor, params.orderId, now);
    });
    return { status: 200, body: rated };
  });
}

/** Unknown, and another customer's, look the same. */
async function ownRow(t: Transaction<'orders'>, actor: Actor, orderId: string) {
  const row = await findOwnOrder(t, customerOf(actor), orderId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  return row;
}

async function ownOrder(t: Transaction<'orders'>, actor: Actor, orderId: string, now: string) {
  return presentOwnOrder(t, await ownRow(t, actor, orderId), now);
}

/** @throws ProblemError for whoever belongs to no customer, whom the routes' roles keep out already */
function customerOf({ customerId }: Actor): string {
  if (customerId === null) throw new ProblemError('actor.forbidden');
  return customerId;
}

function accepted<Result>(edited: Edited<Result>): Result {
  if (!edited.ok) throw orderProblem(edited.refusal);
  return edited.result;
}
