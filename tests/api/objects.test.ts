import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ServiceObject, ServiceObjectTree, Site } from '#contracts/http/customer-schemas.ts';
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
const enter = (json: object) => send('/v1/objects', posted(office, json));
const entered = async (json: object) => bodyOf<ServiceObject>(await enter(json), 201);
const change = ({ objectId, version }: ServiceObject, json: object) =>
  send(`/v1/objects/${objectId}`, { method: 'PATCH', as: office, json, headers: { 'if-match': `"${version}"` } });
const now = async ({ objectId }: ServiceObject) =>
  bodyOf<ServiceObject>(await send(`/v1/objects/${objectId}`, { as: office }), 200);
const treeOf = async ({ objectId }: ServiceObject) =>
  bodyOf<ServiceObjectTree>(await send(`/v1/objects/${objectId}/tree`, { as: office }), 200);
const listed = async (query: string) =>
  bodyOf<{ items: ServiceObject[] }>(await send(`/v1/objects?${query}`, { as: office }), 200).items;
const names = (objects: readonly ServiceObject[]) => objects.map(({ name }) => name);

/** A lift with its door, and the door with its drive. */
async function aLift() {
  const { customerId } = await aCustomer(doors);
  const siteOf = async (name: string) =>
    bodyOf<Site>(await send(`/v1/customers/${customerId}/sites`, posted(office, { name })), 201).siteId;
  const siteId = await siteOf('Mill');
  const lift = await entered({ customerId, siteId, name: 'Lift', installedOn: '2020-05-01' });
  const door = await entered({ customerId, name: 'Door', parentObjectId: lift.objectId, warrantyUntil: '2027-03-31' });
  const drive = await entered({ customerId, name: 'Drive', parentObjectId: door.objectId });
  return { customerId, siteId, otherSiteId: await siteOf('Quay'), lift, door, drive };
}

describe('an object that is part of another', () => {
  test('is entered with it, stands at its site, and shows what is above and below it', async () => {
    const { siteId, lift, door, drive } = await aLift();

    expect(drive).toMatchObject({ siteId, parentObjectId: door.objectId, warrantyUntil: null });
    const tree = await treeOf(door);
    expect([names(tree.above), names(tree.below), tree.moreBelow]).toEqual([['Lift'], ['Drive'], false]);
    expect(names((await treeOf(lift)).below)).toEqual(['Door', 'Drive']);
    expect(names(await listed(`parentObjectId=${lift.objectId}`))).toEqual(['Door']);
    const told = await transaction(doors.db, office, (t) => eventsOf(t, door.objectId));
    expect(told[0]?.data).toMatchObject({ parentObjectId: lift.objectId, warrantyUntil: '2027-03-31' });
  });

  test('is taken out of it again, and loses its days', async () => {
    const { door } = await aLift();

    const freed = await change(door, { parentObjectId: null, warrantyUntil: null });

    expect(bodyOf<ServiceObject>(freed, 200)).toMatchObject({ parentObjectId: null, warrantyUntil: null, version: 2 });
    expect((await change(door, { parentObjectId: null })).problem().code).toBe('request.version-stale');
  });

  test('is part of no object of another customer', async () => {
    const [{ lift }, other] = [await aLift(), await aCustomer(doors)];

    const strange = await enter({ customerId: other.customerId, name: 'Door', parentObjectId: lift.objectId });

    expect(strange.problem()).toMatchObject({
      code: 'reference.unknown',
      errors: [{ pointer: '/parentObjectId' }],
    });
  });

  test('is not part of what is part of it, nor at a site of its own, nor older than its warranty', async () => {
    const { lift, door, drive, otherSiteId } = await aLift();

    const refused = [
      await change(lift, { parentObjectId: drive.objectId }),
      await change(door, { siteId: otherSiteId }),
      await change(lift, { warrantyUntil: '2020-04-30' }),
    ];

    expect(refused.map((answer) => [answer.status, answer.problem().code])).toEqual([
      [422, 'object.circle'],
      [422, 'object.site-of-parent'],
      [422, 'object.warranty-before-installation'],
    ]);
    expect(await now(lift)).toEqual(lift);
  });

  test('moves with it to another site, with an event of its own', async () => {
    const { lift, door, drive, otherSiteId } = await aLift();

    await change(lift, { siteId: otherSiteId });

    for (const part of [door, drive]) {
      expect(await now(part)).toMatchObject({ siteId: otherSiteId, version: 2 });
      const told = await transaction(doors.db, office, (t) => eventsOf(t, part.objectId));
      expect(told.map(({ version, data }) => [version, data])).toMatchObject([
        [1, { siteId: part.siteId }],
        [2, { siteId: otherSiteId }],
      ]);
    }
  });

  test('keeps it in use, until all go out of use together', async () => {
    const { lift, door, drive } = await aLift();

    const alone = await change(lift, { active: false });
    expect(alone.problem()).toMatchObject({
      ...{ status: 409, code: 'object.parts-in-use' },
      params: { count: 2, numbers: `${door.number}, ${drive.number}` },
    });
    expect((await change(lift, { active: false, withParts: true })).status).toBe(200);

    expect((await now(drive)).active).toBe(false);
    expect((await change(await now(drive), { active: true })).problem().code).toBe('object.parent-not-in-use');
  });
});

