import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Customer } from '#contracts/http/customer-schemas.ts';
import type { StoredFile } from '#contracts/http/files.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';
import type { Actor } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { presentOrder } from '#services/orders/present-order.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOfTest, startOrdersDoors } from '#tests/support/orders-doors.ts';
import type { OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
let customer: Customer;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  customer = await aCustomer(doors);
});
afterAll(() => doors.stop());

const office = staff('customer-service-representative');
const path = '/v1/service-requests';
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const events = (id: string) => transaction(doors.db, office, (t) => eventsOf(t, id));

async function aRequest(more: object = {}): Promise<ServiceRequest> {
  const form = { customerId: customer.customerId, subject: 'The oven is cold', ...more };
  return bodyOf<ServiceRequest>(await send(path, posted(office, form)), 201);
}
const decide = (request: ServiceRequest, how: string, json: object, key?: string) =>
  send(`${path}/${request.requestId}/${how}`, posted(office, json, key));

describe('submitting', () => {
  test('the staff ask on behalf of a customer, who asked yesterday', async () => {
    const submittedAt = '2026-03-01T17:30:00.000Z';
    const request = await aRequest({ submittedAt, priority: 'normal' });

    expect(request).toMatchObject({ status: 'submitted', submittedAt, customerName: 'Baker & Sons', rejection: null });
    expect(request.number).toMatch(/^R-\d{6}$/);
    const [event] = await events(request.requestId);
    expect(event).toMatchObject({ type: 'request.submitted', occurredAt: submittedAt });
    expect(JSON.stringify(event)).not.toContain('oven');
  });

  test('a customer’s contact asks for its own company, now', async () => {
    const as = customerActor(customer.customerId);
    const answer = await send(path, posted(as, { subject: 'Cold', submittedAt: '2026-01-01T00:00:00.000Z' }));
    const foreign = await send(path, posted(as, { subject: 'Cold', customerId: (await aCustomer(doors)).customerId }));

    expect(bodyOf<ServiceRequest>(answer, 201)).toMatchObject({
      ...{ customerId: customer.customerId, submittedAt: startOfTest },
    });
    expect(foreign.problem()).toMatchObject({ status: 403, code: 'service-request.not-yours' });
  });

  test('the same request again is the same request', async () => {
    const key = randomUUID();
    const form = { customerId: customer.customerId, subject: 'Again' };
    const answers = [await send(path, posted(office, form, key)), await send(path, posted(office, form, key))];
    expect(new Set(answers.map((answer) => bodyOf<ServiceRequest>(answer, 201).requestId)).size).toBe(1);
  });

  test.each([
    ['no customer', { customerId: undefined }, 400, '/customerId'],
    ['an unknown customer', { customerId: randomUUID() }, 422, '/customerId'],
    ['an unknown site', { siteId: randomUUID() }, 422, '/siteId'],
    ['an unknown contact', { contactId: randomUUID() }, 422, '/contactId'],
    ['an unknown object', { objectId: randomUUID() }, 422, '/objectId'],
    ['an unknown priority', { priority: 'whenever' }, 422, '/priority'],
    ['no subject', { subject: ' ' }, 400, '/subject'],
  ])('%s is refused with its pointer', async (_, more, status, pointer) => {
    const answer = await send(path, posted(office, { customerId: customer.customerId, subject: 'X', ...more }));
    expect(answer.problem()).toMatchObject({ status, errors: [{ pointer }] });
  });

  test('nobody asks in the future', async () => {
    const submittedAt = '2026-03-02T09:00:00.001Z';
    const answer = await send(path, posted(office, { customerId: customer.customerId, subject: 'X', submittedAt }));
    expect(answer.problem()).toMatchObject({ status: 422, code: 'service-request.submitted-later' });
  });
});

