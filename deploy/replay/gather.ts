/** Asks the product what became of replayed orders: its own tables and its read model, through the API. */
import { setTimeout as delay } from 'node:timers/promises';

import { reportingRoutes } from '#contracts/http/reporting.ts';
import { stageEntriesLimit, stageEntriesRoutes } from '#contracts/http/stage-entries.ts';
import type { StageEntries } from '#contracts/http/stage-entries.ts';
import { inParallel } from '#platform/in-parallel.ts';

import type { ApiClient } from './api-client.ts';
import type { Sequences } from './compare.ts';

/** Orders' own events, by order id. */
export async function entriesInPostgres(
  api: ApiClient,
  orderIds: readonly string[],
  atOnce: number,
): Promise<ReadonlyMap<string, StageEntries>> {
  const found = new Map<string, StageEntries>();
  await inParallel(inPages(orderIds, stageEntriesLimit), atOnce, async (page) => {
    const { body } = await api.call(stageEntriesRoutes.list, { query: { orderIds: [...page] } });
    for (const order of body.items) found.set(order.orderId, order);
  });
  return found;
}

const reportPage = 500;
const pauseMs = 500;

/**
 * What the read model has counted, by order id. It lags by the time that events take, so it is asked again until it has as
 * many entries as `wanted` says, or `settleMs` are over.
 */
export async function entriesInReadModel(api: ApiClient, wanted: Sequences, settleMs: number): Promise<Sequences> {
  const deadline = Date.now() + settleMs;
  const orderIds = [...wanted.keys()];
  for (;;) {
    const found = await readModelOnce(api, orderIds);
    const isThere = orderIds.every((orderId) => found.get(orderId)?.length === wanted.get(orderId)?.length);
    if (isThere || Date.now() > deadline) return found;
    await delay(pauseMs);
  }
}

async function readModelOnce(api: ApiClient, orderIds: readonly string[]): Promise<Sequences> {
  const found = new Map<string, readonly string[]>();
  for (const page of inPages(orderIds, reportPage)) {
    const { body } = await api.call(reportingRoutes.stageSequences, { body: { orderIds: [...page] } });
    for (const order of body.orders)
      found.set(
        order.orderId,
        order.entries.map(({ stage }) => stage),
      );
  }
  return found;
}

function inPages<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}
