import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';

import { createDispatchActivities } from '#activities/dispatch.ts';
import { Technician, Visit } from '#contracts/http/dispatch.ts';
import { Page } from '#contracts/http/schemas.ts';
import { SeriesPlace } from '#contracts/http/series-route.ts';
import type { PlanVisitInput } from '#contracts/workflows/effects.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import { mountTechnicianAddresses } from '#services/dispatch/routes/dispatch-addresses.ts';
import { mountDispatchImports } from '#services/dispatch/routes/dispatch-import.ts';
import { mountTechnicianSeries } from '#services/dispatch/routes/dispatch-series.ts';
import { mountDispatch } from '#services/dispatch/routes/dispatch.ts';
import { askTechnicianAddress } from '#services/orders/technician-addresses.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { customerActor, staff, startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';

const dispatcher = staff('dispatcher');
const technician = staff('technician');
const day = '2027-03-01';

let database: TestDatabase;
let db: Db<'dispatch'>;
let http: TestHttp;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('dispatch');
  http = await startTestHttp((app) => {
    const deps = { db, clock: systemClock };
    mountDispatch(app, deps);
    mountDispatchImports(app, deps);
    mountTechnicianAddresses(app, deps);
    mountTechnicianSeries(app, deps);
  });
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await database.drop();
});

function post(path: string, json: object, more: { as?: typeof dispatcher; key?: string; ifMatch?: number } = {}) {
  const headers = {
    'idempotency-key': more.key ?? randomUUID(),
    ...(more.ifMatch === undefined ? {} : { 'if-match': `"${more.ifMatch}"` }),
  };
  return http.send(path, { as: more.as ?? dispatcher, headers, json });
}

async function aTechnician(change: object = {}): Promise<Technician> {
  const answer = await post('/v1/technicians', { name: 'Tina', timeZone: 'Europe/Berlin', ...change });
  return Technician.parse(answer.json());
}

async function aVisit(technicianId: string, change: Partial<PlanVisitInput> = {}): Promise<PlanVisitInput> {
  const input = {
    key: randomUUID(),
    orderId: randomUUID(),
    customerId: randomUUID(),
    orderNumber: 'SO-1',
    visitId: randomUUID(),
    technicianId,
    startsAt: `${day}T09:00:00.000Z`,
    endsAt: `${day}T10:00:00.000Z`,
    timeZone: 'Europe/Berlin',
    overlapReasonCode: null,
    ...change,
  };
  const answer = await createDispatchActivities({ db, clock: systemClock }).planVisit(input);
  expect(answer).toMatchObject({ ok: true });
  return input;
}

