import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Customer, Site } from '#contracts/http/customer-schemas.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { keepStaffMember } from '#db/queries/notifications-readers.ts';
import { addMs } from '#domain/shared/instant.ts';
import { staff } from '#tests/support/http.ts';
import { aCustomer, arrive, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';
import { claimOrder } from '#transactions/service-orders/claim.ts';
import { decideCommand } from '#transactions/service-orders/decide-command.ts';

let doors: OrdersDoors;
let customer: Customer;
let site: Site;
const office = staff('dispatcher');
const responsibleId = randomUUID();
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  customer = await aCustomer(doors, { name: 'Fictional Bakery' });
  const body = { name: 'Mill Lane', address: mill, timeZone: 'Europe/Lisbon' };
  site = bodyOf<Site>(await send(`/v1/customers/${customer.customerId}/sites`, posted(manager, body)), 201);
  await transaction(doors.db, manager, (t) =>
    keepStaffMember(t, { userId: responsibleId, roles: ['dispatcher'], active: true }),
  );
});
afterAll(() => doors.stop());

const manager = staff('service-delivery-manager');
/** Decides it as the order's workflow does. */
async function cancelled({ orderId }: ServiceOrder): Promise<void> {
  const run = { original: orderId, startedAt: 1 };
  await claimOrder(doors.db, orderId, run);
  const command = { name: 'cancel', input: { reasonCode: 'duplicate' } } as const;
  const decided = await decideCommand(doors.db, { orderId, run, key: 'cancels', command, now: doors.clock.now() });
  expect(decided).toMatchObject({ outcome: { kind: 'done' } });
}
const mill = { street: 'Mill Lane 1', postalCode: '10115', city: 'Millford', country: 'DE' };
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const made = async (more: object = {}) => {
  const json = { customerId: customer.customerId, ...more };
  return bodyOf<ServiceOrder>(await send('/v1/service-orders', posted(office, json)), 201);
};
const pathOf = ({ orderId }: ServiceOrder, more = '') => `/v1/service-orders/${orderId}${more}`;
const read = async (order: ServiceOrder) => bodyOf<ServiceOrder>(await send(pathOf(order), { as: office }), 200);
const change = (order: ServiceOrder, json: object) =>
  send(pathOf(order), { method: 'PATCH', as: office, json, headers: { 'if-match': `"${order.version}"` } });
const listed = async (query: string) =>
  bodyOf<{ items: ServiceOrder[] }>(await send(`/v1/service-orders?limit=200&${query}`, { as: office }), 200).items;

