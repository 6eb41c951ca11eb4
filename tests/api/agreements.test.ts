import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { inventoryEvents } from '#contracts/events/inventory.ts';
import type { Agreement, AgreementRow, TypicalVisit } from '#contracts/http/agreements-schemas.ts';
import type { Customer, ServiceObject } from '#contracts/http/customer-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { saveGroupOfItem } from '#db/queries/agreements.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { anEvent } from '#tests/support/invoicing.ts';
import { aCustomer, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';
import { coverageOfOrders } from '#transactions/agreements/coverage-of-order.ts';
import { applyItemEvent } from '#transactions/agreements/item-groups.ts';
import { createServiceOrder } from '#transactions/service-orders/create.ts';

let doors: OrdersDoors;
let customer: Customer;
let object: ServiceObject;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  customer = await aCustomer(doors, { name: 'Fictional Ovens Ltd' });
  const body = { customerId: customer.customerId, name: 'Oven' };
  object = bodyOf<ServiceObject>(await send('/v1/objects', posted(manager, body)), 201);
});
afterAll(() => doors.stop());

const manager = staff('service-delivery-manager');
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const pathOf = ({ agreementId }: Agreement, more = '') => `/v1/agreements/${agreementId}${more}`;
const asked = (more: object = {}) => ({
  customerId: customer.customerId,
  name: 'Ovens',
  startsOn: '2026-01-01',
  ...more,
});
const entered = async (more: object = {}) =>
  bodyOf<Agreement>(await send('/v1/agreements', posted(manager, asked(more))), 201);
const tell = (agreement: Agreement, method: 'POST' | 'PATCH' | 'PUT', more: string, json?: object) =>
  send(pathOf(agreement, more), { method, as: manager, json, headers: { 'if-match': `"${agreement.version}"` } });
const told = async (...args: Parameters<typeof tell>) => bodyOf<Agreement>(await tell(...args), 200);
const read = async (agreement: Agreement, as: Actor = manager) =>
  bodyOf<Agreement>(await send(pathOf(agreement), { as }), 200);
const listed = async (query: string, as: Actor = manager) =>
  bodyOf<{ items: AgreementRow[] }>(await send(`/v1/agreements?limit=200&${query}`, { as }), 200).items;
const visit = async (agreement: Agreement, on: string) =>
  bodyOf<TypicalVisit>(await send(pathOf(agreement, `/typical-visit?on=${on}`), { as: staff('technician') }), 200);
const hours = { type: 'hour', category: 'labour', quantity: 2 };
const withTasks = {
  tasks: [{ task: 'inspect', name: 'Inspect', internalNote: 'Mind the fan', customerNote: 'We look at it' }],
};