test('of two objects that are each made part of the other at once, one is', async () => {
  const { customerId } = await aCustomer(doors);
  for (let round = 0; round < 10; round += 1) {
    const [left, right] = [
      await entered({ customerId, name: `Left ${round}` }),
      await entered({ customerId, name: `Right ${round}` }),
    ];

    const answers = await Promise.all([
      change(left, { parentObjectId: right.objectId }),
      change(right, { parentObjectId: left.objectId }),
    ]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
    const refused = answers.find(({ status }) => status !== 200);
    expect(refused?.problem().code).toBe('object.circle');
  }
});

test('objects are found by the day on which their warranty ends, and whether they are in use', async () => {
  const { customerId } = await aCustomer(doors);
  for (const warrantyUntil of ['2026-01-31', '2026-02-28', null]) {
    await entered({ customerId, name: warrantyUntil ?? 'None', warrantyUntil });
  }
  await entered({ customerId, name: 'Scrap', warrantyUntil: '2026-02-28', active: false });
  const of = `customerId=${customerId}`;

  expect(names(await listed(`${of}&warrantyTo=2026-01-31`))).toEqual(['2026-01-31']);
  expect(names(await listed(`${of}&warrantyFrom=2026-02-01&active=true`))).toEqual(['2026-02-28']);
  expect(names(await listed(`${of}&active=false`))).toEqual(['Scrap']);
});

test('a warranty runs through its last day by the clocks of the site', async () => {
  const { customerId } = await aCustomer(doors);
  const at = `/v1/customers/${customerId}/sites`;
  // It is 2 March, nine in the morning in UTC.
  const warrantyUntil = '2026-03-01';
  const states: string[] = [];
  for (const timeZone of ['Pacific/Pago_Pago', 'Pacific/Auckland']) {
    const site = bodyOf<Site>(await send(at, posted(office, { name: timeZone, timeZone })), 201);
    states.push((await entered({ customerId, siteId: site.siteId, name: 'Lift', warrantyUntil })).warranty);
  }

  expect(states).toEqual(['running', 'ended']);
  expect((await entered({ customerId, name: 'Lift' })).warranty).toBe('none');
});

test('a customer sees the tree of its own object, and none of another', async () => {
  const { customerId, lift } = await aLift();
  const path = `/v1/objects/${lift.objectId}/tree`;

  const own = await send(path, { as: customerActor(customerId) });
  const other = await send(path, { as: customerActor((await aCustomer(doors)).customerId) });

  expect(names(bodyOf<ServiceObjectTree>(own, 200).below)).toEqual(['Door', 'Drive']);
  expect(other.problem().code).toBe('resource.unknown');
});
