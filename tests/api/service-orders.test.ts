import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type * as z from 'zod';

import type { RouteSpec } from '#contracts/http/route.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { TimelineEntry } from '#contracts/http/service-orders-story.ts';
import { orderAttentionRoutes, orderSorts } from '#contracts/http/service-orders-list.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { grantableRoles, type Role } from '#contracts/roles.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import { createDesk, createOrder, makeDeskWorld, mustBeDone } from '#tests/support/order-desk.ts';
import type { Desk, DeskAnswer, DeskOrder, DeskWorld, Sending } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

// Every answer is held against its contract.
beforeAll(() => void vi.stubEnv('CALLOUT_CHECK_ANSWERS', '1'));
const stack = stackForThisFile();
afterAll(() => void vi.unstubAllEnvs());

let desk: Desk;
let world: DeskWorld;
let contact: Desk;
const as = new Map<Role, Desk>();

beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
  for (const role of grantableRoles) {
    const customerId = role === 'customer-contact' ? world.customerId : null;
    as.set(role, createDesk(stack().url, await issueToken(desk, [role], customerId)));
  }
  contact = by('customer-contact');
}, 60_000);

function by(role: Role): Desk {
  const found = as.get(role);
  if (found === undefined) throw new Error(`Nobody is ${role}`);
  return found;
}

const orders = '/v1/service-orders';
const pathOf = ({ orderId }: Pick<DeskOrder, 'orderId'>, rest = '') => `${orders}/${orderId}${rest}`;
const shown = (answer: DeskAnswer) => answer.body as ServiceOrder;
const read = async (order: Pick<DeskOrder, 'orderId'>, who = desk) => shown(await who.mustDo('GET', pathOf(order)));
const timeline = async (order: DeskOrder, who = desk) =>
  ((await who.mustDo('GET', `${pathOf(order)}/timeline`)).body as { items: z.output<typeof TimelineEntry>[] }).items;
const codeOf = async (method: string, path: string, sending?: Sending, who = desk) =>
  (await who.send(method, path, sending)).code;
const hour = { type: 'hour', category: 'labour', plannedQuantity: 1 };

describe('creating an order', () => {
  test('answers with the whole order, its SLA running from the submission', async () => {
    const submittedAt = new Date(Date.now() - 60_000).toISOString();
    const body = { customerId: world.customerId, submittedAt, lines: [hour], repairLines: [{ symptom: 'noise' }] };

    const { status, body: made } = await desk.send('POST', orders, { body });

    expect(status).toBe(201);
    expect(made).toMatchObject({ version: 1, stage: 'received', submittedAt, customerName: 'Baker & Sons' });
    expect(made).toMatchObject({ sla: { state: 'running' }, lines: [{ status: 'planned' }] });
    expect(made).toMatchObject({ repairLines: [{ symptom: 'noise' }], billToCustomerId: world.customerId });
  });

  test('is done once under a key, and the same answer comes again', async () => {
    const key = randomUUID();
    const first = await createOrder(desk, world, { key });
    const second = await createOrder(desk, world, { key });

    expect(second.orderId).toBe(first.orderId);
    const other = { body: { customerId: world.customerId }, key };
    expect(await codeOf('POST', orders, other)).toBe('idempotency.other-body');
  });

  test.each([
    ['a customer that there is not', { customerId: randomUUID() }, 'order.unknown-reference'],
    ['a site of nobody', { siteId: randomUUID() }, 'order.unknown-reference'],
    ['an order type that there is not', { orderType: 'nothing' }, 'order.unknown-reference'],
    ['an item line without an item', { lines: [{ type: 'item', category: 'spare-parts' }] }, 'order.line-invalid'],
    ['a field that there is not', { colour: 'red' }, 'request.invalid'],
  ])('is refused for %s, and the key may be used again', async (_what, wrong, code) => {
    const key = randomUUID();

    const refused = await codeOf('POST', orders, { body: { customerId: world.customerId, ...wrong }, key });

    expect(refused).toBe(code);
    const again = await desk.send('POST', orders, { body: { customerId: world.customerId }, key });
    expect(again.status).toBe(201);
  });
});

const waiting = {
  to: 'waiting',
  reasonCode: 'waiting-for-customer',
  waitingFor: 'customer',
  until: '2099-01-01T00:00:00.000Z',
};
const acceptance = { signedBy: 'A. Nobody', noSignatureReasonCode: 'nobody-present' };