describe('an agreement', () => {
  test('gets the next number, its lines theirs, and tells in its event neither name nor note', async () => {
    const objects = [{ objectId: object.objectId, reference: 'Hall 2' }];
    const lines = [{ ...hours, objectId: object.objectId, task: 'inspect', description: 'Every screw' }];
    const agreement = await entered({ objects, lines, ...withTasks });

    expect(agreement).toMatchObject({
      ...{ version: 1, state: 'active', customerName: 'Fictional Ovens Ltd', billToCustomerId: null, endsOn: null },
      ...{ number: expect.stringMatching(/^A-1\d{4}$/), objects, ...withTasks },
      lines: [{ lineNumber: 1, startsOn: '2026-01-01', stopped: false, description: 'Every screw' }],
      yearFrom: '2026-01-01',
    });
    expect(await read(agreement)).toEqual(agreement);
    const events = await transaction(doors.db, manager, (t) => eventsOf(t, agreement.agreementId));
    expect(events).toMatchObject([{ type: 'agreement.changed', version: 1, data: { isTemplate: false } }]);
    expect(JSON.stringify(events)).not.toMatch(/Ovens|Hall 2|Mind the fan|We look at it|Every screw/);
  });

  test('is entered once by a key, and under a number that nobody else’s has', async () => {
    const key = randomUUID();
    const json = asked({ number: 'OLD-7' });
    const [first, again] = [
      bodyOf<Agreement>(await send('/v1/agreements', posted(manager, json, key)), 201),
      bodyOf<Agreement>(await send('/v1/agreements', posted(manager, json, key)), 201),
    ];
    expect(again).toEqual(first);
    expect((await send('/v1/agreements', posted(manager, json))).problem().code).toBe('number.taken');
  });

  test('names only what there is, and objects and sites of its own customer', async () => {
    const other = await aCustomer(doors);
    for (const [more, pointer] of [
      [{ customerId: randomUUID() }, '/customerId'],
      [{ billToCustomerId: randomUUID() }, '/billToCustomerId'],
      [{ siteId: randomUUID() }, '/siteId'],
      [{ groupId: 'nobody' }, '/groupId'],
      [{ slaPolicyId: 'nobody' }, '/slaPolicyId'],
      [
        { customerId: other.customerId, objects: [{ objectId: object.objectId, reference: null }] },
        '/objects/0/objectId',
      ],
    ] as const) {
      const refused = (await send('/v1/agreements', posted(manager, asked(more)))).problem();
      expect(refused).toMatchObject({ status: 422, code: 'reference.unknown', errors: [{ pointer }] });
    }
  });

  test('is changed at the version that was read; lines that stay keep their numbers', async () => {
    const agreement = await entered({ lines: [hours, { ...hours, quantity: 1 }] });
    const [, second] = agreement.lines;
    if (second === undefined) throw new Error('there are two lines');
    const lines = [{ ...hours, lineId: second.lineId, quantity: 3 }, hours];
    const after = await told(agreement, 'PATCH', '', { name: 'All ovens', endsOn: '2026-12-31', lines });

    expect(after).toMatchObject({ version: 2, name: 'All ovens', endsOn: '2026-12-31' });
    expect(after.lines.map(({ lineNumber, quantity }) => [lineNumber, quantity])).toEqual([
      [2, 3],
      [3, 2],
    ]);
    expect((await tell(agreement, 'PATCH', '', { name: 'Late' })).problem().code).toBe('request.version-stale');
    expect((await told(after, 'PATCH', '', { name: 'All ovens' })).version).toBe(2);
    const odd = await tell(after, 'PATCH', '', { endsOn: '2025-12-31' });
    expect(odd.problem()).toMatchObject({ code: 'agreement.ends-early', errors: [{ pointer: '/endsOn' }] });
    const senseless = await tell(after, 'PATCH', '', { lines: [{ ...hours, quantity: 0 }] });
    expect(senseless.problem()).toMatchObject({ code: 'agreement.line-invalid', detail: 'Line 4: quantity-invalid.' });
  });

  test('is suspended and resumed, and a line of it stopped; each is an event', async () => {
    const agreement = await entered({ lines: [hours] });
    const suspended = await told(agreement, 'POST', '/suspend', { from: '2026-03-01', reason: 'Rebuilding' });
    expect(suspended).toMatchObject({ state: 'suspended', suspension: { to: null, reason: 'Rebuilding' } });
    expect((await tell(suspended, 'POST', '/suspend', { from: '2026-03-01', reason: 'x' })).problem().code).toBe(
      'agreement.already-suspended',
    );
    expect(await listed(`validOn=2026-03-02&search=${agreement.number}`)).toEqual([]);

    const resumed = await told(suspended, 'POST', '/resume');
    expect(resumed).toMatchObject({ state: 'active', suspension: null });
    const stopped = await told(resumed, 'PUT', `/lines/${agreement.lines[0]?.lineId}/stopped`, { stopped: true });
    expect(stopped.lines).toMatchObject([{ stopped: true }]);
    const unknown = await tell(stopped, 'PUT', `/lines/${randomUUID()}/stopped`, { stopped: true });
    expect(unknown.problem().code).toBe('resource.unknown');
    const events = await transaction(doors.db, manager, (t) => eventsOf(t, agreement.agreementId));
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });
});

