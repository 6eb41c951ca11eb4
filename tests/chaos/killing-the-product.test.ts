/**
 * The product dies by -9 while orders go through it, while they are posted, and while another system sends records: what was
 * acknowledged or sent took effect, and once. Three tests share a stack, because each start of the product costs much.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { customerRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { plugText, pullThePlug } from '#deploy/local/demo/pull-the-plug.ts';
import { saySilently } from '#deploy/local/progress.ts';
import { createApiClient } from '#deploy/replay/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { killAtRandom } from '../support/killer.ts';
import { faultsOfAll, onHand } from '../support/left-over.ts';
import {
  acceptance,
  aVisitOf,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  readTimeline,
  stockOfItem,
  type Desk,
  type DeskOrder,
  type DeskWorld,
} from '../support/order-desk.ts';
import { setParameter } from '../support/parameters.ts';
import { untilDone } from '../support/persistent-desk.ts';
import { root } from '../support/source-tree.ts';
import { stackForThisFile } from '../support/stack.ts';

/** Of a reader while servers die. */
const patience = { withinMs: 60_000, everyMs: 200 };

const stack = stackForThisFile({ shape: 'one-process' });
const howMany = 8;
const deaths = 3;
const toBePosted = 6;

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
  await setParameter(stack(), desk, 'reopeningWindowWorkingDays', 0);
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

test('orders that are being posted when the product dies are posted once each, and the table says so', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  for (let made = 0; made < toBePosted; made += 1) {
    const order = await createOrder(desk, world);
    for (const to of ['in-progress', 'completed']) await mustBeDone(desk, order, 'change-stage', { to });
    await mustBeDone(desk, order, 'sign-off', acceptance);
  }
  let kills = 0;
  const report = await pullThePlug({
    api: createApiClient({ url: stack().url, token: stack().adminToken(), patienceMs: 90_000 }),
    kill: () => {
      kills += 1;
      stack().kill('product', 'SIGKILL');
    },
    most: toBePosted,
    say: saySilently,
  });

  expect(kills).toBe(1);
  expect(report).toMatchObject({ isRight: true, isBalanced: true });
  expect(report.orders).toHaveLength(toBePosted);
  expect(report.orders.some(({ answeredBefore }) => !answeredBefore)).toBe(true);
  expect(plugText(report)).toContain(`${toBePosted} of ${toBePosted} orders are posted exactly once.`);

  const [first, ...others] = report.orders;
  if (first === undefined) throw new Error('there are orders');
  const doubled = { ...report, orders: [{ ...first, proposals: 2 }, ...others], isRight: false };
  expect(plugText(doubled)).toContain(`WRONG: The books balance; ${toBePosted - 1} of ${toBePosted}`);
});

/** docs/how-to/feed-records.mjs, run as anybody would run it. */
const script = path.join(root, 'docs', 'how-to', 'feed-records.mjs');

/** One JSON message a line; text stays as it is. */
async function feed(lines: readonly object[]): Promise<void> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...stack().env(), NODE_NO_WARNINGS: '1', KAFKAJS_NO_PARTITIONER_WARNING: '1' },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(await once(child, 'exit')).toEqual([0, null]);
}

const message = (kind: string, externalId: string, minute: number, record: object) => ({
  ...{ source: 'crm', kind, externalId, record },
  changedAt: `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000Z`,
});
const recordsEach = 30;
const count = Array.from({ length: recordsEach }, (_, index) => String(index));
const customers = (minute: number) =>
  count.map((n) => message('customer', `c-${n}`, minute, { name: `Works ${n}.${minute}` }));
const sites = count.map((n) => message('site', `s-${n}`, 1, { name: 'Yard', customerExternalId: `c-${n}` }));
const technician = message('technician', 't-1', 1, { name: 'Jo Fischer', timeZone: 'Europe/Berlin' });

test('what another system sends over Kafka takes effect once, and what does not fit waits for a person', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const read = async <Schema extends z.ZodType>(schema: Schema, address: string) =>
    schema.parse((await desk.mustDo('GET', address)).body);
  const { letters, standing } = customersFeedRoutes;
  const lettersNow = async () => (await read(letters.responses[200].schema, letters.path)).items;

  // Before its source is known every message is put aside; then it is applied without anybody's doing.
  await feed([message('customer', 'early', 1, { name: 'Early bird' }), { kind: 'site', externalId: 'rubbish' }]);
  await eventually(async () => expect(await lettersNow()).toHaveLength(2), patience);
  const owns = { customer: ['name'], site: ['name'], contact: [], technician: ['name', 'timeZone'] };
  await desk.mustDo('PUT', '/v1/feed-sources/crm', { body: { name: 'Sales', active: true, owns } });
  const [rubbish] = await eventually(async () => {
    const left = await lettersNow();
    expect(left).toMatchObject([{ reason: expect.stringContaining('not a message of this topic') }]);
    return left;
  }, patience);
  const again = await desk.send('POST', `${letters.path}/${rubbish?.letterId}/replays`);
  expect(again.code).toBe('feed.letter-unfit');

  await feed([...sites, ...customers(1), technician]);
  stack().kill('product', 'SIGKILL');
  await feed([...customers(3), ...customers(2), ...sites, technician]);

  await eventually(async () => {
    const { items } = await read(customerRoutes.list.responses[200].schema, `${customerRoutes.list.path}?limit=100`);
    const fed = items.filter(({ externalId }) => externalId?.startsWith('c-'));
    expect(fed.map(({ name }) => name).toSorted()).toEqual(count.map((n) => `Works ${n}.3`).toSorted());
    expect(items.some(({ externalId }) => externalId === 'early')).toBe(true);
  }, patience);
  await eventually(async () => {
    const { items } = await read(standing.responses[200].schema, standing.path);
    expect(items).toMatchObject([{ source: 'crm', records: 2 * recordsEach + 1, open: 0 }]);
  }, patience);
  await eventually(async () => {
    const { items } = await read(
      technicianRoutes.list.responses[200].schema,
      `${technicianRoutes.list.path}?search=Jo`,
    );
    expect(items).toMatchObject([{ externalId: 't-1', version: 1 }]);
  }, patience);
});
