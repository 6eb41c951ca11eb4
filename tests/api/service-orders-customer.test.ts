import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { callAs, type TokenCall } from '#tests/support/call-as.ts';
import { eventually } from '#tests/support/eventually.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import { complete, createDesk, createOrder, makeDeskWorld, mustBeDone } from '#tests/support/order-desk.ts';
import type { Desk, DeskOrder, DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile();

let desk: Desk;
let world: DeskWorld;
let office: TokenCall;
let own: TokenCall;
let foreign: TokenCall;
beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
  office = callAs(stack().url, stack().adminToken());
  const other = await makeDeskWorld(desk, { customer: 'Weser Klinik (fictional)' });
  const contact = async ({ customerId }: DeskWorld) =>
    callAs(stack().url, await issueToken(desk, ['customer-contact'], customerId));
  own = await contact(world);
  foreign = await contact(other);
}, 60_000);

const read = async ({ orderId }: DeskOrder) => (await own(ownOrderRoutes.read, { params: { orderId } })).body;
const answer = (call: TokenCall, { orderId }: DeskOrder, text: string) =>
  call(ownOrderRoutes.answer, { params: { orderId }, body: { text }, key: randomUUID() });
const rate = (call: TokenCall, { orderId }: DeskOrder, rating: number, text?: string) =>
  call(ownOrderRoutes.rate, { params: { orderId }, body: { rating, ...(text === undefined ? {} : { text }) } });

const wait = { to: 'waiting', reasonCode: 'waiting-for-customer', until: '2099-01-01T00:00:00.000Z' };

test('a customer with an address asks, and is told that it has come in', async () => {
  await desk.mustDo('PATCH', `/v1/customers/${world.customerId}`, {
    body: { email: 'info@baker.example' },
    ifMatch: 1,
  });

  const { body } = await own(serviceRequestRoutes.submit, { body: { subject: 'The oven is cold' }, key: randomUUID() });

  const { body: told } = await office(notificationRoutes.list, { query: {} });
  expect(told.items).toMatchObject([{ kind: 'request.received', requestId: body.requestId }]);
});

test('a question is read and answered by its customer alone, and the order waits on', async () => {
  const order = await createOrder(desk, world, { itemId: null });
  await desk.mustDo('POST', `/v1/service-orders/${order.orderId}/notes`, {
    body: { kind: 'internal', text: 'Hidden' },
  });
  await expect(answer(own, order, 'Nobody asked')).rejects.toThrow('order.nothing-asked');
  const question = 'Which door do we take?';
  await mustBeDone(desk, order, 'change-stage', { ...wait, waitingFor: 'customer', question, note: 'They never say' });
  expect(await read(order)).toMatchObject({ status: 'asked', mayAnswer: true, question: { text: question } });
  await expect(answer(foreign, order, 'The back door')).rejects.toThrow('resource.unknown');

  await answer(own, order, 'The back door');

  const seen = await read(order);
  expect(seen).toMatchObject({ status: 'answered', mayAnswer: true });
  expect(seen.entries.map(({ kind, text }) => [kind, text])).toEqual([
    ['created', null],
    ['question', question],
    ['answer', 'The back door'],
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/Hidden|never say/);
  const shown = (await office(serviceOrderRoutes.read, { params: { orderId: order.orderId } })).body;
  expect(shown).toMatchObject({ stage: 'waiting', waiting: { on: 'customer', answeredAt: expect.any(String) } });
  const { groups } = (await office(orderAttentionRoutes.read, { query: {} })).body;
  const waiting = groups.find(({ attention }) => attention === 'waiting')?.items ?? [];
  expect(waiting.map((row) => row.waiting?.answeredAt)).toEqual([shown.waiting?.answeredAt]);
  const { items } = (await office(serviceOrderRoutes.timeline, { params: { orderId: order.orderId }, query: {} })).body;
  expect(items.map(({ note }) => note)).toEqual([null, 'Hidden', 'They never say', 'The back door']);
  expect(items.map((entry) => entry.question)).toEqual([null, null, question, null]);
  await eventually(async () => {
    const { body } = await office(notificationRoutes.list, { query: { orderId: order.orderId } });
    expect(body.items).toMatchObject([
      { kind: 'order.answered' },
      { kind: 'order.asked', address: 'info@baker.example', text: expect.stringContaining(question) },
    ]);
  });
});

test('an order that waits for somebody else asks its customer nothing', async () => {
  const order = await createOrder(desk, world, { itemId: null });
  await mustBeDone(desk, order, 'change-stage', { ...wait, waitingFor: 'supplier' });

  expect(await read(order)).toMatchObject({ status: 'waiting', mayAnswer: false, question: null });
  await expect(answer(own, order, 'Hurry')).rejects.toThrow('order.nothing-asked');
});

test('an order is rated once it is done, said anew, and by its customer alone', async () => {
  const order = await createOrder(desk, world, { itemId: null });
  await expect(rate(own, order, 5)).rejects.toThrow('order.rating-early');
  await complete(desk, world, order);
  expect(await read(order)).toMatchObject({ status: 'rate', mayRate: true, rating: null });
  await expect(rate(foreign, order, 1)).rejects.toThrow('resource.unknown');

  await rate(own, order, 2, 'Late');
  await rate(own, order, 4);
  await rate(own, order, 4);

  expect(await read(order)).toMatchObject({ status: 'done', rating: { rating: 4, text: null } });
  const shown = (await office(serviceOrderRoutes.read, { params: { orderId: order.orderId } })).body;
  expect(shown.rating).toMatchObject({ rating: 4 });
  const { items } = (await office(serviceOrderRoutes.timeline, { params: { orderId: order.orderId }, query: {} })).body;
  const rated = items.filter(({ type }) => type === 'service-order.rated');
  expect(rated.map(({ data }) => data)).toEqual([{ rating: 2 }, { rating: 4 }]);
  const { body } = await foreign(ownOrderRoutes.list, { query: {} });
  expect(body.items).toEqual([]);
});