describe('a template', () => {
  test('is nobody’s if need be, and its lines are copied with their tasks; stopped ones are not', async () => {
    const lines = [
      { ...hours, task: 'inspect' },
      { ...hours, stopped: true },
    ];
    const coverage = [
      { subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, limit: null },
    ];
    const more = { customerId: null, templateGroup: 'Ovens', lines, coverage, ...withTasks };
    const template = await entered(more);
    expect(template).toMatchObject({ state: 'template', customerName: null });
    expect((await listed('template=true')).map(({ number }) => number)).toContain(template.number);

    const agreement = await entered();
    const copied = await told(agreement, 'POST', '/copy-lines', { from: template.agreementId, withCoverage: true });
    expect(copied).toMatchObject({ ...withTasks, coverage, lines: [{ lineNumber: 1, task: 'inspect' }] });
    const lineIds = template.lines.map(({ lineId }) => lineId);
    const stopped = await tell(copied, 'POST', '/copy-lines', { from: template.agreementId, lineIds });
    expect(stopped.problem()).toMatchObject({
      status: 409,
      code: 'agreement.line-stopped',
      detail: 'Line 2 is stopped.',
    });
    const nothing = await tell(copied, 'POST', '/copy-lines', { from: randomUUID() });
    expect(nothing.problem()).toMatchObject({ code: 'reference.unknown', errors: [{ pointer: '/from' }] });
  });

  test('is without a customer only as a template', async () => {
    const refused = await send('/v1/agreements', posted(manager, asked({ customerId: null })));
    expect(refused.problem().code).toBe('agreement.customer-missing');
  });
});

describe('an order under an agreement', () => {
  const made = (agreement: Agreement, more: object = {}) =>
    transaction(doors.db, manager, async (t) => {
      const order = { customerId: customer.customerId, agreementId: agreement.agreementId, ...more };
      const created = await createServiceOrder(t, order, manager, doors.clock.now());
      return created.ok ? findOrder(t, created.orderId) : created.refusal;
    });

  test('takes from it what it does not say itself', async () => {
    const billTo = await aCustomer(doors, { name: 'Imagined Holding' });
    const agreement = await entered({ billToCustomerId: billTo.customerId, slaPolicyId: 'standard' });
    const { agreementId } = agreement;
    expect(await made(agreement)).toMatchObject({
      ...{ agreementId, billToCustomerId: billTo.customerId, slaPolicyId: 'standard' },
    });
    const own = { billToCustomerId: customer.customerId, slaPolicyId: null };
    expect(await made(agreement, own)).toMatchObject({ agreementId, ...own });
  });

  test('is charged by rules about the groups of its own items', async () => {
    const [belt, fan, other] = [randomUUID(), randomUUID(), randomUUID()];
    await transaction(doors.db, manager, async (t) => {
      for (const itemId of [belt, other]) await saveGroupOfItem(t, itemId, 'wear');
    });
    const part = { type: 'item', category: 'parts', quantity: 1 };
    const rule = { treatment: 'covered', percent: null, limit: null };
    const coverage = [{ subject: { by: 'item-group', groupId: 'wear' }, ...rule }];
    const agreement = await entered({ coverage });
    const lines = [belt, fan].map((itemId) => ({ ...part, itemId }));
    const { orderId } = z.object({ orderId: z.string() }).parse(await made(agreement, { lines }));
    const rules = await transaction(doors.db, manager, (t) => coverageOfOrders(t, [orderId]));
    expect(rules.get(orderId)).toEqual([{ subject: { by: 'items', itemIds: [belt] }, ...rule }]);
  });

  test('V21: makes that the agreement becomes no template, and a template has no orders', async () => {
    const agreement = await entered();
    await made(agreement);
    const refused = await tell(agreement, 'PATCH', '', { templateGroup: 'Ovens' });
    expect(refused.problem()).toMatchObject({ status: 409, code: 'agreement.template-with-orders' });

    const template = await told(await entered(), 'PATCH', '', { templateGroup: 'Ovens' });
    expect(await made(template)).toMatchObject({ code: 'agreement.is-template' });
  });

  test('keeps the day on which years of the agreement begin, where a limit is shared in a year', async () => {
    const limit = { of: 'count', quantity: 20, per: 'agreement-year' };
    const rule = { subject: { by: 'category', category: 'call-out' }, treatment: 'covered', percent: null, limit };
    const agreement = await entered({ coverage: [rule] });
    await made(agreement);
    const refused = await tell(agreement, 'PATCH', '', { startsOn: '2026-02-01' });
    expect(refused.problem()).toMatchObject({ status: 409, code: 'agreement.year-fixed' });
    expect(await told(agreement, 'PATCH', '', { startsOn: '2025-01-01' })).toMatchObject({ startsOn: '2025-01-01' });
  });

  test('is refused while the agreement is suspended, outside its days, and for another customer', async () => {
    const agreement = await entered({ startsOn: '2026-03-03' });
    expect(await made(agreement)).toMatchObject({ code: 'agreement.not-valid', params: { day: '2026-03-02' } });
    const other = await aCustomer(doors);
    expect(await made(await entered(), { customerId: other.customerId })).toMatchObject({
      code: 'agreement.other-customer',
    });
    const suspended = await told(await entered(), 'POST', '/suspend', { from: '2026-03-01', reason: 'Unpaid' });
    expect(await made(suspended)).toMatchObject({ code: 'agreement.suspended' });
  });
});

