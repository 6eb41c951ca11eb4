import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import type { Customer, ServiceObject } from '#contracts/http/customer-schemas.ts';
import type { OrderLine, ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { keepStaffMember } from '#db/queries/notifications-readers.ts';
import { transaction } from '#db/transaction.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
let customer: Customer;
let object: ServiceObject;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  customer = await aCustomer(doors, { name: 'Fictional Ovens Ltd' });
  object = await anObject(customer, 'Oven');
});
afterAll(() => doors.stop());

const manager = staff('service-delivery-manager');
const technician = staff('technician');
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const anObject = async ({ customerId }: Customer, name: string) =>
  bodyOf<ServiceObject>(await send('/v1/objects', posted(manager, { customerId, name })), 201);
const hours = { type: 'hour', category: 'labour', quantity: 2 };
const inspect = { task: 'inspect', name: 'Inspect', internalNote: 'Mind the fan', customerNote: 'We look at it' };
const agreement = async (more: object = {}) => {
  const asked = { customerId: customer.customerId, name: 'Ovens', startsOn: '2026-01-01', ...more };
  return bodyOf<Agreement>(await send('/v1/agreements', posted(manager, asked)), 201);
};
/** Two lines that run, one of them on the oven, and one that is stopped. */
const ovens = (more: object = {}) =>
  agreement({
    ...{ objects: [{ objectId: object.objectId, reference: 'Hall 2' }], tasks: [inspect] },
    lines: [
      { ...hours, objectId: object.objectId, task: 'inspect', description: 'Every screw' },
      hours,
      { ...hours, stopped: true },
    ],
    ...more,
  });
const asked = (more: object) =>
  send('/v1/service-orders', posted(manager, { customerId: customer.customerId, ...more }));
const order = async (more: object = {}) => bodyOf<ServiceOrder>(await asked(more), 201);
const read = async ({ orderId }: ServiceOrder, as: Actor = manager) =>
  bodyOf<ServiceOrder>(await send(`/v1/service-orders/${orderId}`, { as }), 200);
const copy = ({ orderId }: ServiceOrder, json: object, key?: string) =>
  send(`/v1/service-orders/${orderId}/copy-lines`, posted(technician, json, key));
type Line = z.infer<typeof OrderLine>;
const copied = async (...args: Parameters<typeof copy>) => bodyOf<{ items: Line[] }>(await copy(...args), 201).items;
const relate = ({ orderId, version }: ServiceOrder, json: object) =>
  send(`/v1/service-orders/${orderId}/relations`, {
    ...{ method: 'PUT', as: manager, json },
    headers: { 'if-match': `"${version}"` },
  });