describe('the header of an order', () => {
  test('says who answers for it, whom and when its customer would like, and keeps all of it without words in its event', async () => {
    const preferred = { date: '2026-04-01', time: '14:30' };
    const preferredTechnicianId = randomUUID();

    const order = await made({
      siteId: site.siteId,
      responsibleId,
      preferredTechnicianId,
      preferred,
      description: 'Squeak',
    });

    expect(order).toMatchObject({
      ...{ origin: 'manual', responsibleId, preferredTechnicianId, salesOrderNumber: null, repeatNumber: 0 },
      preferred: { ...preferred, timeZone: 'Europe/Lisbon' },
    });
    const events = await transaction(doors.db, office, (t) => eventsOf(t, order.orderId));
    expect(events[0]?.data).toMatchObject({ origin: 'manual', responsibleId, preferred: { date: '2026-04-01' } });
    expect(JSON.stringify(events)).not.toMatch(/Squeak|Mill Lane/);
  });

  test('names nobody who is not of the staff, and no zone that there is not', async () => {
    const wrong = [{ responsibleId: randomUUID() }, { preferred: { date: '2026-04-01', timeZone: 'Moon/Crater' } }];
    for (const more of wrong) {
      const answer = await send('/v1/service-orders', posted(office, { customerId: customer.customerId, ...more }));
      expect(answer.problem().code).toBe('order.unknown-reference');
    }
  });

  test('is changed member by member, what is not named stays, and null takes it away', async () => {
    const order = await made({ responsibleId, preferred: { date: '2026-04-01' } });

    const later = bodyOf<ServiceOrder>(await change(order, { priority: 'high', preferred: null }), 200);

    expect(later).toMatchObject({ priority: 'high', responsibleId, preferred: null });
    const freed = bodyOf<ServiceOrder>(await change(later, { responsibleId: null, description: 'Again' }), 200);
    expect(freed).toMatchObject({ responsibleId: null, priority: 'high', description: 'Again' });
    const events = await transaction(doors.db, office, (t) => eventsOf(t, order.orderId));
    expect(events.at(-1)).toMatchObject({ type: 'service-order.header-changed', data: { responsibleId: null } });
  });

  test('keeps the address of its site as it was, until another site is chosen', async () => {
    const json = { name: 'Old Yard', address: { ...mill, street: 'Yard 9' } };
    const path = `/v1/customers/${customer.customerId}/sites`;
    const yard = bodyOf<Site>(await send(path, posted(manager, json)), 201);
    const order = await made({ siteId: yard.siteId });
    const moved = {
      method: 'PATCH',
      as: manager,
      json: { name: 'New Yard' },
      headers: { 'if-match': `"${yard.version}"` },
    };
    bodyOf<Site>(await send(`${path}/${yard.siteId}`, moved), 200);

    expect(order.serviceAddress).toEqual(json);
    expect((await read(order)).serviceAddress).toEqual(json);
    const described = bodyOf<ServiceOrder>(await change(order, { siteId: yard.siteId, description: 'Gate 2' }), 200);
    expect(described.serviceAddress).toEqual(json);
    const elsewhere = bodyOf<ServiceOrder>(await change(described, { siteId: site.siteId }), 200);
    expect(elsewhere.serviceAddress).toEqual({ name: 'Mill Lane', address: mill });
  });

  test('is found by who answers for it and by the way by which it came', async () => {
    const mine = await made({ responsibleId });
    const followed = bodyOf<ServiceOrder>(await send(pathOf(mine, '/follow-ups'), posted(office, {})), 201);
    const numbers = async (query: string) => (await listed(query)).map(({ number }) => number);

    expect(await numbers(`responsibleId=${responsibleId}`)).toEqual(
      expect.arrayContaining([mine.number, followed.number]),
    );
    const own = { principal: `user:${responsibleId}`, roles: office.roles, customerId: null };
    const ofMine = async (as: Actor) =>
      bodyOf<{ items: { number: string }[] }>(await send('/v1/service-orders?mine=true', { as }), 200).items;
    expect((await ofMine(own)).map(({ number }) => number)).toEqual(await numbers(`responsibleId=${responsibleId}`));
    expect(await ofMine(office)).toEqual([]);
    expect(await ofMine({ ...own, principal: 'token:1' })).toEqual([]);
    expect(await numbers('origin=follow-up')).toContain(followed.number);
    expect(await numbers('origin=follow-up')).not.toContain(mine.number);
    const file = (await send('/v1/service-orders.csv?origin=follow-up', { as: office })).text;
    expect(file).toMatch(new RegExp(`${followed.number},.*,follow-up`));
  });
});