describe('photos', () => {
  const own = () => customerActor(customer.customerId);
  const upload = async (content: string, query: string, as: Actor = office) => {
    const raw = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.from(content)]);
    const headers = { 'content-type': 'image/jpeg' };
    const answer = await send(`/v1/files?${query}`, { method: 'POST', as, raw, headers });
    return bodyOf<StoredFile>(answer, 201).fileId;
  };
  const ofCustomer = (content: string, kind = 'photo', { customerId } = customer) =>
    upload(content, `kind=${kind}&customerId=${customerId}`);

  test('come with the request in their order, and are seen by whoever sees the request', async () => {
    const photoIds = [await upload('by the customer', 'kind=photo', own()), await ofCustomer('by the office')];
    const asked = await send(path, posted(own(), { subject: 'Look', photoIds: photoIds.toReversed() }));

    const { requestId } = bodyOf<ServiceRequest>(asked, 201);
    const seen = bodyOf<ServiceRequest>(await send(`${path}/${requestId}`, { as: staff('technician') }), 200);
    expect(seen.photoIds).toEqual(photoIds.toReversed());
    const stranger = customerActor((await aCustomer(doors)).customerId);
    for (const photoId of photoIds) {
      expect((await send(`/v1/files/${photoId}`, { as: own() })).status).toBe(200);
      expect((await send(`/v1/files/${photoId}`, { as: stranger })).status).toBe(404);
    }
  });

  test('are carried to the order', async () => {
    const photoIds = [await ofCustomer('the valve')];
    const accepted = bodyOf<ServiceRequest>(await decide(await aRequest({ photoIds }), 'accept', {}), 200);
    const shown = await transaction(doors.db, office, (t) =>
      presentOrder(t, accepted.orderId ?? '', office, { temporalUiUrl: '', namespace: '' }, startOfTest),
    );
    expect(accepted.photoIds).toEqual(photoIds);
    expect(shown?.photoIds).toEqual(photoIds);
  });

  test('of nobody, of somebody else, or that are none, are refused, and nothing is kept', async () => {
    const foreign = await ofCustomer('theirs', 'photo', await aCustomer(doors));
    const fit = await ofCustomer('ours');
    for (const unfit of [
      randomUUID(),
      foreign,
      await upload('of nobody', 'kind=photo'),
      await ofCustomer('d', 'document'),
    ]) {
      const form = { customerId: customer.customerId, subject: 'X', photoIds: [fit, unfit] };
      expect((await send(path, posted(office, form))).problem()).toMatchObject({
        ...{ status: 422, code: 'reference.unknown', errors: [{ pointer: '/photoIds/1' }] },
      });
    }
    const six = Array.from({ length: 6 }, () => randomUUID());
    for (const photoIds of [six, [fit, fit]])
      expect((await send(path, posted(office, { subject: 'X', photoIds }))).problem().code).toBe('request.invalid');
  });

  test('are pictures that a page can show', async () => {
    const raw = Uint8Array.from(Buffer.from('%PDF-1.7 nothing'));
    const headers = { 'content-type': 'application/pdf' };
    const answer = await send('/v1/files?kind=photo', { method: 'POST', as: own(), raw, headers });
    expect(answer.problem()).toMatchObject({ status: 422, code: 'file.photo-type' });
  });
});