describe('an order that is made under an agreement', () => {
  test('is answered for by whom the agreement names, unless it names somebody itself or nobody', async () => {
    const [mine, other, gone] = [randomUUID(), randomUUID(), randomUUID()];
    const staffMember = (userId: string, active = true) =>
      transaction(doors.db, manager, (t) => keepStaffMember(t, { userId, roles: ['dispatcher'], active }));
    for (const userId of [mine, other, gone]) await staffMember(userId);
    const agreed = await agreement({ responsibleId: mine });
    const { agreementId } = agreed;
    expect(agreed.responsibleId).toBe(mine);
    expect((await order({ agreementId })).responsibleId).toBe(mine);
    expect((await order({ agreementId, responsibleId: other })).responsibleId).toBe(other);
    expect((await order({ agreementId, responsibleId: null })).responsibleId).toBeNull();

    const found = await send(`/v1/agreements?responsibleId=${mine}`, { as: manager });
    expect(bodyOf<{ items: object[] }>(found, 200).items).toMatchObject([{ agreementId, responsibleId: mine }]);
    const ofWhom = async (principal: string) =>
      bodyOf<{ items: object[] }>(await send('/v1/agreements?mine=true', { as: { ...manager, principal } }), 200).items;
    expect(await ofWhom(`user:${mine}`)).toMatchObject([{ agreementId }]);
    expect(await ofWhom(`user:${other}`)).toEqual([]);
    const strange = {
      customerId: customer.customerId,
      name: 'Ovens',
      startsOn: '2026-01-01',
      responsibleId: randomUUID(),
    };
    expect((await send('/v1/agreements', posted(manager, strange))).problem().code).toBe('reference.unknown');

    const left = await agreement({ responsibleId: gone });
    await staffMember(gone, false);
    expect((await order({ agreementId: left.agreementId })).responsibleId).toBeNull();
  });

  test('plans its lines for the day that its customer would like', async () => {
    const { agreementId } = await agreement({ lines: [hours, { ...hours, startsOn: '2026-04-01' }] });
    const preferred = { date: '2026-04-02' };
    const made = await order({ agreementId, agreementLines: 'all', preferred });
    expect(made.lines).toMatchObject([{ workDate: '2026-04-02' }, { workDate: '2026-04-02' }]);
    const copiedToo = await copied(await order({ preferred }), { from: { agreementId } });
    expect(copiedToo).toMatchObject([{ workDate: '2026-04-02' }, { workDate: '2026-04-02' }]);
    const passed = await order({ agreementId, agreementLines: 'all', preferred: { date: '2026-01-02' } });
    expect(passed.lines).toMatchObject([{ workDate: '2026-03-02' }]);
  });

  test('takes its typical visit when it is asked to, with objects, tasks and the words of lines', async () => {
    const { agreementId } = await ovens();
    const made = await order({ agreementId, agreementLines: 'all', lines: [{ ...hours, category: 'travel' }] });

    expect(made).toMatchObject({
      objects: [{ objectId: object.objectId, reference: 'Hall 2' }],
      tasks: [inspect],
      lines: [
        {
          ...{ agreementLineNumber: 1, objectId: object.objectId, task: 'inspect', description: 'Every screw' },
          ...{ status: 'planned', plannedQuantity: 2, workDate: '2026-03-02' },
        },
        { agreementLineNumber: 2, objectId: null, description: null },
        { agreementLineNumber: null, category: 'travel', status: 'confirmed' },
      ],
    });
    const events = await transaction(doors.db, manager, (t) => eventsOf(t, made.orderId));
    expect(events[0]).toMatchObject({ data: { objects: [object.objectId], tasks: ['inspect'] } });
    expect(JSON.stringify(events)).not.toMatch(/Hall 2|Mind the fan|We look at it|Every screw|Inspect"/);
  });

  test('is found by its agreement, and by an object that it is about', async () => {
    const oven = await anObject(customer, 'Small oven');
    const agreed = await agreement({ objects: [{ objectId: oven.objectId, reference: null }] });
    const made = await order({ agreementId: agreed.agreementId });
    const found = async (query: string) =>
      bodyOf<{ items: { orderId: string }[] }>(await send(`/v1/service-orders?${query}`, { as: manager }), 200).items;
    for (const query of [`agreementId=${agreed.agreementId}`, `objectId=${oven.objectId}`])
      expect((await found(query)).map(({ orderId }) => orderId)).toEqual([made.orderId]);
    expect(await found(`agreementId=${agreed.agreementId}&objectId=${object.objectId}`)).toEqual([]);
  });

  test('takes only ticked lines, and is related to its objects all the same', async () => {
    const { agreementId, lines } = await ovens();
    const made = await order({ agreementId, agreementLines: [lines[1]?.lineId] });
    expect(made.lines).toMatchObject([{ agreementLineNumber: 2 }]);
    expect((await order({ agreementId })).objects).toHaveLength(1);

    const stopped = await asked({ agreementId, agreementLines: [lines[2]?.lineId] });
    expect(stopped.problem()).toMatchObject({ status: 409, code: 'agreement.line-stopped' });
    expect((await asked({ agreementLines: 'all' })).problem().code).toBe('order.agreement-missing');
  });

  test('is related to objects of its own customer beside them, and its lines name no others', async () => {
    const theirs = await anObject(await aCustomer(doors), 'Mill');
    const strange = await asked({ objects: [{ objectId: theirs.objectId, reference: null }] });
    expect(strange.problem()).toMatchObject({ status: 422, code: 'order.unknown-reference' });
    const unrelated = await asked({ lines: [{ ...hours, objectId: object.objectId }] });
    expect(unrelated.problem()).toMatchObject({ status: 422, code: 'order.line-unrelated' });
  });
});

test('an order under an agreement says with its lines by which of its rules they are charged now', async () => {
  const of = (category: string, limit: object | null = null) => ({
    ...{ subject: { by: 'category', category }, treatment: 'covered', percent: null, limit },
  });
  const yearly = of('travel', { of: 'count', quantity: 20, per: 'agreement-year' });
  const agreed = await agreement({ coverage: [of('labour'), of('travel')] });
  const { agreementId } = agreed;
  const made = await order({ agreementId, lines: [hours] });
  const add = (to: ServiceOrder, category: string) =>
    send(`/v1/service-orders/${to.orderId}/lines`, posted(technician, { ...hours, category }));
  bodyOf(await add(made, 'travel'), 201);
  const changed = await send(`/v1/agreements/${agreementId}`, {
    ...{ method: 'PATCH', as: manager, json: { coverage: [yearly] } },
    headers: { 'if-match': `"${agreed.version}"` },
  });
  expect(changed.status).toBe(200);
  bodyOf(await add(made, 'travel'), 201);
  const alone = await order({ lines: [hours] });
  bodyOf(await add(alone, 'travel'), 201);

  const pool = { agreementId, from: '2026-01-01', subject: 'category travel' };
  const told = async ({ orderId }: ServiceOrder) =>
    (await transaction(doors.db, manager, (t) => eventsOf(t, orderId))).map(({ data }) => data['coverage']);
  expect(await told(made)).toEqual([[of('labour')], [of('labour'), of('travel')], [{ ...yearly, pool }]]);
  expect(await told(alone)).toEqual([undefined, undefined]);
});

describe('lines are added to an order', () => {
  test('of its agreement, once for a key', async () => {
    const { agreementId, lines } = await ovens();
    const made = await order({ agreementId });
    const key = randomUUID();
    const json = { from: { agreementId }, lineIds: [lines[0]?.lineId] };
    const [first, again] = [await copied(made, json, key), await copied(made, json, key)];

    expect(again).toEqual(first);
    expect(first).toMatchObject([{ lineNumber: 1, agreementLineNumber: 1, task: 'inspect' }]);
    expect((await read(made)).lines).toHaveLength(1);
  });

  test('of a template, whose objects and tasks always come, with the events of what changed', async () => {
    const template = await agreement({
      ...{ customerId: null, templateGroup: 'Ovens', tasks: [inspect], lines: [hours, hours] },
    });
    const made = await order();
    const added = await copied(made, { from: { agreementId: template.agreementId }, withRelations: false });

    expect(added.map(({ lineNumber, agreementLineNumber }) => [lineNumber, agreementLineNumber])).toEqual([
      [1, null],
      [2, null],
    ]);
    expect((await read(made)).tasks).toEqual([inspect]);
    const events = await transaction(doors.db, manager, (t) => eventsOf(t, made.orderId));
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['service-order.created', 1],
      ['service-order.relations-changed', 2],
      ['service-order.line-added', 3],
      ['service-order.line-added', 4],
    ]);
  });

  test('of another order of its customer, and of no other’s', async () => {
    const source = await order({ agreementId: (await ovens()).agreementId, agreementLines: 'all' });
    const made = await order();
    const added = await copied(made, { from: { orderId: source.orderId } });
    expect(added).toMatchObject([{ objectId: object.objectId, description: 'Every screw' }, { objectId: null }]);
    expect((await read(made)).objects).toEqual(source.objects);

    const { customerId } = await aCustomer(doors);
    const theirs = await order({ customerId });
    expect((await copy(made, { from: { orderId: theirs.orderId } })).problem().code).toBe('order.other-customer');
    const nobody = await copy(made, { from: { orderId: randomUUID() } });
    expect(nobody.problem()).toMatchObject({ status: 422, code: 'order.unknown-reference' });
  });
});

