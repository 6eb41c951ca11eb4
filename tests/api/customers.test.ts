import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Contact, Customer, CustomerHistoryEntry, ServiceObject, Site } from '#contracts/http/customer-schemas.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: false });
});
afterAll(() => doors.stop());

const office = staff('customer-service-representative');
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const put = (path: string, json: object) => send(path, { method: 'PUT', as: office, json });
const patch = (path: string, version: number, json: object) =>
  send(path, { method: 'PATCH', as: office, json, headers: { 'if-match': `"${version}"` } });
const events = (id: string) => transaction(doors.db, office, (t) => eventsOf(t, id));
type List<Item> = { items: Item[]; nextCursor: string | null };

describe('entering a customer', () => {
  test('takes the next number, bills it itself, and tells the world without its name', async () => {
    const customer = await aCustomer(doors, { email: 'baker@example.org' });

    expect(customer).toMatchObject({ version: 1, billToCustomerId: customer.customerId, paymentTermsDays: 30 });
    expect(customer.number).toMatch(/^C-\d{5}$/);
    const [event] = await events(customer.customerId);
    expect(event).toMatchObject({ type: 'customer.changed', version: 1, customerId: customer.customerId });
    expect(JSON.stringify(event)).not.toMatch(/Baker|example/);
  });

  test('the same request again answers with the same customer, another one under the key is refused', async () => {
    const key = randomUUID();
    const [once, again] = [
      await send('/v1/customers', posted(office, { name: 'Twice' }, key)),
      await send('/v1/customers', posted(office, { name: 'Twice' }, key)),
    ];
    const other = await send('/v1/customers', posted(office, { name: 'Other' }, key));

    expect(bodyOf<Customer>(again, 201).customerId).toBe(bodyOf<Customer>(once, 201).customerId);
    expect(other.problem()).toMatchObject({ status: 422, code: 'idempotency.other-body' });
  });

  test('a number or an external id of another customer is refused, and the key may be used again', async () => {
    const taken = await aCustomer(doors, { number: 'X-1', externalId: 'erp-x1' });
    const key = randomUUID();
    const number = await send('/v1/customers', posted(office, { name: 'Late', number: 'X-1' }, key));
    const external = await send('/v1/customers', posted(office, { name: 'Late', externalId: 'erp-x1' }));

    expect(taken.number).toBe('X-1');
    expect(number.problem()).toMatchObject({
      ...{ status: 409, code: 'number.taken', errors: [{ pointer: '/number' }] },
    });
    expect(external.problem()).toMatchObject({ status: 409, code: 'external-id.taken' });
    expect((await send('/v1/customers', posted(office, { name: 'Late', number: 'X-2' }, key))).status).toBe(201);
  });

  test('a bill-to customer that there is not is refused with its pointer', async () => {
    const answer = await send('/v1/customers', posted(office, { name: 'Lost', billToCustomerId: randomUUID() }));
    expect(answer.problem()).toMatchObject({ status: 422, errors: [{ pointer: '/billToCustomerId' }] });
  });

  test('a series passes over numbers that were given by hand', async () => {
    const { number } = await aCustomer(doors);
    const next = `C-${Number(number.slice(2)) + 1}`;
    await aCustomer(doors, { number: next });
    expect((await aCustomer(doors)).number).not.toBe(next);
  });
});

describe('an external id', () => {
  test('that two customers are given at once is one’s, and the other is refused', async () => {
    const customers = [await aCustomer(doors), await aCustomer(doors)];
    const given = { externalId: 'erp-given-twice' };
    const answers = await Promise.all(customers.map((each) => patch(`/v1/customers/${each.customerId}`, 1, given)));

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.problem().code).toBe('external-id.taken');
  });

  test('enters once, then changes what is said, and the same again is no event', async () => {
    const path = '/v1/customers/by-external-id/erp-7';
    const entered = bodyOf<Customer>(await put(path, { name: 'Mill', phone: '+43 1' }), 201);
    const changed = bodyOf<Customer>(await put(path, { name: 'New Mill' }), 200);
    const again = bodyOf<Customer>(await put(path, { name: 'New Mill' }), 200);

    expect(changed).toMatchObject({ customerId: entered.customerId, version: 2, name: 'New Mill', phone: '+43 1' });
    expect(again.version).toBe(2);
    expect(await events(entered.customerId)).toHaveLength(2);
  });

  test('two upserts at once enter one customer', async () => {
    const path = '/v1/customers/by-external-id/erp-race';
    const answers = await Promise.all([put(path, { name: 'Race' }), put(path, { name: 'Race' })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 201]);
  });
});