describe('an order made of something', () => {
  test('that follows another counts how often that was done', async () => {
    const first = await made({ responsibleId, siteId: site.siteId });
    const second = bodyOf<ServiceOrder>(await send(pathOf(first, '/follow-ups'), posted(office, {})), 201);
    const third = bodyOf<ServiceOrder>(await send(pathOf(second, '/follow-ups'), posted(office, {})), 201);

    expect([first, second, third].map(({ repeatNumber }) => repeatNumber)).toEqual([0, 1, 2]);
    expect(third).toMatchObject({
      origin: 'follow-up',
      followUpOf: second.orderId,
      responsibleId,
      siteId: site.siteId,
    });

    await cancelled(second);
    doors.clock.moveTo(addMs(doors.clock.now(), 30 * 86_400_000));
    const late = bodyOf<ServiceOrder>(await send(pathOf(second, '/follow-ups'), posted(office, {})), 201);
    expect(late).toMatchObject({ origin: 'follow-up', followUpOf: second.orderId, repeatNumber: 0 });
  });

  test('of a sales order is made once, however often and by how many it is asked for', async () => {
    const object = { customerId: customer.customerId, name: 'Oven 4711' };
    const { objectId } = bodyOf<{ objectId: string }>(await send('/v1/objects', posted(manager, object)), 201);
    const json = { customerId: customer.customerId, objects: [{ objectId, reference: null }] };
    const ask = (more: object = {}) =>
      send('/v1/sales-orders/WEB-4711/service-order', { method: 'PUT', as: office, json: { ...json, ...more } });

    const answers = await Promise.all([ask(), ask(), ask()]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    const orders = answers.map((answer) => bodyOf<ServiceOrder>(answer, answer.status));
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(1);
    expect(orders[0]).toMatchObject({
      ...{ origin: 'sales-order', salesOrderNumber: 'WEB-4711', objects: [{ objectId, reference: 'WEB-4711' }] },
    });
    const other = await aCustomer(doors);
    const refused = await ask({ customerId: other.customerId, objects: [] });
    expect(refused.problem().code).toBe('order.sales-order-of-other');
  });

  test('of a request takes over when its customer would like it, on the clocks of the site', async () => {
    const json = {
      ...{ customerId: customer.customerId, siteId: site.siteId, subject: 'Cold oven' },
      preferredAt: '2026-04-01T13:30:00.000Z',
    };
    const request = bodyOf<ServiceRequest>(await send('/v1/service-requests', posted(office, json)), 201);
    const path = `/v1/service-requests/${request.requestId}/accept`;
    const accepted = bodyOf<ServiceRequest>(await send(path, posted(office, {})), 200);

    const answer = await send(`/v1/service-orders/${accepted.orderId}`, { as: office });

    expect(bodyOf<ServiceOrder>(answer, 200)).toMatchObject({
      origin: 'request',
      preferred: { date: '2026-04-01', time: '14:30', timeZone: 'Europe/Lisbon' },
      serviceAddress: { name: 'Mill Lane' },
    });
  });

  test('of an agreement takes name and preferred technician where it says nothing itself', async () => {
    const preferredTechnicianId = randomUUID();
    const agreement = { customerId: customer.customerId, name: 'Ovens', startsOn: '2026-01-01', preferredTechnicianId };
    const { agreementId } = bodyOf<{ agreementId: string }>(
      await send('/v1/agreements', posted(manager, agreement)),
      201,
    );

    expect(await made({ agreementId })).toMatchObject({
      ...{ origin: 'agreement', description: 'Ovens', preferredTechnicianId },
    });
    expect(await made({ agreementId, description: null, preferredTechnicianId: null })).toMatchObject({
      ...{ description: null, preferredTechnicianId: null },
    });
  });
});

describe('an order of a type', () => {
  const task = { task: 'inspect', name: 'Inspect', internalNote: 'Mind the fan', customerNote: null };
  const lines = [
    { type: 'hour', category: 'labour', plannedQuantity: 2, task: 'inspect', description: 'Look at all of it' },
    { type: 'fee', category: 'call-out', plannedQuantity: 1, chargeable: false },
  ];
  const type = { name: 'Inspection', stageModelId: 'standard', priorityId: 'high', slaPolicyId: null, active: true };
  beforeAll(() => arrive(doors, 'order-type', 'inspection', { ...type, lines, tasks: [task] }));

  test('begins with its priority, lines and tasks where it says nothing of them', async () => {
    const order = await made({ orderType: 'inspection' });

    expect(order).toMatchObject({ priority: 'high', tasks: [task], lines: [{ ...lines[0], lineNumber: 1 }, lines[1]] });
    expect(order.lines.map(({ status }) => status)).toEqual(['planned', 'planned']);
  });

  test('has its lines planned for the day that its customer would like, or else for today', async () => {
    const preferred = { date: '2027-04-01' };
    const days = async (more: object) =>
      (await made({ orderType: 'inspection', ...more })).lines.map(({ workDate }) => workDate);

    expect(await days({ preferred })).toEqual([preferred.date, preferred.date]);
    const [today = ''] = await days({});
    expect(Date.parse(doors.clock.now()) - Date.parse(today)).toBeLessThan(2 * 86_400_000);
  });

  test('has its own lines where it says some, and none where it says none', async () => {
    const own = { type: 'hour', category: 'travel', plannedQuantity: 1 };

    expect((await made({ orderType: 'inspection', lines: [own] })).lines).toMatchObject([own]);
    expect((await made({ orderType: 'inspection', lines: [] })).lines).toEqual([]);
  });

  test('takes no lines of the type in recorded time: a log says what there was', async () => {
    const importer = staff('importer');
    const json = { customerId: customer.customerId, orderType: 'inspection', occurredAt: '2026-02-01T09:00:00.000Z' };

    const order = bodyOf<ServiceOrder>(await send('/v1/service-orders', posted(importer, json)), 201);

    expect(order).toMatchObject({ origin: 'import', lines: [], tasks: [] });
  });
});
