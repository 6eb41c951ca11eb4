/** Routes that move open orders to a newer version of their stage model. */
import type { Express } from 'express';
import * as z from 'zod';

import { stageMigrationRoutes as routes } from '#contracts/http/service-orders-stage-migrations.ts';
import { idempotent } from '#db/idempotency.ts';
import { findStageMigration, migratedOrders, stageMigrations } from '#db/queries/service-orders-stage-migrations.ts';
import { transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { noMapping, type StageMapping } from '#domain/service-orders/stage-mapping.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { previewMigration, requestMigration, type BlockedOrder } from '#transactions/service-orders/migrate-orders.ts';
import type { RouteParts } from '../kept-rows.ts';
import { refusalWords } from '../present-order.ts';

/** Mounts the look ahead, the run, and the fates. */
export function mountStageMigrations(app: Express, parts: RouteParts): void {
  mountRun(app, parts);
  mountReading(app, parts);
}

function mountRun(app: Express, { db, clock }: RouteParts): void {
  mount(app, routes.preview, async ({ actor, params, query }) => {
    const { limit, after } = pageRequest(query, z.string());
    const mapping = mappingOf(query.mapping);
    const looked = await transaction(db, actor, async (t) => accepted(await previewMigration(t, params, mapping)));
    const { total, blocked } = looked;
    const shown = blocked.filter(({ number }) => number > (after ?? '')).slice(0, limit + 1);
    const items = shown.map(({ refusal, ...order }) => ({ ...order, refusal: inWords(refusal) }));
    const page = pageOf(items, limit, ({ number }) => number);
    const movable = total - blocked.length;
    const counted = { total, movable, reasons: reasonsOf(blocked), stages: [...looked.stages] };
    return { status: 200, body: { ...counted, ...page } };
  });
  mount(app, routes.start, async ({ actor, params, body, key }) => {
    const { mapping = noMapping } = body;
    const request = { route: routes.start.id, key, asks: { ...params, ...body } };
    const started = await transaction(db, actor, async (t) => {
      const { migrationId } = accepted(
        await idempotent(t, request, () => requestMigration(t, actor, { mapping, ...params }, clock.now())),
      );
      return wireOf(await findStageMigration(t, migrationId));
    });
    return { status: 202, body: started };
  });
}

function mountReading(app: Express, { db }: RouteParts): void {
  mount(app, routes.list, async ({ actor, query }) => {
    const rows = await transaction(db, actor, (t) => stageMigrations(t, query.stageModelId ?? null, 20));
    return { status: 200, body: { items: rows.map(wireOf) } };
  });
  mount(app, routes.read, async ({ actor, params }) => ({
    status: 200,
    body: await transaction(db, actor, async (t) => wireOf(await findStageMigration(t, params.migrationId))),
  }));
  mount(app, routes.orders, async ({ actor, params: { migrationId }, query: { fate = null, ...query } }) => {
    const { limit, after } = pageRequest(query, z.string());
    const rows = await transaction(db, actor, async (t) => {
      wireOf(await findStageMigration(t, migrationId));
      return migratedOrders(t, { migrationId, fate }, after ?? '', limit + 1);
    });
    const items = rows.map(({ refusal, ...order }) => ({ ...order, refusal: refusal && inWords(refusal) }));
    return { status: 200, body: pageOf(items, limit, ({ number }) => number) };
  });
}

/** `gone:target,…` as an address carries it. */
function mappingOf(written: string | undefined): StageMapping {
  const pairs = written?.split(',').map((pair) => pair.split(':', 2)) ?? [];
  return Object.fromEntries(pairs.map(([gone = '', target = '']) => [gone, target]));
}

type Found = Awaited<ReturnType<typeof findStageMigration>>;

/** @throws ProblemError when there is no such migration */
function wireOf(found: Found) {
  if (found === undefined) throw new ProblemError('resource.unknown');
  const { counts, ...migration } = found;
  return { ...migration, ...counts };
}

function inWords(refusal: OrderRefusal) {
  return { code: refusal.code, message: refusalWords(refusal) };
}

/** Equal words are one reason, the most frequent first. */
function reasonsOf(blocked: readonly BlockedOrder[]) {
  const reasons = new Map<string, { code: string; message: string; orders: number }>();
  for (const { refusal } of blocked) {
    const words = inWords(refusal);
    const known = reasons.get(words.message);
    reasons.set(words.message, { ...words, orders: (known?.orders ?? 0) + 1 });
  }
  return [...reasons.values()].toSorted((one, other) => other.orders - one.orders);
}
