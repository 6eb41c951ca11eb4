import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { setupEvents } from '#contracts/events/setup.ts';
import { systemActor } from '#contracts/roles.ts';
import { eventsSince } from '#db/events.ts';
import { parameterValue, setupValue, setupValues } from '#db/queries/setup-copy.ts';
import { transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { parameterNames } from '#domain/setup/parameters.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';
import { applySetupEvent } from '#transactions/setup/apply-setup-event.ts';
import { defaultConfiguration } from '#transactions/setup/default-configuration.ts';
import { publishIn } from '#transactions/setup/publish-entry.ts';
import { seedConfiguration } from '#transactions/setup/seed-configuration.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const get = async (path: string) => {
  const answer = await gateway.send(path, { bearer: gateway.token });
  return Object(answer.json());
};
const put = (path: string, json: object, ifMatch?: number) =>
  gateway.send(path, {
    method: 'PUT',
    bearer: gateway.token,
    json,
    headers: ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` },
  });
const published = () => transaction(gateway.db, systemActor('test'), (t) => eventsSince(t, '2000-01-01T00:00:00.000Z'));

const urgent = { name: 'Urgent indeed', rank: 5, active: true };
const itemless = { type: 'item', category: 'spare-parts', plannedQuantity: 1 };
const task = { task: 'inspect', name: 'Inspect', internalNote: null, customerNote: null };
const nights = {
  name: 'Nights',
  timeZone: 'Europe/Berlin',
  week: {
    mon: [
      ['00:00', '06:00'],
      ['22:00', '24:00'],
    ],
  },
  exceptions: [{ date: '2026-12-25', ranges: [], label: 'Christmas' }],
};

describe('the configuration of the first start', () => {
  test('is complete, and comes once', async () => {
    const before = (await published()).length;
    const more = await Promise.all([
      seedConfiguration(gateway.db, '2026-03-03T09:00:00.000Z'),
      seedConfiguration(gateway.db, '2026-03-03T09:00:00.000Z'),
    ]);

    expect(more).toEqual([0, 0]);
    expect(await published()).toHaveLength(before);
    expect(await get('/v1/order-types/standard')).toMatchObject({ version: 1, stageModelId: 'standard' });
    expect(await get('/v1/calendars/default')).toMatchObject({ timeZone: 'Europe/Berlin' });
    expect(await get('/v1/parameters/reopeningWindowWorkingDays')).toMatchObject({ value: 10 });
    expect((await get('/v1/reason-codes')).items.length).toBeGreaterThan(10);
    expect((await get('/v1/case-categories')).items).toHaveLength(4);
    expect((await get('/v1/case-results')).items).toHaveLength(3);
    expect(await get('/v1/company')).toMatchObject({ id: companyId, currency: 'EUR', placeholder: true });
  });

  test('brings what cases are about to an installation of a version that had no such lists', async () => {
    const database = await createTestDatabase();
    const db = database.connect('gateway');
    const actor = systemActor('seed');
    const before = defaultConfiguration.filter(({ kind }) => kind !== 'case-category' && kind !== 'case-result');
    await transaction(db, actor, async (t) => {
      for (const entry of before)
        await publishIn(t, actor, { ...entry, ifMatch: null, now: '2026-03-01T09:00:00.000Z' });
    });

    expect(await seedConfiguration(db, '2026-03-03T09:00:00.000Z')).toBe(7 + parameterNames.length);
    expect(await seedConfiguration(db, '2026-03-04T09:00:00.000Z')).toBe(0);
    await database.drop();
  });

  test('tells the stream nothing of the company but codes', async () => {
    const [company] = (await published()).filter(({ event }) => event.aggregate === 'company');

    expect(company?.event.data).toEqual({ id: companyId, currency: 'EUR', timeZone: 'Europe/Berlin' });
  });
});

describe('a category of cases', () => {
  const category = (more: object) => ({ name: 'Heating', active: true, ...more });

  test('stands below another, and never below itself', async () => {
    expect((await put('/v1/case-categories/heating', category({}))).status).toBe(201);
    const boiler = category({ name: 'Boiler', parentId: 'heating', firstStep: { text: 'Call', withinDays: 1 } });
    const made = await put('/v1/case-categories/boiler', boiler);
    expect([made.status, made.json()]).toMatchObject([201, { id: 'boiler', ...boiler }]);
    const circle = await put('/v1/case-categories/heating', category({ parentId: 'boiler' }), 1);
    expect(circle.problem()).toMatchObject({ status: 422, code: 'case-category.circle' });
  });

  test('names a priority and an owner that there are', async () => {
    for (const wrong of [{ parentId: 'moon' }, { priorityId: 'moon' }, { ownerId: randomUUID() }]) {
      const answer = await put('/v1/case-categories/strange', category(wrong));
      expect(answer.problem()).toMatchObject({ status: 422, code: 'setup.reference-unknown' });
    }
  });
});

describe('an entry', () => {
  test('is published new without a version, and the same again changes nothing', async () => {
    const [first, again] = [await put('/v1/priorities/asap', urgent), await put('/v1/priorities/asap', urgent)];

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json()).toEqual(first.json());
    expect(again.headers.get('etag')).toBe('"1"');
  });

  test('is changed in the version that was read only', async () => {
    await put('/v1/priorities/soon', urgent);
    const change = { ...urgent, rank: 7 };

    expect((await put('/v1/priorities/soon', change)).problem()).toMatchObject({
      status: 428,
      code: 'request.version-missing',
    });
    expect((await put('/v1/priorities/soon', change, 3)).problem()).toMatchObject({
      status: 412,
      code: 'request.version-stale',
    });
    expect((await put('/v1/priorities/soon', change, 1)).json()).toMatchObject({ version: 2, rank: 7 });
    expect((await put('/v1/priorities/soon', change, 1)).json()).toMatchObject({ version: 2, rank: 7 });
    expect(await get('/v1/priorities/soon?version=1')).toMatchObject({ version: 1, rank: 5 });
  });

  test('published by many at once has one first version', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => put('/v1/categories/race', category)));

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  });

  const category = { name: 'Race', lineTypes: ['fee'], active: true };

  test('is an event with all of it, in the order of its versions', async () => {
    await put('/v1/calendars/nights', nights);
    await put('/v1/calendars/nights', { ...nights, exceptions: [] }, 1);
    const own = (await published()).filter(({ event }) => event.aggregateId === 'calendar/nights');

    expect(own.map(({ topic, event }) => [topic, event.type, event.version])).toEqual([
      ['callout.setup.v1', 'calendar.published', 1],
      ['callout.setup.v1', 'calendar.published', 2],
    ]);
    expect(setupEvents.calendar.data.parse(own[0]?.event.data)).toEqual({ id: 'nights', ...nights });
  });

  test.each([
    ['/v1/parameters/reopeningWindowWorkingDays', { value: -1 }, 422, 'parameter.value'],
    ['/v1/parameters/calendarId', { value: 'no-such' }, 422, 'setup.reference-unknown'],
    ['/v1/parameters/nothing', { value: 1 }, 400, 'request.invalid'],
    ['/v1/order-types/new', { ...orderType(), priorityId: 'no-such' }, 422, 'setup.reference-unknown'],
    ['/v1/order-types/new', { ...orderType(), lines: [itemless] }, 422, 'order-type.line-invalid'],
    ['/v1/order-types/new', { ...orderType(), tasks: [task, task] }, 422, 'order-type.task-twice'],
    ['/v1/order-types/Not%20An%20Id', orderType(), 400, 'request.invalid'],
    ['/v1/calendars/bad', { ...nights, timeZone: 'Mars/Base' }, 422, 'calendar.invalid'],
    ['/v1/calendars/bad', { ...nights, week: { mon: [['12:00', '11:00']] } }, 422, 'calendar.invalid'],
    ['/v1/calendars/bad', { ...nights, week: {} }, 422, 'calendar.invalid'],
    ['/v1/calendars/bad', { ...nights, week: { someday: [] } }, 400, 'request.invalid'],
    ['/v1/categories/bad', { name: 'x', lineTypes: ['gift'], active: true }, 400, 'request.invalid'],
  ])('%s is refused with %o', async (path, json, status, code) => {
    // Parameters are there from the first start on: they are changed, never new.
    const ifMatch = path.startsWith('/v1/parameters/') ? 1 : undefined;
    expect((await put(path, json, ifMatch)).problem()).toMatchObject({ status, code });
  });

  test('that does not exist is 404', async () => {
    expect((await gateway.send('/v1/calendars/none', { bearer: gateway.token })).problem().code).toBe(
      'resource.unknown',
    );
  });

  test('keeps its list in pages by id', async () => {
    const first = await get('/v1/reason-codes?limit=4');
    const second = await get(`/v1/reason-codes?limit=4&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map((item: { id: string }) => item.id);

    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toHaveLength(8);
  });

  test('is found by a part of its name or id, and by whether it is offered', async () => {
    await put('/v1/categories/crane-hire', { name: 'Crane, hired', lineTypes: ['expense'], active: false });
    const idsOf = async (query: string) => (await get(query)).items.map(({ id }: { id: string }) => id);

    expect(await idsOf('/v1/categories?search=CRANE,')).toEqual(['crane-hire']);
    expect(await idsOf('/v1/categories?search=ne-hi&active=false')).toEqual(['crane-hire']);
    expect(await idsOf('/v1/categories?search=crane&active=true')).toEqual([]);
    expect(await idsOf('/v1/parameters?search=overlapping&active=true')).toEqual(['allowOverlappingVisits']);
  });
});

