import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createInventoryActivities } from '#activities/inventory.ts';
import {
  Item,
  ReservationView,
  StockLevel,
  StockMovement,
  StockReceipt,
  Warehouse,
} from '#contracts/http/inventory.ts';
import { Page } from '#contracts/http/schemas.ts';
import { SeriesPlace } from '#contracts/http/series-route.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import { mountItemSeries } from '#services/inventory/routes/inventory-series.ts';
import { mountInventory } from '#services/inventory/routes/inventory.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { customerActor, staff, startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';

const administrator = staff('administrator');

let database: TestDatabase;
let db: Db<'inventory'>;
let http: TestHttp;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('inventory');
  http = await startTestHttp((app) => {
    mountInventory(app, { db, clock: systemClock });
    mountItemSeries(app, { db, clock: systemClock });
  });
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await database.drop();
});

function post(path: string, json: object, more: { as?: typeof administrator; key?: string } = {}) {
  const headers = { 'idempotency-key': more.key ?? randomUUID() };
  return http.send(path, { as: more.as ?? administrator, headers, json });
}

async function anItem(change: object = {}): Promise<Item> {
  return Item.parse((await post('/v1/items', { name: 'Pump', unit: 'pcs', ...change })).json());
}

function receive(itemId: string, quantity: number, more: object = {}, key?: string) {
  return post('/v1/stock-receipts', { lines: [{ itemId, quantity }], ...more }, key === undefined ? {} : { key });
}

async function pageOf<Row>(schema: { parse: (value: unknown) => { items: Row[] } }, path: string): Promise<Row[]> {
  return schema.parse((await http.send(path, { as: staff('viewer') })).json()).items;
}

async function reserve(itemId: string, quantity: number) {
  const order = { orderId: randomUUID(), orderVersion: 1, lines: [{ lineId: randomUUID(), itemId, quantity }] };
  await createInventoryActivities({ db, clock: systemClock }).setReservations({ key: randomUUID(), ...order });
  return order;
}

describe('items', () => {
  test('are added once per key and changed by external id', async () => {
    const [key, externalId] = [randomUUID(), randomUUID()];
    const body = { externalId, name: 'Valve', unit: 'pcs' };

    const [added, again] = [await post('/v1/items', body, { key }), await post('/v1/items', body, { key })];
    const renamed = await post('/v1/items', { ...body, name: 'Ball valve' });

    expect([added.status, again.status, again.json()]).toEqual([201, 201, added.json()]);
    expect([renamed.status, Item.parse(renamed.json())]).toMatchObject([200, { name: 'Ball valve', version: 2 }]);
  });

  test('keep their unit once stock of them has moved', async () => {
    const { itemId } = await anItem();
    const change = (version: number, unit: string) =>
      http.send(`/v1/items/${itemId}`, {
        method: 'PATCH',
        as: administrator,
        headers: { 'if-match': `"${version}"` },
        json: { unit },
      });

    expect((await change(1, 'm')).status).toBe(200);
    await receive(itemId, 1);
    expect((await change(2, 'kg')).problem().code).toBe('inventory.unit-fixed');
    expect((await change(1, 'kg')).problem().code).toBe('request.version-stale');
  });

  test('are found by a part of number, name or external id, whatever is special in patterns', async () => {
    const externalId = `sieve_${randomUUID()}`;
    const found = await anItem({ name: 'Sieve 50% fine', externalId });
    await anItem({ name: 'Sieve 500 fine' });
    const namesFor = async (search: string) =>
      (await pageOf(Page(Item), `/v1/items?search=${encodeURIComponent(search)}`)).map(({ name }) => name);

    expect(await namesFor('SIEVE 50% ')).toEqual([found.name]);
    expect(await namesFor(externalId.slice(2))).toEqual([found.name]);
    expect(await namesFor(found.number.toLowerCase())).toEqual([found.name]);
    expect(await pageOf(Page(Item), `/v1/items?externalId=${externalId}`)).toEqual([found]);
  });

  test('are numbered on where an earlier system ended', async () => {
    const path = '/v1/item-number-series';
    const { prefix, nextNumber } = SeriesPlace.loose().parse((await http.send(path, { as: staff('viewer') })).json());
    expect((await anItem()).number).toBe(`${prefix}${nextNumber}`);
    const move = (json: object) =>
      http.send(path, { method: 'PUT', as: administrator, json, headers: { 'if-match': '"0"' } });

    expect((await move({ prefix, nextNumber })).problem().code).toBe('number-series.back');
    expect((await move({ prefix: 'PART-', nextNumber: 500 })).status).toBe(200);

    expect((await anItem()).number).toBe('PART-500');
    expect((await anItem({ number: 'PART-501' })).number).toBe('PART-501');
    expect((await anItem()).number).toBe('PART-502');
  });

  test('belong to a group that there is, by which they are found; it is kept once', async () => {
    const put = (json: object, as = administrator) => http.send('/v1/item-groups/wear', { method: 'PUT', as, json });
    const group = { name: 'Wear parts', active: true };
    expect((await post('/v1/items', { name: 'Belt', unit: 'pcs', groupId: 'wear' })).problem()).toMatchObject({
      ...{ status: 422, code: 'inventory.group-unknown' },
    });
    expect((await put(group, staff('dispatcher'))).problem().code).toBe('actor.forbidden');
    expect([(await put(group)).status, (await put(group)).status]).toEqual([201, 200]);
    expect((await http.send('/v1/item-groups', { as: staff('viewer') })).json()).toEqual({
      items: [{ groupId: 'wear', version: 1, ...group }],
    });

    const belt = await anItem({ name: 'Belt', groupId: 'wear' });
    expect(await pageOf(Page(Item), '/v1/items?groupId=wear')).toEqual([belt]);
    const headers = { 'if-match': '"1"' };
    const change = { method: 'PATCH', as: administrator, headers, json: { groupId: null } } as const;
    expect(Item.parse((await http.send(`/v1/items/${belt.itemId}`, change)).json()).groupId).toBeNull();
    const events = await transaction(db, administrator, (t) => eventsOf(t, belt.itemId));
    expect(events.map(({ data }) => data['groupId'])).toEqual(['wear', null]);
  });

  test('are named in one call for many ids', async () => {
    const known = [await anItem(), await anItem()];

    expect(await pageOf(Page(Item), `/v1/items?ids=${known[0]?.itemId}&ids=${known[1]?.itemId}`)).toEqual(known);
  });
});

