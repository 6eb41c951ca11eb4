/** The product dies by -9 again and again while orders go through it: what was acknowledged took effect, and once. */
import { expect, test } from 'vitest';
import * as z from 'zod';

import { saySilently } from '#deploy/local/progress.ts';
import { eventually } from '../support/eventually.ts';
import { killAtRandom } from '../support/killer.ts';
import { faultsOfAll, onHand } from '../support/left-over.ts';
import {
  acceptance,
  aVisitOf,
  createDesk,
  makeDeskWorld,
  readOrder,
  readTimeline,
  setParameter,
  stockOfItem,
  type Desk,
  type DeskOrder,
  type DeskWorld,
} from '../support/order-desk.ts';
import { untilDone } from '../support/persistent-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

/** Of a reader while servers die. */
const patience = { withinMs: 60_000, everyMs: 200 };

const stack = stackForThisFile({ shape: 'one-process' });
const howMany = 8;
const deaths = 4;

/** One order from its creation to its invoice, each wish sent until it is done. */
async function throughEverything(desk: Desk, world: DeskWorld): Promise<DeskOrder> {
  const { customerId, technicianId, itemId } = world;
  const lines = [
    { type: 'hour', category: 'labour', technicianId, quantity: 1 },
    { type: 'item', category: 'spare-parts', itemId, quantity: 2 },
  ];
  const { body } = await untilDone(desk, '/v1/service-orders', { customerId, lines });
  const order = z.object({ orderId: z.string(), number: z.string() }).parse(body);
  const path = `/v1/service-orders/${order.orderId}`;
  for (const move of [
    { to: 'planned', visit: aVisitOf(technicianId) },
    { to: 'dispatched' },
    { to: 'in-progress' },
    { to: 'completed' },
  ])
    await untilDone(desk, `${path}/change-stage`, move);
  await untilDone(desk, `${path}/sign-off`, acceptance);
  await untilDone(desk, `${path}/post`, {});
  const { proposalId } = await eventually(() => readOrder(desk, order), patience);
  await untilDone(desk, `/v1/invoice-proposals/${proposalId}/post`, {});
  return order;
}

test('every acknowledged command took effect once, and all books agree', { timeout: 300_000 }, async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  await setParameter(desk, 'reopeningWindowWorkingDays', 0);
  const killing = killAtRandom(stack(), {
    ...{ kills: Array.from({ length: deaths }, () => ['product']), among: [], say: saySilently },
    ...{ leastPauseMs: 500, longestPauseMs: 2_500 },
  });
  const orders = await Promise.all(Array.from({ length: howMany }, () => throughEverything(desk, world)));
  await killing.done;
  expect(killing.killed()).toHaveLength(deaths);

  for (const order of orders) {
    const timeline = await eventually(() => readTimeline(desk, order), patience);
    const stages = timeline.flatMap(({ data }) => (typeof data['to'] === 'string' ? [data['to']] : []));
    expect(stages).toEqual(['planned', 'dispatched', 'in-progress', 'completed']);
    expect(timeline.filter(({ type }) => type.includes('signed-off'))).toHaveLength(1);
    await eventually(
      async () => expect(await readOrder(desk, order)).toMatchObject({ closedAt: expect.any(String) }),
      patience,
    );
    expect(await readOrder(desk, order)).toMatchObject({ stage: 'completed', progress: 'posted' });
  }
  expect(await faultsOfAll(desk, orders)).toEqual([]);
  expect(await onHand(desk, world.itemId)).toBe(stockOfItem - 2 * howMany);
});