test('the company is changed in its version, and keeps its currency once it is real', async () => {
  const { id: _i, version, changedAt: _c, ...company } = await get('/v1/company');
  const real = { ...company, name: 'Lift & Co', currency: 'CHF', placeholder: false };

  expect((await put('/v1/company', real)).problem().code).toBe('request.version-missing');
  expect((await put('/v1/company', real, version)).status).toBe(200);
  expect((await put('/v1/company', { ...real, currency: 'EUR' }, version + 1)).problem().code).toBe(
    'company.currency-fixed',
  );
});

describe('the copy of another service', () => {
  test('follows the stream, whatever comes twice or late, and reads fresh right after', async () => {
    const database = await createTestDatabase();
    const db = database.connect('inventory');
    const apply = async (index: number) => {
      const event = history[index]?.event;
      if (event === undefined) throw new Error('no such event');
      return transaction(db, systemActor('setup-copy'), (t) => applySetupEvent(t, event));
    };
    await put('/v1/priorities/copied', urgent);
    await put('/v1/priorities/copied', { ...urgent, rank: 6 }, 1);
    const history = (await published()).filter(({ event }) => event.aggregateId === 'priority/copied');
    const rank = async () => (await setupValue(db, 'priority', 'copied'))?.data.rank;

    expect(await rank()).toBeUndefined();
    expect(await parameterValue(db, 'commandBudgetMs')).toBe(30_000);
    expect(await apply(0)).toBe('applied');
    expect(await rank()).toBe(5);
    expect([await apply(1), await apply(0), await apply(1)]).toEqual(['applied', 'ignored', 'ignored']);
    expect(await rank()).toBe(6);
    expect(await setupValues(db, 'priority')).toHaveLength(1);
    await database.drop();
  });
});

function orderType() {
  return { name: 'New', stageModelId: 'standard', priorityId: 'normal', slaPolicyId: null, active: true };
}