describe('a typical visit', () => {
  test('shows what is used, and how it is invoiced', async () => {
    const coverage = [
      {
        ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null },
        limit: { of: 'count', quantity: 3 },
      },
      { subject: { by: 'category', category: 'travel' }, treatment: 'discount', percent: 20, limit: null },
    ];
    const lines = [
      hours,
      { ...hours, quantity: 2 },
      { ...hours, category: 'travel', quantity: 1 },
      { ...hours, category: 'unpriced', quantity: 1 },
      { ...hours, stopped: true },
    ];
    const agreement = await entered({ coverage, lines });
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const { lines: shown, ...rest } = await visit(agreement, '2026-03-02');

    expect(shown.map(({ lineProperty, priceShare }) => [lineProperty, priceShare])).toEqual([
      ['covered', 0],
      ['in-part', 50],
      ['in-part', 80],
      ['charged', 100],
    ]);
    expect(shown[1]).toMatchObject({ price: eur(20_000), covered: eur(10_000), charged: eur(10_000) });
    expect(rest).toMatchObject({
      ...{ on: '2026-03-02', refusal: null, billToCustomerId: customer.customerId, unpriced: 1 },
      totals: { price: eur(50_000), covered: eur(32_000), charged: eur(18_000) },
    });
  });

  test('covers items by the group that inventory says they are in', async () => {
    const [belt, door] = [randomUUID(), randomUUID()];
    const part = { type: 'item', category: 'parts', quantity: 1 };
    const rule = { subject: { by: 'item-group', groupId: 'wear' }, treatment: 'covered', percent: null, limit: null };
    const lines = [belt, door].map((itemId) => ({ ...part, itemId }));
    const agreement = await entered({ coverage: [rule], lines });
    const how = async () => (await visit(agreement, '2026-03-02')).lines.map(({ lineProperty }) => lineProperty);
    const told = (version: number, groupId: string | null) => {
      const data = { itemId: belt, number: 'P-1', unit: 'pcs', active: true, groupId };
      const event = anEvent(inventoryEvents.itemChanged, { aggregateId: belt, version, data });
      return transaction(doors.db, manager, (t) => applyItemEvent(t, event));
    };

    expect(await how()).toEqual(['charged', 'charged']);
    await told(1, 'wear');
    expect(await how()).toEqual(['covered', 'charged']);
    await told(2, null);
    expect(await how()).toEqual(['charged', 'charged']);
  });

  test('is none before the agreement begins, and says why', async () => {
    const agreement = await entered({ lines: [hours] });
    expect(await visit(agreement, '2025-12-31')).toMatchObject({
      ...{ lines: [], totals: null, unpriced: 0 },
      refusal: { code: 'agreement.not-valid', text: `${agreement.number} is not valid on 2025-12-31.` },
    });
  });
});