describe('changing', () => {
  test('asks for the version that was seen', async () => {
    const { customerId } = await aCustomer(doors);
    const path = `/v1/customers/${customerId}`;
    const changed = await patch(path, 1, { paymentTermsDays: 14 });

    expect(bodyOf<Customer>(changed, 200)).toMatchObject({ version: 2, paymentTermsDays: 14 });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect((await patch(path, 1, { name: 'Stale' })).problem()).toMatchObject({
      ...{ status: 412, code: 'request.version-stale' },
    });
    expect((await patch(path, 2, { number: 'Y-1' })).problem().code).toBe('number.fixed');
    expect((await patch(`/v1/customers/${randomUUID()}`, 1, {})).status).toBe(404);
  });
});

describe('finding', () => {
  test('names in one batch, by ids', async () => {
    const [a, b] = [await aCustomer(doors), await aCustomer(doors)];
    const query = [a, b].map(({ customerId }) => `ids=${customerId}`).join('&');
    const found = bodyOf<List<Customer>>(await send(`/v1/customers?${query}`, { as: staff('service') }), 200);
    expect(new Set(found.items.map(({ customerId }) => customerId))).toEqual(new Set([a.customerId, b.customerId]));
  });

  test('one by its external id, the whole of it', async () => {
    for (const externalId of ['find-7', 'find-77']) await aCustomer(doors, { externalId });
    const found = bodyOf<List<Customer>>(await send('/v1/customers?externalId=find-7', { as: office }), 200);

    expect(found.items.map(({ externalId }) => externalId)).toEqual(['find-7']);
  });

  test('by a part of the name, whatever is special in patterns, page by page', async () => {
    for (const name of ['100% Pure', '100% Sure', '1000 Rivers']) await aCustomer(doors, { name });
    const path = `/v1/customers?limit=1&search=${encodeURIComponent('100% ')}`;
    const first = bodyOf<List<Customer>>(await send(path, { as: office }), 200);
    const rest = bodyOf<List<Customer>>(await send(`${path}&cursor=${first.nextCursor}`, { as: office }), 200);

    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(['100% Pure', '100% Sure']);
    expect(rest.nextCursor).toBeNull();
    expect((await send('/v1/customers?cursor=nonsense', { as: office })).problem().code).toBe('request.invalid');
  });
});

