/** The doors of feeds: what became of a record, what is wrong with one and where, and who may send it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';
import { FeedAnswer } from '#contracts/http/feed-route.ts';
import type { Db } from '#db/connection.ts';
import { deadLetter } from '#db/inbox.ts';
import { keepSetupValue } from '#db/queries/setup-copy.ts';
import { transaction } from '#db/transaction.ts';
import { standingClock } from '#platform/clock.ts';
import { mountTechnicianFeed } from '#services/dispatch/routes/dispatch-feed.ts';
import { mountDispatch } from '#services/dispatch/routes/dispatch.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { staff, startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';

let database: TestDatabase;
let db: Db<'dispatch'>;
let http: TestHttp;
const importer = staff('importer');
const clock = standingClock('2026-03-02T09:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('dispatch');
  http = await startTestHttp((app) => {
    mountDispatch(app, { db, clock });
    mountTechnicianFeed(app, { db, clock });
  });
  const owns = { customer: [], site: [], contact: [], technician: ['name' as const, 'timeZone' as const] };
  const data = { id: 'hr', name: 'Human resources', active: true, owns };
  await transaction(db, importer, (t) => keepSetupValue(t, 'feed-source', { id: 'hr', version: 1, data }));
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await database.drop();
});

const whole = { name: 'Jo Fischer', timeZone: 'Europe/Berlin' };
const put = (
  id: string,
  record: object,
  options: { changedAt?: string; source?: string; as?: typeof importer } = {},
) => {
  const { changedAt = '2026-03-01T08:00:00.000Z', source = 'hr', as = importer } = options;
  return http.send(`/v1/feeds/${source}/technicians/${id}`, { method: 'PUT', as, json: { changedAt, record } });
};

test('a record answers what became of it', async () => {
  const created = await put('t-1', whole);
  expect(created.json()).toMatchObject({ outcome: 'created', waitsFor: [], conflicts: [] });
  expect((await put('t-1', whole)).json()).toMatchObject({ outcome: 'unchanged' });
  const married = { ...whole, name: 'Jo Fischer-Lang', team: 'City' };
  expect((await put('t-1', married, { changedAt: '2026-03-01T09:00:00.000Z' })).json()).toMatchObject({
    outcome: 'changed',
    conflicts: [{ field: 'team', reason: 'owned', owner: null, ours: null, theirs: 'City' }],
  });
  expect((await put('t-1', whole)).json()).toMatchObject({ outcome: 'older' });
});

test('what does not fit says where, and nothing is written', async () => {
  const rubbish = (await put('t-2', { ...whole, timeZone: 7, colour: 'red' })).problem();
  expect(rubbish).toMatchObject({ status: 400, code: 'request.invalid' });
  expect(rubbish.errors?.map(({ pointer }) => pointer)).toContain('/record/timeZone');
  const zone = (await put('t-2', { ...whole, timeZone: 'Europe/Atlantis' })).problem();
  expect(zone).toMatchObject({ status: 422, code: 'reference.unknown', errors: [{ pointer: '/record/timeZone' }] });
  expect((await put('t-2', whole, { source: 'unheard' })).problem()).toMatchObject({ code: 'feed.source-unknown' });
  expect((await put('t-2', whole, { as: staff('dispatcher') })).problem()).toMatchObject({ status: 403 });
  const found = await http.send('/v1/technician-feed/records?externalId=t-2', { as: importer });
  expect(found.json()).toEqual({ items: [], nextCursor: null });
});

test('a field of the source is refused here with whose it is', async () => {
  const { rowId } = FeedAnswer.parse((await put('t-3', whole)).json());
  const change = (json: object) =>
    http.send(`/v1/technicians/${rowId}`, { method: 'PATCH', as: importer, json, headers: { 'if-match': '"1"' } });
  expect((await change({ name: 'Mine' })).problem()).toMatchObject({
    ...{ status: 409, code: 'feed.field-owned', detail: 'It comes from hr, and is changed there.' },
  });
  expect((await change({ name: whole.name, team: 'Harbour' })).json()).toMatchObject({ team: 'Harbour', version: 2 });
});

test('a message that was put aside is discarded with a reason, once, and applied no more', async () => {
  const poison = { source: 'callout.inbound.dispatch.v1/0/9', message: {}, reason: 'not a message of this topic' };
  await transaction(db, importer, (t) => deadLetter(t, 'dispatch-feed', poison));
  const open = async () =>
    dispatchFeedRoutes.letters.responses[200].schema
      .parse((await http.send('/v1/technician-feed/letters', { as: importer })).json())
      .items.filter(({ source }) => source === poison.source);
  const [letter] = await open();
  const path = `/v1/technician-feed/letters/${letter?.letterId}`;
  const discard = (reason: string, key: string) =>
    http.send(`${path}/discard`, {
      ...{ method: 'POST', as: importer, json: { reason }, headers: { 'idempotency-key': key } },
    });

  expect((await discard(' ', 'd-0')).problem().code).toBe('request.invalid');
  expect((await discard('A test of theirs', 'd-1')).status).toBe(200);
  expect((await discard('A test of theirs', 'd-1')).status).toBe(200);
  expect((await discard('Again', 'd-2')).problem().code).toBe('resource.unknown');
  expect((await http.send(`${path}/replays`, { method: 'POST', as: importer })).problem().code).toBe(
    'resource.unknown',
  );

  expect(await open()).toEqual([]);
  const answer = await http.send('/v1/technician-feed/discarded-letters', { as: importer });
  expect(dispatchFeedRoutes.discarded.responses[200].schema.parse(answer.json()).items).toMatchObject([
    { source: poison.source, discardReason: 'A test of theirs', discardedBy: importer.principal },
  ]);
});

test('a number that is taken is settled once per key, and a letter is applied again once it fits', async () => {
  const owns = { customer: [], site: [], contact: [], technician: ['name', 'timeZone', 'number'] as const };
  const data = { id: 'hr', name: 'Human resources', active: true, owns: { ...owns, technician: [...owns.technician] } };
  await transaction(db, importer, (t) => keepSetupValue(t, 'feed-source', { id: 'hr', version: 2, data }));
  await put('t-4', { ...whole, number: 'T-4' });
  const taken = FeedAnswer.parse((await put('t-5', { ...whole, number: 'T-4' })).json());
  expect(taken).toMatchObject({ outcome: 'waiting', conflicts: [{ reason: 'taken' }] });
  const decide = (keep: string) =>
    http.send(`/v1/technician-feed/records/${taken.feedRecordId}/decisions`, {
      ...{ method: 'POST', as: importer, json: { field: 'number', keep }, headers: { 'idempotency-key': `5-${keep}` } },
    });
  expect((await decide('theirs')).problem().code).toBe('feed.theirs-impossible');
  expect((await decide('ours')).json()).toMatchObject({ conflicts: [], rowId: expect.any(String) });
  expect((await decide('ours')).json()).toMatchObject({ conflicts: [] });

  const message = {
    source: 'late',
    kind: 'technician',
    externalId: 't-6',
    changedAt: '2026-03-01T08:00:00.000Z',
    record: whole,
  };
  const poison = { source: 'callout.inbound.dispatch.v1/0/0', message, reason: 'StillUnfit: feed.source-unknown late' };
  await transaction(db, importer, (t) => deadLetter(t, 'dispatch-feed', poison));
  const letters = await http.send('/v1/technician-feed/letters', { as: importer });
  const { items } = dispatchFeedRoutes.letters.responses[200].schema.parse(letters.json());
  const replay = () =>
    http.send(`/v1/technician-feed/letters/${items[0]?.letterId}/replays`, { method: 'POST', as: importer });
  expect((await replay()).problem().code).toBe('feed.letter-unfit');
  const late = { ...data, id: 'late', owns: { ...owns, technician: [] } };
  await transaction(db, importer, (t) => keepSetupValue(t, 'feed-source', { id: 'late', version: 1, data: late }));
  expect((await replay()).json()).toMatchObject({ outcome: 'waiting', waitsFor: [{ externalId: 't-6' }] });
  expect((await replay()).problem().code).toBe('resource.unknown');
});