test('a group gives its SLA to new agreements; the same again is no change', async () => {
  const put = (json: object) => send('/v1/agreement-groups/gold', { method: 'PUT', as: manager, json });
  const gold = { name: 'Gold', slaPolicyId: 'standard', active: true };
  expect([(await put(gold)).status, (await put(gold)).status]).toEqual([201, 200]);
  const groups = bodyOf<{ items: object[] }>(await send('/v1/agreement-groups', { as: staff('viewer') }), 200);
  expect(groups.items).toEqual([{ groupId: 'gold', version: 1, ...gold }]);
  expect((await put({ ...gold, slaPolicyId: 'nobody' })).problem().code).toBe('reference.unknown');

  const agreement = await entered({ groupId: 'gold' });
  expect(agreement.slaPolicyId).toBe('standard');
  expect((await entered({ groupId: 'gold', slaPolicyId: null })).slaPolicyId).toBeNull();
  expect((await listed('groupId=gold')).map(({ groupId }) => groupId)).toEqual(['gold', 'gold']);
  expect((await put({ ...gold, slaPolicyId: null })).status).toBe(200);
  expect((await read(agreement)).slaPolicyId).toBe('standard');
});

test('agreements are found by number, name, customer, object and day', async () => {
  const other = await aCustomer(doors, { name: 'Invented Mills' });
  const objects = [{ objectId: object.objectId, reference: null }];
  const mine = await entered({ name: 'Night 100%', objects, endsOn: '2026-06-30' });
  const theirs = await entered({ customerId: other.customerId, startsOn: '2026-07-01' });
  const ids = async (query: string) => (await listed(query)).map(({ agreementId }) => agreementId);

  expect(await ids(`search=${encodeURIComponent('night 100%')}`)).toEqual([mine.agreementId]);
  expect(await ids('search=invented%20mills')).toEqual([theirs.agreementId]);
  expect(await ids(`customerId=${other.customerId}`)).toEqual([theirs.agreementId]);
  expect(await ids(`objectId=${object.objectId}`)).toContain(mine.agreementId);
  expect(await ids(`customerId=${other.customerId}&validOn=2026-06-30`)).toEqual([]);
  expect(await ids('search=night%20100&validOn=2026-06-30')).toEqual([mine.agreementId]);
  expect(await ids('search=night%20100&validOn=2026-07-01')).toEqual([]);
});

test('a customer sees its own agreements, without our notes, and changes none', async () => {
  const other = await aCustomer(doors);
  const mine = await entered(withTasks);
  const theirs = await entered({ customerId: other.customerId });
  const contact = customerActor(customer.customerId);

  expect((await listed('', contact)).every(({ customerId }) => customerId === customer.customerId)).toBe(true);
  expect(await read(mine, contact)).toMatchObject({ tasks: [{ internalNote: null, customerNote: 'We look at it' }] });
  expect((await send(pathOf(theirs), { as: contact })).problem().code).toBe('resource.unknown');
  const change = { method: 'PATCH', json: { name: 'Ours' }, headers: { 'if-match': '"1"' } } as const;
  for (const as of [contact, staff('dispatcher')]) {
    expect((await send(pathOf(mine), { ...change, as })).problem().code).toBe('actor.forbidden');
  }
  const { rows } = await transaction(doors.db, contact, (t) =>
    sql`select from agreements where customer_id is null`.execute(t),
  );
  expect(rows).toEqual([]);
});