describe('sites, contacts and objects', () => {
  test('belong to their customer, and name nothing of another', async () => {
    const [own, other] = [await aCustomer(doors), await aCustomer(doors)];
    const at = `/v1/customers/${own.customerId}`;
    const site = bodyOf<Site>(
      await send(`${at}/sites`, posted(office, { name: 'Mill', timeZone: 'Europe/Vienna' })),
      201,
    );
    const contactForm = { name: 'Ann', siteId: site.siteId };
    const contact = bodyOf<Contact>(await send(`${at}/contacts`, posted(office, contactForm)), 201);
    const foreign = await send(`/v1/customers/${other.customerId}/contacts`, posted(office, contactForm));
    const object = { customerId: own.customerId, name: 'Oven', serialNumber: 'SN 1', siteId: site.siteId };
    const oven = bodyOf<ServiceObject>(await send('/v1/objects', posted(office, object)), 201);
    const misplaced = await send('/v1/objects', posted(office, { ...object, customerId: other.customerId }));

    expect(contact).toMatchObject({ customerId: own.customerId, siteId: site.siteId });
    expect(oven).toMatchObject({ customerId: own.customerId, number: expect.stringMatching(/^O-/) });
    for (const refused of [foreign, misplaced])
      expect(refused.problem()).toMatchObject({ code: 'reference.unknown', errors: [{ pointer: '/siteId' }] });
    expect((await patch(`/v1/customers/${other.customerId}/sites/${site.siteId}`, 1, { name: 'X' })).status).toBe(404);
    expect((await send(`/v1/customers/${randomUUID()}/sites`, posted(office, { name: 'Mill' }))).status).toBe(404);
  });

  test('are entered by external id, and stay with their customer', async () => {
    const [own, other] = [await aCustomer(doors), await aCustomer(doors)];
    const path = (id: string) => `/v1/customers/${id}/sites/by-external-id/site-1`;
    expect((await put(path(own.customerId), { name: 'A' })).status).toBe(201);
    expect((await put(path(own.customerId), { name: 'B' })).status).toBe(200);
    expect((await put(path(other.customerId), { name: 'C' })).problem().code).toBe('external-id.taken');
    const found = (id: string) => send(`/v1/customers/${own.customerId}/sites?externalId=${id}`, { as: office });
    expect(bodyOf<List<Site>>(await found('site-1'), 200).items).toMatchObject([{ name: 'B' }]);
    expect(bodyOf<List<Site>>(await found('site-2'), 200).items).toEqual([]);
    const object = '/v1/objects/by-external-id/object-1';
    expect((await put(object, { customerId: own.customerId, name: 'Oven' })).status).toBe(201);
    expect((await put(object, { customerId: other.customerId, name: 'Oven' })).problem().code).toBe(
      'external-id.taken',
    );
  });
});

describe('the history of a customer', () => {
  test('tells who changed which fields of it and of what belongs to it, without values, the latest first', async () => {
    const { customerId } = await aCustomer(doors);
    const at = `/v1/customers/${customerId}`;
    const address = { street: 'Quay 1', postalCode: '1000', city: 'Harbour', country: 'AT' };
    await patch(at, 1, { name: 'Renamed', address, paymentTermsDays: 30 });
    const site = bodyOf<Site>(await send(`${at}/sites`, posted(office, { name: 'Mill' })), 201);
    await patch(`${at}/sites/${site.siteId}`, 1, { timeZone: 'Europe/Vienna' });
    await aCustomer(doors);

    const first = bodyOf<List<CustomerHistoryEntry>>(await send(`${at}/history?limit=3`, { as: office }), 200);
    const rest = await send(`${at}/history?limit=3&cursor=${first.nextCursor}`, { as: office });
    const all = [...first.items, ...bodyOf<List<CustomerHistoryEntry>>(rest, 200).items];

    expect(all.map(({ of, what, changed }) => [of, what, ...changed])).toEqual([
      ['site', 'changed', 'timeZone'],
      ['site', 'entered'],
      ['customer', 'changed', 'name', 'address'],
      ['customer', 'entered'],
    ]);
    expect(all[0]).toMatchObject({ number: site.number, principal: office.principal });
    expect(JSON.stringify(all)).not.toMatch(/Renamed|Quay|Vienna/);
    expect((await send(`${at}/history`, { as: customerActor(customerId) })).problem().code).toBe('actor.forbidden');
  });
});

describe('a customer’s contact', () => {
  test('sees its own company and nothing of another', async () => {
    const [own, other] = [await aCustomer(doors), await aCustomer(doors)];
    await send(`/v1/customers/${other.customerId}/sites`, posted(office, { name: 'Secret' }));
    const as = customerActor(own.customerId);

    const list = bodyOf<List<Customer>>(
      await send(`/v1/customers?ids=${other.customerId}&ids=${own.customerId}`, { as }),
      200,
    );
    expect(list.items.map(({ customerId }) => customerId)).toEqual([own.customerId]);
    expect((await send(`/v1/customers/${other.customerId}`, { as })).status).toBe(404);
    expect((await send(`/v1/customers/${other.customerId}/sites`, { as })).status).toBe(404);
    expect((await send('/v1/customers', posted(as, { name: 'Mine' }))).problem().code).toBe('actor.forbidden');
  });
});