describe('the objects and tasks of an order', () => {
  test('stay on it: its agreement keeps its own, and other orders have theirs', async () => {
    const agreed = await ovens();
    const [made, other] = [
      await order({ agreementId: agreed.agreementId }),
      await order({ agreementId: agreed.agreementId }),
    ];
    const own = await anObject(customer, 'Fryer');
    const objects = [{ objectId: own.objectId, reference: null }];
    const after = bodyOf<ServiceOrder>(await relate(made, { objects, tasks: [] }), 200);

    expect(after).toMatchObject({ version: 2, objects, tasks: [] });
    expect((await read(other)).tasks).toEqual([inspect]);
    expect((await relate(made, { objects, tasks: [] })).problem().code).toBe('request.version-stale');
  });

  test('do not go while a line names them', async () => {
    const made = await order({ tasks: [inspect], lines: [{ ...hours, task: 'inspect' }] });
    const refused = await relate(made, { objects: [], tasks: [] });
    expect(refused.problem()).toMatchObject({ status: 409, code: 'order.relation-used' });
  });

  test('are named by lines that are added and changed later', async () => {
    const made = await order({ tasks: [inspect] });
    const path = `/v1/service-orders/${made.orderId}/lines`;
    const line = bodyOf<Line>(await send(path, posted(technician, { ...hours, task: 'inspect' })), 201);
    expect(line.task).toBe('inspect');
    const change = (json: object) => send(`${path}/${line.lineId}`, { method: 'PATCH', as: technician, json });
    expect((await change({ objectId: object.objectId })).problem().code).toBe('order.line-unrelated');
    expect(bodyOf<Line>(await change({ task: null }), 200).task).toBeNull();
  });

  test('are all that repair lines are about, which are as old as the order or added and changed later', async () => {
    const objects = [{ objectId: object.objectId, reference: null }];
    const strange = await asked({ repairLines: [{ objectId: object.objectId }] });
    expect(strange.problem()).toMatchObject({ status: 422, code: 'order.line-unrelated' });
    const made = await order({ objects, repairLines: [{ objectId: object.objectId }] });
    expect((await relate(made, { objects: [], tasks: [] })).problem().code).toBe('order.relation-used');

    const path = `/v1/service-orders/${made.orderId}/repair-lines`;
    const other = await anObject(customer, 'Other oven');
    const added = await send(path, posted(technician, { objectId: other.objectId }));
    expect(added.problem().code).toBe('order.line-unrelated');
    const of = `${path}/${made.repairLines[0]?.repairLineId}`;
    const change = (json: object) => send(of, { method: 'PATCH', as: technician, json });
    expect((await change({ objectId: other.objectId })).problem().code).toBe('order.line-unrelated');
    expect((await change({ symptom: 'cold' })).status).toBe(200);
  });

  test('show a customer only what it is told', async () => {
    const made = await order({ tasks: [inspect] });
    const shown = await read(made, customerActor(customer.customerId));
    expect(shown.tasks).toEqual([{ ...inspect, internalNote: null }]);
  });
});