describe('accepting', () => {
  test('creates the order in the same transaction, and its SLA counts from the submission', async () => {
    const submittedAt = '2026-02-27T15:00:00.000Z';
    const request = await aRequest({ submittedAt, description: 'Since this morning' });
    const accepted = bodyOf<ServiceRequest>(await decide(request, 'accept', {}), 200);

    expect(accepted).toMatchObject({ status: 'accepted', version: 2, decidedAt: startOfTest });
    const order = await transaction(doors.db, office, (t) => findOrder(t, accepted.orderId ?? ''));
    expect(order).toMatchObject({ number: accepted.orderNumber, requestId: request.requestId, submittedAt });
    expect(order?.sla).toMatchObject({ startedAt: submittedAt, phase: 'running' });
    expect(order?.description).toBe('The oven is cold\n\nSince this morning');
    expect((await events(request.requestId)).map(({ type }) => type)).toEqual([
      'request.submitted',
      'request.accepted',
    ]);
  });

  test('happens once: again under the key it is the same order, under another key it is decided', async () => {
    const request = await aRequest();
    const key = randomUUID();
    const once = bodyOf<ServiceRequest>(await decide(request, 'accept', {}, key), 200);
    const again = bodyOf<ServiceRequest>(await decide(request, 'accept', {}, key), 200);

    expect(again.orderId).toBe(once.orderId);
    expect((await decide(request, 'accept', {})).problem()).toMatchObject({
      ...{ status: 409, code: 'service-request.decided' },
    });
  });

  test('at once from two sides makes one order', async () => {
    const request = await aRequest();
    const answers = await Promise.all([decide(request, 'accept', {}), decide(request, 'accept', {})]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('as an order that cannot be leaves the request as it was', async () => {
    const request = await aRequest();
    const refused = await decide(request, 'accept', { orderType: 'unheard-of' });
    expect(refused.problem()).toMatchObject({ status: 422, code: 'order.unknown-reference' });
    expect((await decide(request, 'accept', {})).status).toBe(200);
  });

  test('of an object opens its repair line', async () => {
    const { customerId } = customer;
    const oven = await send('/v1/objects', posted(office, { customerId, name: 'Oven' }));
    const { objectId } = bodyOf<{ objectId: string }>(oven, 201);
    const accepted = bodyOf<ServiceRequest>(await decide(await aRequest({ objectId }), 'accept', {}), 200);
    const lines = await transaction(doors.db, office, (t) =>
      t.selectFrom('repairLines').select('objectId').where('orderId', '=', accepted.orderId).execute(),
    );
    expect(lines).toEqual([{ objectId }]);
  });
});

describe('rejecting', () => {
  test('tells the customer why; the event has the code alone', async () => {
    const request = await aRequest();
    const note = 'We do not repair stone ovens.';
    const answer = await decide(request, 'reject', { reasonCode: 'outside-service', note });

    expect(bodyOf<ServiceRequest>(answer, 200)).toMatchObject({
      ...{ status: 'rejected', rejection: { reasonCode: 'outside-service', note } },
    });
    const seen = await send(`${path}/${request.requestId}`, { as: customerActor(customer.customerId) });
    expect(bodyOf<ServiceRequest>(seen, 200).rejection?.note).toBe(note);
    expect(JSON.stringify((await events(request.requestId)).at(-1))).not.toContain('stone');
    expect((await decide(request, 'accept', {})).problem().code).toBe('service-request.decided');
  });

  test('asks for a reason that rejections may have, and for words', async () => {
    const request = await aRequest();
    const unknown = await decide(request, 'reject', { reasonCode: 'bad-mood', note: 'No.' });
    expect(unknown.problem()).toMatchObject({ status: 422, code: 'service-request.reason-unknown' });
    expect((await decide(request, 'reject', { reasonCode: 'outside-service' })).status).toBe(400);
  });
});

describe('the orders of a request', () => {
  const theOrders = async (request: ServiceRequest) => {
    const answer = await send(`${path}/${request.requestId}/orders`, { as: office });
    return bodyOf<{ items: { orderId: string; orderNumber: string; how: string }[] }>(answer, 200).items;
  };

  test('one request leads to several orders, each counting from its submission', async () => {
    const submittedAt = '2026-02-27T15:00:00.000Z';
    const request = await aRequest({ submittedAt });
    expect((await decide(request, 'orders', {})).problem().code).toBe('service-request.not-accepted');
    await decide(request, 'accept', {});
    expect((await decide(request, 'orders', { priority: 'high' })).status).toBe(201);
    const found = await theOrders(request);
    expect(found.map(({ how }) => how)).toEqual(['created', 'created']);
    for (const { orderId } of found) {
      const order = await transaction(doors.db, office, (t) => findOrder(t, orderId));
      expect(order).toMatchObject({ submittedAt, requestId: request.requestId });
    }
    const types = (await events(request.requestId)).map(({ type }) => type);
    expect(types).toEqual(['request.submitted', 'request.accepted', 'request.order-added']);
  });

  test('a request becomes a part of an order that there is: a note with its words, and its object once', async () => {
    const { customerId } = customer;
    const { objectId } = bodyOf<{ objectId: string }>(
      await send('/v1/objects', posted(office, { customerId, name: 'Oven' })),
      201,
    );
    const first = await aRequest({ objectId });
    const { orderId: intoOrderId, orderNumber } = bodyOf<ServiceRequest>(await decide(first, 'accept', {}), 200);
    const again = await aRequest({ objectId, subject: 'Still cold' });
    const joined = bodyOf<ServiceRequest>(await decide(again, 'accept', { intoOrderId }), 200);

    expect(joined).toMatchObject({ status: 'accepted', orderId: intoOrderId, orderNumber });
    expect(await theOrders(again)).toMatchObject([{ orderId: intoOrderId, how: 'joined' }]);
    const { notes, lines } = await transaction(doors.db, office, async (t) => ({
      notes: await t.selectFrom('orderNotes').select(['kind', 'text']).where('orderId', '=', intoOrderId).execute(),
      lines: await t.selectFrom('repairLines').select('objectId').where('orderId', '=', intoOrderId).execute(),
    }));
    expect(notes).toEqual([{ kind: 'internal', text: `${again.number}: Still cold` }]);
    expect(lines).toEqual([{ objectId }]);
    expect((await decide(again, 'orders', { intoOrderId })).problem().code).toBe('service-request.order-twice');
  });

  test('never of another customer, and a refusal leaves the request waiting', async () => {
    const foreign = await aRequest({ customerId: (await aCustomer(doors)).customerId });
    const { orderId } = bodyOf<ServiceRequest>(await decide(await aRequest(), 'accept', {}), 200);
    const refused = await decide(foreign, 'accept', { intoOrderId: orderId });
    expect(refused.problem()).toMatchObject({ status: 422, code: 'service-request.other-customer' });
    expect((await decide(foreign, 'accept', { intoOrderId: randomUUID() })).problem().code).toBe('resource.unknown');
    expect((await decide(foreign, 'accept', {})).status).toBe(200);
  });
});

describe('what a request says', () => {
  test('is corrected while it waits, by the version that was seen', async () => {
    const request = await aRequest({ condition: 'hot' });
    const patch = (json: object, version: number) =>
      send(`${path}/${request.requestId}`, {
        method: 'PATCH',
        as: office,
        json,
        headers: { 'if-match': `"${version}"` },
      });
    const corrected = bodyOf<ServiceRequest>(await patch({ subject: 'The oven is hot', priority: 'high' }, 1), 200);
    expect(corrected).toMatchObject({ version: 2, subject: 'The oven is hot', priority: 'high', condition: 'hot' });
    expect((await patch({ priority: 'low' }, 1)).status).toBe(412);
    expect((await patch({ siteId: randomUUID() }, 2)).problem()).toMatchObject({ errors: [{ pointer: '/siteId' }] });
    expect(JSON.stringify(await events(request.requestId))).not.toContain('oven');
    await decide(request, 'accept', {});
    expect((await patch({ priority: 'low' }, 3)).problem().code).toBe('service-request.decided');
  });

  test('of state and symptom is the repair line of its order, and the preferred day is kept', async () => {
    const preferredAt = '2026-03-04T08:00:00.000Z';
    const request = await aRequest({ condition: 'leaking', symptom: 'wet-floor', preferredAt, channel: 'email' });
    expect(request).toMatchObject({ preferredAt, channel: 'email' });
    const { orderId } = bodyOf<ServiceRequest>(await decide(request, 'accept', {}), 200);
    const lines = await transaction(doors.db, office, (t) =>
      t.selectFrom('repairLines').select(['objectId', 'condition', 'symptom']).where('orderId', '=', orderId).execute(),
    );
    expect(lines).toEqual([{ objectId: null, condition: 'leaking', symptom: 'wet-floor' }]);
  });

  test('about the same object as something open is pointed out, to the staff', async () => {
    const own = await aCustomer(doors);
    const { customerId } = own;
    const made = await send('/v1/objects', posted(office, { customerId, name: 'Oven' }));
    const { objectId } = bodyOf<{ objectId: string }>(made, 201);
    const ordered = bodyOf<ServiceRequest>(await decide(await aRequest({ customerId, objectId }), 'accept', {}), 200);
    const other = await aRequest({ customerId });
    const request = await aRequest({ customerId, objectId });
    const answer = await send(`${path}/${request.requestId}/alike`, { as: office });
    expect(bodyOf<{ items: object[] }>(answer, 200).items).toMatchObject([
      { kind: 'order', number: ordered.orderNumber, likeness: 'object' },
      { kind: 'request', number: other.number, likeness: 'customer' },
    ]);
    const page = await send(`${path}?customerId=${customerId}&status=submitted`, { as: office });
    const { items } = bodyOf<{ items: { number: string; duplicates: number }[] }>(page, 200);
    expect(items.map(({ number, duplicates }) => [number, duplicates])).toEqual([
      [request.number, 1],
      [other.number, 0],
    ]);
    const asCustomer = { as: customerActor(customerId) };
    expect((await send(`${path}/${request.requestId}/alike`, asCustomer)).status).toBe(403);
  });
});

describe('withdrawing', () => {
  test('is for who asked, while nobody has decided it, and nobody else’s', async () => {
    const request = await aRequest();
    const withdraw = (as: Parameters<typeof posted>[0]) =>
      send(`${path}/${request.requestId}/withdraw`, posted(as, {}));
    const stranger = customerActor((await aCustomer(doors)).customerId);
    expect((await withdraw(stranger)).status).toBe(404);
    const as = customerActor(customer.customerId);
    expect(bodyOf<ServiceRequest>(await withdraw(as), 200)).toMatchObject({
      status: 'withdrawn',
      decidedAt: startOfTest,
    });
    expect((await withdraw(as)).problem().code).toBe('service-request.decided');
    expect((await decide(request, 'accept', {})).problem().code).toBe('service-request.decided');
    expect((await events(request.requestId)).at(-1)?.type).toBe('request.withdrawn');
  });
});

describe('reading', () => {
  test('the newest first, page by page, and a customer its own only', async () => {
    const own = await aCustomer(doors);
    const numbers: string[] = [];
    for (const day of ['01', '03', '02']) {
      const submittedAt = `2026-02-${day}T08:00:00.000Z`;
      numbers.push((await aRequest({ customerId: own.customerId, submittedAt })).number);
    }
    const as = customerActor(own.customerId);
    const first = await send(`${path}?limit=2`, { as });
    const { items, nextCursor } = bodyOf<{ items: ServiceRequest[]; nextCursor: string }>(first, 200);
    const rest = await send(`${path}?limit=2&cursor=${nextCursor}`, { as });

    const all = [...items, ...bodyOf<{ items: ServiceRequest[] }>(rest, 200).items];
    expect(all.map(({ number }) => number)).toEqual([numbers[1], numbers[2], numbers[0]]);
    const foreign = await aRequest();
    expect((await send(`${path}/${foreign.requestId}`, { as })).status).toBe(404);
    expect((await send(`${path}/${foreign.requestId}/accept`, posted(as, {}))).status).toBe(403);
  });
});