describe('technicians', () => {
  test('are added once per key; the key with another body is refused', async () => {
    const key = randomUUID();
    const body = { name: 'Tom', timeZone: 'Europe/Rome' };

    const [added, again] = [await post('/v1/technicians', body, { key }), await post('/v1/technicians', body, { key })];

    expect([added.status, added.headers.get('etag'), again.status]).toEqual([201, '"1"', 201]);
    expect(again.json()).toEqual(added.json());
    expect((await post('/v1/technicians', { ...body, name: 'Tim' }, { key })).problem().code).toBe(
      'idempotency.other-body',
    );
  });

  test('with a known external id are changed where they differ', async () => {
    const externalId = randomUUID();
    const first = await aTechnician({ externalId });

    const same = await post('/v1/technicians', { externalId, name: 'Tina', timeZone: 'Europe/Berlin' });
    const other = await post('/v1/technicians', { externalId, name: 'Tina', timeZone: 'Europe/Rome' });

    expect([same.status, same.json()]).toEqual([200, first]);
    expect(other.json()).toEqual({ ...first, timeZone: 'Europe/Rome', version: 2 });
  });

  test('are changed in the version that was read', async () => {
    const { technicianId } = await aTechnician();
    const change = (version: number) =>
      http.send(`/v1/technicians/${technicianId}`, {
        method: 'PATCH',
        as: dispatcher,
        headers: { 'if-match': `"${version}"` },
        json: { active: false },
      });

    const changed = await change(1);

    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await change(1)).problem().code).toBe('request.version-stale');
  });

  test('are found by a part of number, name or external id', async () => {
    const externalId = `crew_${randomUUID()}`;
    const found = await aTechnician({ name: 'Ada Moor', externalId });
    const idsFor = async (search: string, by = 'search') => {
      const answer = await http.send(`/v1/technicians?${by}=${search}`, { as: dispatcher });
      return Page(Technician)
        .parse(answer.json())
        .items.map((one) => one.technicianId);
    };

    expect(await idsFor('moor')).toEqual([found.technicianId]);
    expect(await idsFor(externalId.slice(2))).toEqual([found.technicianId]);
    expect(await idsFor(found.number)).toEqual([found.technicianId]);
    expect(await idsFor('crewX')).toEqual([]);
    expect(await idsFor(externalId, 'externalId')).toEqual([found.technicianId]);
  });

  test('belong to a team, are found by it, and leave it again', async () => {
    const team = `crew ${randomUUID()}`;
    const { technicianId } = await aTechnician({ team });
    const found = async (query: string) =>
      Page(Technician).parse((await http.send(`/v1/technicians?${query}`, { as: dispatcher })).json()).items;

    expect(await found(`team=${team}`)).toMatchObject([{ technicianId, team }]);
    expect(await found(`search=${team.slice(5)}`)).toMatchObject([{ technicianId }]);
    await http.send(`/v1/technicians/${technicianId}`, {
      ...{ method: 'PATCH', as: dispatcher, headers: { 'if-match': '"1"' }, json: { team: null } },
    });
    expect(await found(`team=${team}`)).toEqual([]);
  });

  test('are written to where they say, which our own services alone learn, and no event', async () => {
    const email = `tina.${randomUUID()}@callout.example`;
    const { technicianId, language } = await aTechnician({ email });
    const addressOf = askTechnicianAddress(http.url, http.tokens);
    const change = (json: object, version: number) =>
      http.send(`/v1/technicians/${technicianId}`, {
        ...{ method: 'PATCH', as: dispatcher, headers: { 'if-match': `"${version}"` }, json },
      });

    expect([language, await addressOf(technicianId)]).toEqual(['en', email]);
    const asked = await http.send(`/v1/technicians/${technicianId}/address`, { as: staff('administrator') });
    expect(asked.problem().code).toBe('actor.forbidden');
    expect((await change({ language: 'de-AT', active: false }, 1)).status).toBe(200);
    expect([await addressOf(technicianId), await addressOf(randomUUID())]).toEqual([null, null]);
    expect((await change({ email: null, active: true }, 2)).json()).toMatchObject({ email: null, language: 'de-AT' });
    expect(await addressOf(technicianId)).toBeNull();
    const events = await transaction(db, serviceActor('dispatch'), (t) => eventsOf(t, technicianId));
    expect(events.map(({ data }) => [data['hasMail'], data['language']])).toEqual([
      [true, 'en'],
      [true, 'de-AT'],
      [false, 'de-AT'],
    ]);
    expect(JSON.stringify(events)).not.toContain(email);
  });

  test('come in from a file with address and language', async () => {
    const externalId = `crew-${randomUUID()}`;
    const rows = `External id,Name,Time zone,E-mail address,Language\n${externalId},Jo,Europe/Berlin,jo@callout.example,de\n`;
    await http.send('/v1/imports/technicians', {
      ...{ method: 'POST', as: dispatcher, raw: rows, headers: { 'content-type': 'text/csv' } },
    });

    const found = await http.send(`/v1/technicians?externalId=${externalId}`, { as: dispatcher });
    expect(Page(Technician).parse(found.json()).items).toMatchObject([{ email: 'jo@callout.example', language: 'de' }]);
  });

  test('are named in one call for many ids', async () => {
    const known = [await aTechnician(), await aTechnician()];
    const ids = [...known.map((each) => each.technicianId), randomUUID()];

    const answer = await http.send(`/v1/technicians?${ids.map((id) => `ids=${id}`).join('&')}`, {
      as: staff('viewer'),
    });

    expect(Page(Technician).parse(answer.json())).toEqual({ items: known, nextCursor: null });
  });

  test('come page by page, each once', async () => {
    await Promise.all([aTechnician(), aTechnician(), aTechnician()]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await http.send(`/v1/technicians?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, {
        as: dispatcher,
      });
      const page: z.infer<ReturnType<typeof Page<typeof Technician>>> = Page(Technician).parse(answer.json());
      seen.push(...page.items.map((each) => each.number));
      cursor = page.nextCursor;
    }

    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['an unknown time zone', { timeZone: 'Europe/Nowhere' }, 422, 'dispatch.time-zone'],
    ['no name', { name: ' ' }, 400, 'request.invalid'],
    ['a field that nobody knows', { skills: [] }, 400, 'request.invalid'],
  ])('with %s are refused', async (_, change, status, code) => {
    const answer = await post('/v1/technicians', { name: 'Tina', timeZone: 'Europe/Berlin', ...change });

    expect([answer.status, answer.problem().code]).toEqual([status, code]);
  });

  test('never share a number', async () => {
    const { number } = await aTechnician();

    expect((await post('/v1/technicians', { name: 'Tom', timeZone: 'UTC', number })).problem()).toMatchObject({
      ...{ code: 'dispatch.number-taken', errors: [{ pointer: '/number' }] },
    });
  });

  test('are numbered on where an earlier system ended', async () => {
    const path = '/v1/technician-number-series';
    const administrator = staff('administrator');
    const move = (version: number, json: object, as = administrator) =>
      http.send(path, { method: 'PUT', as, json, headers: { 'if-match': `"${version}"` } });
    const first = await aTechnician();
    const { prefix, nextNumber } = SeriesPlace.loose().parse((await http.send(path, { as: technician })).json());
    expect(first.number).toBe(`${prefix}${nextNumber - 1}`);

    expect((await move(0, { prefix, nextNumber: nextNumber - 1 })).problem().code).toBe('number-series.back');
    expect((await move(0, { prefix: 'TEC-', nextNumber: 7_000 }, dispatcher)).status).toBe(403);
    expect((await move(0, { prefix: 'TEC-', nextNumber: 7_000 })).json()).toEqual({
      ...{ version: 1, prefix: 'TEC-', nextNumber: 7_000 },
    });

    expect([(await aTechnician()).number, (await aTechnician()).number]).toEqual(['TEC-7000', 'TEC-7001']);
    expect((await move(0, { prefix: 'X-', nextNumber: 1 })).problem().code).toBe('request.version-stale');
  });

  test('are not for customers, and not changed by technicians', async () => {
    expect((await http.send('/v1/technicians', { as: customerActor(randomUUID()) })).status).toBe(403);
    expect((await post('/v1/technicians', { name: 'T', timeZone: 'UTC' }, { as: technician })).status).toBe(403);
    expect((await http.send('/v1/technicians')).status).toBe(401);
  });
});

describe('visits', () => {
  test('are travelled to, worked on and finished, each command once per key', async () => {
    const { visitId } = await aVisit((await aTechnician()).technicianId);
    const key = randomUUID();

    await post(`/v1/visits/${visitId}/start-travel`, {}, { as: technician, key });
    const again = await post(`/v1/visits/${visitId}/start-travel`, {}, { as: technician, key });
    await post(`/v1/visits/${visitId}/start-work`, {}, { as: technician });
    const finished = await post(`/v1/visits/${visitId}/finish`, {}, { as: technician });

    expect(Visit.parse(again.json())).toMatchObject({ status: 'travelling', version: 2 });
    const visit = Visit.parse(finished.json());
    expect(visit).toMatchObject({ status: 'finished', allowedActions: [] });
    expect(visit.times.map((time) => [time.kind, time.endedAt !== null])).toEqual([
      ['travel', true],
      ['work', true],
    ]);
  });

  test('refuse what their status does not take, and say what it takes', async () => {
    const { visitId } = await aVisit((await aTechnician()).technicianId);

    const problem = (await post(`/v1/visits/${visitId}/pause`, {})).problem();

    expect(problem).toMatchObject({ status: 409, code: 'dispatch.visit-status', detail: 'The visit is planned.' });
    expect(problem.allowed?.map((each) => each.action)).toContain('start-work');
  });

  test('are moved in the version that was read, onto another visit only with a reason', async () => {
    const { technicianId } = await aTechnician();
    const inTheWay = await aVisit(technicianId, { orderNumber: 'SO-7' });
    const { visitId } = await aVisit((await aTechnician()).technicianId);
    const move = (ifMatch: number, more: object = {}) =>
      post(`/v1/visits/${visitId}/move`, { technicianId, ...more }, { ifMatch });

    expect((await move(2)).problem().code).toBe('request.version-stale');
    expect((await move(1)).problem()).toMatchObject({
      code: 'dispatch.overlap',
      detail: `Order SO-7 is planned with the same technician from ${inTheWay.startsAt} to ${inTheWay.endsAt}.`,
      params: { order: 'SO-7', startsAt: inTheWay.startsAt, endsAt: inTheWay.endsAt },
    });
    const moved = await move(1, { overlapReasonCode: 'emergency' });
    expect(Visit.parse(moved.json())).toMatchObject({ technicianId, overlapReasonCode: 'emergency', version: 2 });
  });

  test('happen when importers say they did, and nobody else says so', async () => {
    const { visitId } = await aVisit((await aTechnician()).technicianId, {
      startsAt: '1970-01-02T10:00:00.000Z',
      endsAt: '1970-01-02T11:00:00.000Z',
    });
    const occurredAt = '1970-01-02T10:05:00.000Z';
    const start = (as: typeof dispatcher) => post(`/v1/visits/${visitId}/start-work`, { occurredAt }, { as });

    expect((await start(dispatcher)).problem().code).toBe('dispatch.recorded-time');
    expect(Visit.parse((await start(staff('importer'))).json()).times).toMatchObject([{ startedAt: occurredAt }]);
  });

  test('are listed by the day that a clock in their zone shows', async () => {
    const { technicianId } = await aTechnician();
    const late = { startsAt: '2027-05-01T22:30:00.000Z', endsAt: '2027-05-01T23:30:00.000Z' };
    const { visitId } = await aVisit(technicianId, late);
    const idsOn = async (date: string) => {
      const answer = await http.send(`/v1/visits?technicianId=${technicianId}&day=${date}&open=true`, {
        as: dispatcher,
      });
      return Page(Visit)
        .parse(answer.json())
        .items.map((visit) => visit.visitId);
    };

    expect(await idsOn('2027-05-01')).toEqual([]);
    expect(await idsOn('2027-05-02')).toEqual([visitId]);
  });

  test('that nobody knows are not there', async () => {
    expect((await post(`/v1/visits/${randomUUID()}/finish`, {})).problem().code).toBe('resource.unknown');
    expect((await http.send(`/v1/visits/${randomUUID()}`, { as: dispatcher })).status).toBe(404);
  });

  test('are refused without an Idempotency-Key, with a wrong id, with a cursor of nowhere', async () => {
    const { visitId } = await aVisit((await aTechnician()).technicianId);
    const refused = [
      await http.send(`/v1/visits/${visitId}/finish`, { as: dispatcher, json: {} }),
      await post('/v1/visits/7/finish', {}),
      await http.send('/v1/visits?cursor=nowhere', { as: dispatcher }),
      await post(`/v1/visits/${visitId}/move`, {}),
    ];

    expect(refused.map((answer) => answer.problem().code)).toEqual([
      'idempotency.key-missing',
      'request.invalid',
      'request.invalid',
      'request.version-missing',
    ]);
  });
});