describe('warehouses', () => {
  test('begin with a default one; others are added beside it', async () => {
    const added = await post('/v1/warehouses', { number: 'VAN-1', name: 'Van of Tom' });

    expect(added.status).toBe(201);
    expect(await pageOf(Page(Warehouse), '/v1/warehouses')).toMatchObject([
      { number: 'MAIN', isDefault: true },
      { number: 'VAN-1', isDefault: false },
    ]);
    expect((await post('/v1/warehouses', { number: 'MAIN', name: 'Another' })).problem().code).toBe(
      'inventory.number-taken',
    );
  });
});

describe('stock', () => {
  test('that is received is on hand once, however often the request comes', async () => {
    const { itemId } = await anItem();
    const key = randomUUID();

    const [first, again] = [
      await receive(itemId, 2.5, { reference: 'DN 7' }, key),
      await receive(itemId, 2.5, { reference: 'DN 7' }, key),
    ];

    expect([first.status, again.json()]).toEqual([201, first.json()]);
    expect(await pageOf(Page(StockLevel), `/v1/stock-levels?itemId=${itemId}`)).toMatchObject([
      { onHand: 2.5, reserved: 0, available: 2.5 },
    ]);
    expect(await pageOf(Page(StockMovement), `/v1/stock-movements?itemId=${itemId}`)).toMatchObject([
      { kind: 'received', quantity: 2.5, reference: 'DN 7', principal: administrator.principal },
    ]);
  });

  test('serves the orders that wait for it', async () => {
    const { itemId } = await anItem();
    const { orderId, lines } = await reserve(itemId, 3);

    const waiting = await pageOf(Page(ReservationView), `/v1/reservations?itemId=${itemId}&waiting=true`);
    const receipt = StockReceipt.parse((await receive(itemId, 5)).json());

    expect(waiting).toMatchObject([{ orderId, lineId: lines[0]?.lineId, wanted: 3, reserved: 0, missing: 3 }]);
    expect(receipt).toMatchObject({ servedOrderIds: [orderId], lines: [{ itemId, quantity: 5, onHand: 5 }] });
    expect(await pageOf(Page(ReservationView), `/v1/reservations?orderId=${orderId}`)).toMatchObject([
      { reserved: 3, missing: 0 },
    ]);
    expect(await pageOf(Page(StockLevel), `/v1/stock-levels?itemId=${itemId}`)).toMatchObject([
      { onHand: 5, reserved: 3, available: 2 },
    ]);
  });

  test('in another warehouse than the default one is not reserved', async () => {
    const { itemId } = await anItem();
    const { warehouseId } = Warehouse.parse((await post('/v1/warehouses', { number: 'VAN-2', name: 'Van' })).json());
    await reserve(itemId, 3);

    const receipt = StockReceipt.parse((await receive(itemId, 5, { warehouseId })).json());

    expect(receipt.servedOrderIds).toEqual([]);
  });

  test.each([
    ['of an unknown item', () => receive(randomUUID(), 1), 422, 'inventory.unknown-item'],
    [
      'into an unknown warehouse',
      async () => receive((await anItem()).itemId, 1, { warehouseId: randomUUID() }),
      422,
      'inventory.unknown-warehouse',
    ],
    ['of nothing', async () => receive((await anItem()).itemId, 0), 400, 'request.invalid'],
    ['of less than a thousandth', async () => receive((await anItem()).itemId, 0.0001), 400, 'request.invalid'],
    [
      'in the past, by no importer',
      async () => receive((await anItem()).itemId, 1, { occurredAt: '1970-01-01T00:00:00.000Z' }),
      422,
      'inventory.recorded-time',
    ],
  ])('%s is not received', async (_, send, status, code) => {
    const answer = await send();

    expect([answer.status, answer.problem().code]).toEqual([status, code]);
  });

  test('is for staff only, and received by those who keep it', async () => {
    expect((await http.send('/v1/stock-levels', { as: customerActor(randomUUID()) })).status).toBe(403);
    expect((await post('/v1/stock-receipts', { lines: [] }, { as: staff('technician') })).status).toBe(403);
  });
});

test('the ledger check names what does not add up, and nothing else', async () => {
  const { itemId } = await anItem();
  await receive(itemId, 5);
  await reserve(itemId, 2);
  const check = async () => (await http.send('/v1/inventory/ledger-check', { as: administrator })).json();
  expect(await check()).toEqual({ differences: [] });

  await transaction(db, serviceActor('test'), (t) =>
    t.updateTable('stockLevels').set({ onHand: 6, reserved: 3 }).where('itemId', '=', itemId).execute(),
  );

  expect(await check()).toMatchObject({
    differences: [
      { check: 'on-hand', itemId, stored: 6, counted: 5 },
      { check: 'reserved', itemId, stored: 3, counted: 2 },
    ],
  });
});
