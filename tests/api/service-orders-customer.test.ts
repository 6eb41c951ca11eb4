import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { mailsTo } from '#tests/support/caught-mails.ts';
import { callAs, type TokenCall } from '#tests/support/call-as.ts';
import { eventually } from '#tests/support/eventually.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import {
  acceptance,
  command,
  complete,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
} from '#tests/support/order-desk.ts';
import type { Desk, DeskOrder, DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

// Every answer is held against its contract.
beforeAll(() => void vi.stubEnv('CALLOUT_CHECK_ANSWERS', '1'));
const stack = stackForThisFile();
afterAll(() => void vi.unstubAllEnvs());

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

const readWhole = async ({ orderId }: DeskOrder) =>
  (await office(serviceOrderRoutes.read, { params: { orderId } })).body;

describe('work beyond what was agreed', () => {
  const judge = (order: DeskOrder, lineIds: readonly string[], state: 'approved' | 'rejected') =>
    command(desk, order, 'approvals', { lineIds, state, how: 'phone', by: 'A. Nobody', note: 'Called back' });

  test('does not post before the customer has approved it, and a posting beyond the amount says by which lines', async () => {
    const order = await createOrder(desk, world, { notToExceedMinor: 9_000 });
    const hour = { type: 'hour', category: 'labour', quantity: 1, extra: true };
    const added = await desk.mustDo('POST', `/v1/service-orders/${order.orderId}/lines`, { body: hour });
    expect(added.body).toMatchObject({ status: 'proposed', extra: true, approval: null });
    const { lineId } = added.body as { lineId: string };
    const confirm = { body: { status: 'confirmed' } };
    const refused = await desk.send('PATCH', `/v1/service-orders/${order.orderId}/lines/${lineId}`, confirm);
    expect(refused.code).toBe('order.line-unapproved');
    await complete(desk, world, order);
    await mustBeDone(desk, order, 'sign-off', acceptance);

    const beyond = await command(desk, order, 'post', {});
    expect([beyond.status, beyond.code]).toEqual([409, 'order.limit-exceeded']);
    await eventually(async () => expect((await readWhole(order)).busy).toEqual([]));
    const { overLimit, allowedActions, lines } = await readWhole(order);
    expect(overLimit).toMatchObject({ lineIds: [lines[1]?.lineId], limitMinor: 9_000, currency: 'EUR' });
    const post = allowedActions.find(({ action }) => action === 'post');
    expect(post).toMatchObject({ allowed: false, refusal: { code: 'order.limit-exceeded' } });
    expect((await judge(order, [lines[0]?.lineId ?? ''], 'approved')).code).toBe('order.approval-needless');
    expect((await judge(order, overLimit?.lineIds ?? [], 'approved')).status).toBe(201);
    await mustBeDone(desk, order, 'post', {});
    expect((await readWhole(order)).lines.map(({ status }) => status)).toEqual(['posted', 'posted', 'proposed']);

    expect((await judge(order, [lineId], 'rejected')).status).toBe(201);
    const judged = await readWhole(order);
    expect(judged).toMatchObject({ progress: 'posted', overLimit: null });
    expect(judged.lines[2]).toMatchObject({
      status: 'cancelled',
      approval: { state: 'rejected', how: 'phone', by: 'A. Nobody', note: 'Called back' },
    });
  });
});

describe('a quote', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const quotesOf = (order: DeskOrder) => `/v1/service-orders/${order.orderId}/quotes`;

  /** An order with an extra part that is not in its agreed lines, and a contact who gets mails. */
  async function anExtraPart(email: string) {
    const own = await makeDeskWorld(desk, { customer: 'Quoted & Sons' });
    const contact = { name: 'A. Nobody', email };
    const { body } = await desk.mustDo('POST', `/v1/customers/${own.customerId}/contacts`, { body: contact });
    const { contactId } = body as { contactId: string };
    const order = await createOrder(desk, own, { contactId });
    const part = { type: 'item', category: 'spare-parts', itemId: own.itemId, quantity: 2, extra: true };
    const added = await desk.mustDo('POST', `/v1/service-orders/${order.orderId}/lines`, { body: part });
    return { own, order, lineId: (added.body as { lineId: string }).lineId };
  }

  async function raisePrice(itemId: string) {
    const of = { kind: 'price', lineType: 'item', category: null, itemId, technicianId: null, validFrom: '2021-01-01' };
    await desk.mustDo('POST', '/v1/price-entries', { body: { ...of, amount: { amount: 99_900, currency: 'EUR' } } });
  }

  /** Number and name as they were before. */
  async function renameItem(itemId: string, name: string) {
    const { body } = await desk.mustDo('GET', `/v1/items/${itemId}`);
    const before = body as { number: string; name: string; version: number };
    await desk.mustDo('PATCH', `/v1/items/${itemId}`, { ifMatch: before.version, body: { name } });
    return { number: before.number, name: before.name };
  }

  test('freezes prices and names, is written to the customer, and is approved by the link of the mail alone', async () => {
    const { own, order, lineId } = await anExtraPart('quoted@bakery.example');
    const wish = { lineIds: [lineId], validUntil: inDays(7), text: 'The valve is worn' };
    const issued = await desk.mustDo('POST', quotesOf(order), { body: wish });
    const { quoteId } = issued.body as { quoteId: string };
    expect(issued.body).toMatchObject({ state: 'open', netMinor: 9_000, currency: 'EUR', orderNumber: order.number });
    expect((await desk.send('POST', quotesOf(order), { body: wish })).code).toBe('order.line-quoted');
    const touched = await desk.send('PATCH', `/v1/service-orders/${order.orderId}/lines/${lineId}`, {
      body: { quantity: 1 },
    });
    expect(touched.code).toBe('order.line-quoted');
    await raisePrice(own.itemId);
    const item = await renameItem(own.itemId, 'A valve of another name');

    const mail = await eventually(async () => {
      const [found] = await mailsTo(stack(), 'quoted@bakery.example');
      if (found === undefined) throw new Error('The mail has not come yet');
      return found;
    });
    const key = /\/customer\/quotes\/[0-9a-f-]+\?key=([A-Za-z0-9_-]+)/.exec(mail.text)?.[1] ?? '';
    const nobody = createDesk(stack().url, null);
    const link = `/v1/quote-links/${quoteId}`;
    expect((await nobody.send('GET', `${link}?key=wrong`)).code).toBe('resource.unknown');
    const viewer = createDesk(stack().url, await issueToken(desk, ['viewer']));
    const told = `/v1/notifications?kind=quote.issued&orderId=${order.orderId}`;
    const textFor = async (reader: Desk) =>
      ((await reader.mustDo('GET', told)).body as { items: { text: string }[] }).items[0]?.text;
    expect(await textFor(desk)).toContain(key);
    expect(await textFor(viewer)).toContain(`/customer/quotes/${quoteId}?key=…`);
    const seen = await nobody.mustDo('GET', `${link}?key=${key}`);
    expect(seen.body).toMatchObject({ text: 'The valve is worn', lines: [{ quantity: 2, amountMinor: 9_000, item }] });
    const answer = { key, state: 'approved', by: 'A. Nobody' };
    for (const _again of [1, 2])
      expect((await nobody.send('POST', `${link}/answer`, { body: answer })).status).toBe(200);
    expect((await nobody.send('POST', `${link}/answer`, { body: { ...answer, state: 'rejected' } })).code).toBe(
      'quote.settled',
    );

    expect((await readWhole(order)).lines[2]).toMatchObject({
      status: 'confirmed',
      approval: { state: 'approved', how: 'link', by: 'A. Nobody', amountMinor: 9_000 },
    });
    await complete(desk, own, order);
    await mustBeDone(desk, order, 'sign-off', acceptance);
    await mustBeDone(desk, order, 'post', {});
    expect((await readWhole(order)).lines[2]).toMatchObject({ status: 'posted', amountMinor: 9_000 });
  });

  test('is answered by its customer alone, or withdrawn', async () => {
    const { own, order, lineId } = await anExtraPart('answering@bakery.example');
    const wish = { lineIds: [lineId], validUntil: inDays(1) };
    const first = (await desk.mustDo('POST', quotesOf(order), { body: wish })).body as { quoteId: string };
    const withdrawn = await desk.mustDo('POST', `${quotesOf(order)}/${first.quoteId}/withdraw`, { body: {} });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    const { quoteId } = (await desk.mustDo('POST', quotesOf(order), { body: wish })).body as { quoteId: string };
    const customer = createDesk(stack().url, await issueToken(desk, ['customer-contact'], own.customerId));
    const other = createDesk(stack().url, await issueToken(desk, ['customer-contact'], world.customerId));
    const answer = { body: { state: 'rejected', by: 'A. Nobody', note: 'Too dear' } };

    expect((await other.send('POST', `${quotesOf(order)}/${quoteId}/answer`, answer)).code).toBe('resource.unknown');
    const answered = await customer.mustDo('POST', `${quotesOf(order)}/${quoteId}/answer`, answer);

    expect(answered.body).toMatchObject({ state: 'rejected', how: 'page', settledBy: 'A. Nobody', note: 'Too dear' });
    const { items } = (await customer.mustDo('GET', quotesOf(order))).body as { items: { state: string }[] };
    expect(items.map(({ state }) => state)).toEqual(['rejected', 'withdrawn']);
    expect((await readWhole(order)).lines[2]).toMatchObject({ status: 'cancelled' });
  });
});