describe('the register of tasks', () => {
  const put = (code: string, json: object, ifMatch?: number) =>
    send(`/v1/service-tasks/${code}`, {
      ...{ method: 'PUT', as: manager, json },
      ...(ifMatch === undefined ? {} : { headers: { 'if-match': `"${ifMatch}"` } }),
    });
  const cleaning = { name: 'Cleaning', internalNote: 'Power off first', customerNote: 'It is cleaned', active: true };

  test('is changed at the version that was read, and the same again is no change', async () => {
    expect((await put('clean', cleaning)).status).toBe(201);
    expect((await put('clean', cleaning)).problem().code).toBe('request.version-missing');
    expect((await put('clean', { ...cleaning, name: 'Deep cleaning' }, 9)).problem().code).toBe(
      'request.version-stale',
    );
    const changed = bodyOf<{ version: number }>(await put('clean', { ...cleaning, name: 'Deep cleaning' }, 1), 200);
    expect(changed.version).toBe(2);
    expect(
      bodyOf<{ version: number }>(await put('clean', { ...cleaning, name: 'Deep cleaning' }, 2), 200).version,
    ).toBe(2);
    const found = await send('/v1/service-tasks?search=deep&active=true', { as: technician });
    expect(bodyOf<{ items: object[] }>(found, 200).items).toMatchObject([{ code: 'clean', name: 'Deep cleaning' }]);
  });

  test('gives agreements and orders name and notes, which they keep when it changes', async () => {
    await put('weigh', cleaning);
    const agreed = await agreement({ tasks: [{ task: 'weigh' }] });
    const made = await order({ tasks: [{ task: 'weigh', customerNote: 'Scales too' }] });
    await put('weigh', { ...cleaning, name: 'Weighing' }, 1);

    expect(agreed.tasks).toEqual([
      { task: 'weigh', name: 'Cleaning', internalNote: 'Power off first', customerNote: 'It is cleaned' },
    ]);
    expect((await read(made)).tasks).toMatchObject([{ name: 'Cleaning', customerNote: 'Scales too' }]);
    const unknown = await asked({ tasks: [{ task: 'nobody-knows' }] });
    expect(unknown.problem()).toMatchObject({ status: 422, code: 'service-task.unknown' });
  });
});

