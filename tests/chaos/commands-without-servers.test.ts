import { randomUUID } from 'node:crypto';

import { beforeAll, expect, test } from 'vitest';

import { eventually } from '#tests/support/eventually.ts';
import { command, createDesk, createOrder, makeDeskWorld, readOrder, readTimeline } from '#tests/support/order-desk.ts';
import type { Desk, DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile({ servers: 'own' });
let desk: Desk;
let world: DeskWorld;
beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
}, 60_000);

test('a command that comes while Temporal is down is taken, and done once it is back', async () => {
  const order = await createOrder(desk, world, { itemId: null });
  stack().kill('temporal', 'SIGSTOP');

  const key = randomUUID();
  const taken = await command(desk, order, 'change-stage', { to: 'in-progress' }, key);

  expect(taken.status).toBe(202);
  const { href } = taken.body as { href: string };
  expect((await desk.mustDo('GET', href)).body).toMatchObject({ status: 'received', problem: null });
  expect(await readOrder(desk, order)).toMatchObject({ stage: 'received' });
  stack().kill('temporal', 'SIGCONT');
  await eventually(
    async () => expect((await desk.mustDo('GET', href)).body).toMatchObject({ status: 'done', version: 2 }),
    { withinMs: 60_000, everyMs: 500 },
  );
  expect((await command(desk, order, 'change-stage', { to: 'in-progress' }, key)).status).toBe(200);
  const moves = (await readTimeline(desk, order)).filter(({ type }) => type === 'service-order.stage-changed');
  expect(moves).toHaveLength(1);
});

test('a command that comes while PostgreSQL is down is refused, and nothing of it is sent', async () => {
  const order = await createOrder(desk, world, { itemId: null });
  await eventually(async () => {
    const { status } = await command(desk, order, 'post', {});
    expect(status).toBe(409);
  });
  const key = randomUUID();
  stack().kill('postgres', 'SIGKILL');

  const refused = await desk.send('POST', `/v1/service-orders/${order.orderId}/change-stage`, {
    body: { to: 'in-progress' },
    key,
  });

  expect([refused.status, refused.code]).toEqual([503, 'unavailable.database']);
  await eventually(async () => expect(await readOrder(desk, order)).toMatchObject({ stage: 'received', version: 1 }), {
    withinMs: 60_000,
    everyMs: 500,
  });
  expect((await command(desk, order, 'change-stage', { to: 'in-progress' }, key)).status).toBe(200);
  expect((await readTimeline(desk, order)).map(({ type }) => type)).toEqual([
    'service-order.created',
    'service-order.stage-changed',
  ]);
});