/** The numbers of all orders, two a page. */
async function numbersBy(sort: string, ascending: boolean): Promise<readonly string[]> {
  const numbers: string[] = [];
  let cursor: string | null = '';
  do {
    const asked: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await desk.mustDo('GET', `${orders}?limit=2&sort=${sort}&ascending=${ascending}${asked}`);
    const page = body as { items: ServiceOrder[]; nextCursor: string | null };
    numbers.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return numbers;
}

/** The groups that an order stands in, by the list's filter; the home page counts the same. */
async function needsOf({ number }: { readonly number: string }): Promise<readonly string[]> {
  const { body } = await desk.mustDo('GET', '/v1/order-attention?limit=20');
  const { groups } = orderAttentionRoutes.read.responses[200].schema.parse(body);
  const found: string[] = [];
  for (const { attention, count, items } of groups) {
    const list = await desk.mustDo('GET', `${orders}?attention=${attention}&limit=200`);
    const listed = serviceOrderRoutes.list.responses[200].schema.parse(list.body).items;
    expect(count).toBe(listed.length);
    expect(items.length).toBe(Math.min(count, 20));
    if (listed.some((row) => row.number === number)) found.push(attention);
  }
  return found;
}

describe('reading orders', () => {
  test('gives pages that together are the list, each order once', async () => {
    for (let count = 0; count < 3; count += 1) await createOrder(desk, world, { itemId: null });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await desk.mustDo('GET', `${orders}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = body as { items: ServiceOrder[]; nextCursor: string | null };
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor === null ? '' : encodeURIComponent(page.nextCursor);
    } while (cursor !== '');

    const whole = (await desk.mustDo('GET', `${orders}?limit=200`)).body as { items: ServiceOrder[] };
    expect(seen).toEqual(whole.items.map(({ number }) => number));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.each(orderSorts.flatMap((sort) => [true, false].map((ascending) => ({ sort, ascending }))))(
    'sorted by $sort, ascending: $ascending, gives each order once over its pages, and the other way round in reverse',
    async ({ sort, ascending }) => {
      await createOrder(desk, world, { slaPolicyId: null });
      const way = await numbersBy(sort, ascending);

      expect(new Set(way).size).toBe(way.length);
      expect(await numbersBy(sort, !ascending)).toEqual(way.toReversed());
      if (sort === 'number') expect(ascending ? way : way.toReversed()).toEqual(way.toSorted());
    },
  );

  test('knows no place of another sorting', async () => {
    const { body } = await desk.mustDo('GET', `${orders}?limit=1&sort=number`);
    const { nextCursor } = body as { nextCursor: string };

    expect(await codeOf('GET', `${orders}?limit=1&sort=number&ascending=true&cursor=${nextCursor}`)).toBe(
      'request.invalid',
    );
  });

  test('filters by stage and number', async () => {
    const order = await createOrder(desk, world, { itemId: null });

    const { body } = await desk.mustDo('GET', `${orders}?stage=received&number=${order.number}`);

    expect(body).toMatchObject({ items: [{ number: order.number }], nextCursor: null });
    expect((await desk.mustDo('GET', `${orders}?stage=planned&number=${order.number}`)).body).toMatchObject({
      items: [],
    });
  });

  test('tells which orders need somebody, and why, until it is done', async () => {
    const order = await createOrder(desk, world, { itemId: null });
    expect(await needsOf(order)).toEqual(['unplanned']);

    await desk.mustDo('POST', pathOf(order, '/change-stage'), { body: waiting });
    expect(await needsOf(order)).toEqual(['waiting']);

    for (const to of ['received', 'in-progress', 'completed'])
      await desk.mustDo('POST', pathOf(order, '/change-stage'), { body: { to } });
    expect(await needsOf(order)).toEqual(['unsigned']);

    await desk.mustDo('POST', pathOf(order, '/sign-off'), { body: acceptance });
    expect(await needsOf(order)).toEqual(['ready-to-post']);

    await desk.mustDo('POST', pathOf(order, '/post'), { body: {} });
    expect(await needsOf(order)).toEqual([]);
    expect(await codeOf('GET', '/v1/order-attention', undefined, contact)).toBe('actor.forbidden');
  });

  test('knows no order of an unknown id, nor its timeline and operation', async () => {
    const nobody = { orderId: randomUUID() };

    for (const path of [pathOf(nobody), pathOf(nobody, '/timeline'), `/v1/operations/${randomUUID()}`])
      expect(await codeOf('GET', path)).toBe('resource.unknown');
    expect(await codeOf('GET', `${orders}?cursor=nonsense`)).toBe('request.invalid');
  });

  test('shows a customer its own orders alone, without costs and internal notes', async () => {
    const mine = await createOrder(desk, world, { itemId: null });
    const other = await desk.mustDo('POST', '/v1/customers', { body: { name: 'Somebody else' } });
    const { customerId } = other.body as { customerId: string };
    const theirs = await createOrder(desk, { ...world, customerId }, { itemId: null });
    await desk.mustDo('POST', pathOf(mine, '/notes'), { body: { kind: 'internal', text: 'do not tell' } });
    await desk.mustDo('POST', pathOf(mine, '/notes'), { body: { kind: 'customer', text: 'hello' } });

    const { body } = await contact.mustDo('GET', `${orders}?limit=200`);

    const listed = (body as { items: ServiceOrder[] }).items;
    expect(new Set(listed.map((order) => order.customerId))).toEqual(new Set([world.customerId]));
    expect(await codeOf('GET', pathOf(theirs), undefined, contact)).toBe('resource.unknown');
    expect(await codeOf('GET', pathOf(theirs, '/timeline'), undefined, contact)).toBe('resource.unknown');
    expect((await read(mine, contact)).lines.every((line) => line.costMinor === null)).toBe(true);
    const notes = (await timeline(mine, contact)).map((entry) => entry.note);
    expect(notes).toContain('hello');
    expect(notes).not.toContain('do not tell');
  });
});

describe('changing rows', () => {
  test('changes the header of the version that was read, and of no other', async () => {
    const order = await createOrder(desk, world);
    const change = { body: { priority: 'urgent', description: 'Soon' } };

    const changed = shown(await desk.mustDo('PATCH', pathOf(order), { ...change, ifMatch: 1 }));

    expect(changed).toMatchObject({ version: 2, priority: 'urgent', description: 'Soon' });
    expect(await codeOf('PATCH', pathOf(order), { ...change, ifMatch: 1 })).toBe('request.version-stale');
    expect(await codeOf('PATCH', pathOf(order), change)).toBe('request.version-missing');
    const wrong = { body: { billToCustomerId: randomUUID() }, ifMatch: 2 };
    expect(await codeOf('PATCH', pathOf(order), wrong)).toBe('order.unknown-reference');
  });

  test('adds a line once under a key, then changes, confirms and cancels it', async () => {
    const order = await createOrder(desk, world, { itemId: null });
    const adding = { key: randomUUID(), body: hour };
    const { lineId } = (await desk.mustDo('POST', pathOf(order, '/lines'), adding)).body as { lineId: string };
    const again = (await desk.mustDo('POST', pathOf(order, '/lines'), adding)).body as { lineId: string };
    const line = pathOf(order, `/lines/${lineId}`);

    expect(again.lineId).toBe(lineId);
    expect(await codeOf('POST', pathOf(order, '/lines'), { ...adding, body: { ...hour, plannedQuantity: 2 } })).toBe(
      'idempotency.other-body',
    );
    expect((await desk.mustDo('PATCH', line, { body: { quantity: 1.5 } })).body).toMatchObject({ status: 'confirmed' });
    expect((await desk.mustDo('PATCH', line, { body: { status: 'cancelled' } })).body).toMatchObject({ quantity: 1.5 });
    expect(await codeOf('PATCH', pathOf(order, `/lines/${randomUUID()}`), { body: {} })).toBe('resource.unknown');
    expect(await codeOf('POST', pathOf(order, '/lines'), { body: { type: 'item', category: 'x' } })).toBe(
      'order.line-invalid',
    );
  });

  test('opens and ends repair lines', async () => {
    const order = await createOrder(desk, world);
    const opened = await desk.mustDo('POST', pathOf(order, '/repair-lines'), { body: { symptom: 'noise' } });
    const { repairLineId } = opened.body as { repairLineId: string };

    const finishedAt = new Date().toISOString();
    const body = { resolution: 'replaced', finishedAt };
    const changed = await desk.mustDo('PATCH', pathOf(order, `/repair-lines/${repairLineId}`), { body });

    expect(changed.body).toMatchObject({ symptom: 'noise', resolution: 'replaced', finishedAt });
    const nothing = pathOf(order, `/repair-lines/${randomUUID()}`);
    expect(await codeOf('PATCH', nothing, { body })).toBe('resource.unknown');
  });

  test('is told once, also when the same change is sent again', async () => {
    const order = await createOrder(desk, world, { itemId: null });
    const line = (await desk.mustDo('POST', pathOf(order, '/lines'), { body: hour })).body as { lineId: string };
    const opened = await desk.mustDo('POST', pathOf(order, '/repair-lines'), { body: { symptom: 'noise' } });
    const { repairLineId } = opened.body as { repairLineId: string };
    const change = async () => {
      await desk.mustDo('PATCH', pathOf(order, `/lines/${line.lineId}`), { body: { quantity: 1.5 } });
      const body = { resolution: 'replaced' };
      return (await desk.mustDo('PATCH', pathOf(order, `/repair-lines/${repairLineId}`), { body })).body;
    };

    const first = await change();
    const { version } = await read(order);

    expect(await change()).toEqual(first);
    expect((await read(order)).version).toBe(version);
  });

  test('is refused in a stage that does not permit it, but for notes', async () => {
    const order = await createOrder(desk, world);
    await mustBeDone(desk, order, 'cancel', { reasonCode: 'not-needed' });

    expect(await codeOf('POST', pathOf(order, '/lines'), { body: hour })).toBe('order.modify-forbidden');
    expect((await desk.send('POST', pathOf(order, '/notes'), { body: { kind: 'internal', text: 'x' } })).status).toBe(
      201,
    );
  });
});

describe('an order in recorded time', () => {
  const at = '2020-03-02T09:00:00.000Z';

  test('takes what happened at its own instant, of importers alone', async () => {
    const log = by('importer');
    const order = await createOrder(log, world, { itemId: null, occurredAt: at, submittedAt: at });
    const note = { kind: 'internal', text: 'arrived', occurredAt: '2020-03-02T10:00:00.000Z' };

    await log.mustDo('POST', pathOf(order, '/notes'), { body: note });

    expect((await timeline(order)).map((entry) => entry.at)).toEqual([at, note.occurredAt]);
    const office = by('dispatcher');
    expect(await codeOf('POST', pathOf(order, '/notes'), { body: note }, office)).toBe('order.recorded-time');
    const creation = { customerId: world.customerId, occurredAt: at };
    expect(await codeOf('POST', orders, { body: creation }, office)).toBe('order.recorded-time');
    const present = await createOrder(desk, world, { itemId: null });
    expect(await codeOf('POST', pathOf(present, '/notes'), { body: note }, log)).toBe('order.recorded-time');
  });
});

describe('a follow-up order', () => {
  test('is for the same customer, and remembers what it follows', async () => {
    const first = await createOrder(desk, world, { priority: 'high' });

    const made = await desk.mustDo('POST', pathOf(first, '/follow-ups'), { body: { description: 'Second visit' } });

    expect(made.body).toMatchObject({ followUpOf: first.orderId, customerId: world.customerId, priority: 'high' });
    expect(shown(made).lines).toEqual([]);
    expect(await codeOf('POST', pathOf({ orderId: randomUUID() }, '/follow-ups'), { body: {} })).toBe(
      'resource.unknown',
    );
  });
});

test('the timeline tells in words what happened, and by whom', async () => {
  const order = await createOrder(desk, world, { itemId: null });
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress', note: 'On my way' });

  const entries = await timeline(order);

  expect(entries.map(({ text, note }) => [text, note])).toEqual([
    ['Order created', null],
    ['Stage received → in-progress', 'On my way'],
  ]);
  expect(entries.every(({ principal }) => principal.startsWith('token:'))).toBe(true);
});

describe('roles', () => {
  const routes: readonly RouteSpec[] = Object.values(serviceOrderRoutes);

  test.each(routes.map((route) => [route.id, route] as const))('%s is for its roles alone', async (_id, route) => {
    const path = route.path.replace(/:\w+/g, randomUUID());
    const sending: Sending = route.body === undefined ? {} : { body: { surprise: 1 }, ifMatch: 1 };
    for (const role of grantableRoles) {
      const answer = await by(role).send(route.method, path, sending);
      const isAllowed = typeof route.roles === 'string' || route.roles.includes(role);
      expect([role, answer.code === 'actor.forbidden']).toEqual([role, !isAllowed]);
    }
    expect((await createDesk(stack().url, 'nobody').send(route.method, path, sending)).code).toBe('actor.unknown');
  });
});