describe('V20: lines move between orders', () => {
  const move = ({ orderId }: ServiceOrder, json: object, key?: string) =>
    send(`/v1/service-orders/${orderId}/move-lines`, posted(manager, json, key));

  test('V20: of one agreement, once for a key, with object, task and words', async () => {
    const { agreementId } = await ovens();
    const [from, to] = [await order({ agreementId, agreementLines: 'all' }), await order({ agreementId })];
    const lineIds = [from.lines[0]?.lineId];
    const key = randomUUID();
    const json = { toOrderId: to.orderId, lineIds };
    const first = bodyOf<{ items: Line[]; isEmptied: boolean }>(await move(from, json, key), 200);
    const again = bodyOf<{ items: Line[] }>(await move(from, json, key), 200);

    expect(again).toEqual(first);
    expect(first).toMatchObject({ isEmptied: false, withdrawal: null });
    expect((await read(to)).lines).toMatchObject([
      { lineNumber: 1, status: 'planned', task: 'inspect', description: 'Every screw', agreementLineNumber: 1 },
    ]);
    expect((await read(from)).lines).toMatchObject([
      { status: 'cancelled', movedTo: to.orderId },
      { status: 'planned', movedTo: null },
    ]);
  });

  test('V20: of different agreements is refused, and writes nothing', async () => {
    const [one, other] = [await ovens(), await ovens()];
    const from = await order({ agreementId: one.agreementId, agreementLines: 'all' });
    const to = await order({ agreementId: other.agreementId });
    const refused = await move(from, { toOrderId: to.orderId, lineIds: [from.lines[0]?.lineId] });

    expect(refused.problem()).toMatchObject({ status: 409, code: 'order.other-agreement' });
    expect([(await read(from)).version, (await read(to)).version]).toEqual([1, 1]);
  });

  test('V20: and the order that they leave empty is withdrawn if it is asked for', async () => {
    const { agreementId } = await ovens();
    const [from, to] = [await order({ agreementId, agreementLines: 'all' }), await order({ agreementId })];
    const lineIds = from.lines.map(({ lineId }) => lineId);
    const withdraw = { reasonCode: 'not-needed' };
    const moved = bodyOf<object>(await move(from, { toOrderId: to.orderId, lineIds, withdraw }), 200);

    expect(moved).toMatchObject({ isEmptied: true, withdrawal: { refusal: null } });
    const commands = await transaction(doors.db, manager, (t) =>
      t.selectFrom('commands').select(['name', 'input']).where('orderId', '=', from.orderId).execute(),
    );
    expect(commands).toEqual([{ name: 'cancel', input: withdraw }]);
  });

  test('V20: both ways at once without waiting for each other for ever', async () => {
    const { agreementId } = await ovens();
    const [a, b] = [
      await order({ agreementId, agreementLines: 'all' }),
      await order({ agreementId, agreementLines: 'all' }),
    ];
    const answers = await Promise.all([
      move(a, { toOrderId: b.orderId, lineIds: [a.lines[0]?.lineId] }),
      move(b, { toOrderId: a.orderId, lineIds: [b.lines[0]?.lineId] }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await read(a)).lines.map(({ status }) => status)).toEqual(['cancelled', 'planned', 'planned']);
  });
});
