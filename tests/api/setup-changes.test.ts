/** Who changed what of the set-up, told to administrators. */
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

import { SetupChange } from '#contracts/http/setup-changes.ts';
import { IssuedToken, User } from '#contracts/http/identity.ts';
import { standingClock } from '#platform/clock.ts';
import { mountTechnicianSeries } from '#services/dispatch/routes/dispatch-series.ts';
import { mountItemSeries } from '#services/inventory/routes/inventory-series.ts';
import { mountNumberSeries } from '#services/invoicing/routes/invoicing-series.ts';
import { mountOrderSeries } from '#services/orders/routes/service-orders-series.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { startOfTest, startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';
import { startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';
import { arriveCompany } from '#tests/support/invoicing.ts';

let database: TestDatabase;
let others: TestHttp;
let gateway: TestGateway;
beforeAll(async () => {
  database = await createTestDatabase();
  const clock = standingClock(startOfTest);
  const never = () => Promise.reject(new Error('Nobody asks for it'));
  const invoicing = { db: database.connect('invoicing'), clock, parties: never, things: never };
  await arriveCompany(invoicing.db);
  others = await startTestHttp((app) => {
    mountOrderSeries(app, { db: database.connect('orders'), clock });
    mountTechnicianSeries(app, { db: database.connect('dispatch'), clock });
    mountItemSeries(app, { db: database.connect('inventory'), clock });
    mountNumberSeries(app, invoicing);
  });
  const { url } = others;
  gateway = await startTestGateway({ urls: { orders: url, dispatch: url, inventory: url, invoicing: url } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await others[Symbol.asyncDispose]();
  await database.drop();
});

const Answer = z.object({ items: z.array(SetupChange), nextCursor: z.string().nullable() });

async function changes(query: string): Promise<z.infer<typeof Answer>> {
  return Answer.parse((await gateway.send(`/v1/setup-changes?${query}`, { bearer: gateway.token })).json());
}

function send(method: string, path: string, json: object, headers: Readonly<Record<string, string>> = {}) {
  return gateway.send(path, { method, json, bearer: gateway.token, headers });
}

test('an entry tells who entered it and what each change made of which value', async () => {
  const id = `c-${randomUUID()}`;
  const category = { name: 'Ropes', lineTypes: ['item'], active: true };
  await send('PUT', `/v1/categories/${id}`, category);
  await send('PUT', `/v1/categories/${id}`, { ...category, name: 'Steel ropes', active: false }, { 'if-match': '"1"' });

  const { items } = await changes(`of=category&id=${id}`);

  expect(items).toMatchObject([
    {
      ...{ of: 'category', id, name: 'Steel ropes', version: 2, what: 'changed' },
      principal: expect.stringMatching(/^token:/),
      fields: expect.arrayContaining([
        { field: 'name', before: 'Ropes', after: 'Steel ropes' },
        { field: 'active', before: true, after: false },
      ]),
    },
    { version: 1, what: 'entered', fields: [] },
  ]);
  expect(items[0]?.fields).toHaveLength(2);
});

test('a user tells which fields changed without their values, and a token that it was revoked', async () => {
  const person = {
    email: `${randomUUID()}@example.org`,
    displayName: 'Dora Schmidt',
    roles: ['viewer'],
    customerId: null,
  };
  const key = () => ({ 'idempotency-key': randomUUID() });
  const added = await send('POST', '/v1/users', { ...person, password: 'correct horse battery' }, key());
  const user = User.parse(added.json());
  const change = { ...person, displayName: 'Dora Meier', roles: ['dispatcher'], disabled: false };
  await send('PUT', `/v1/users/${user.id}`, { ...change, password: 'another horse battery' }, { 'if-match': '"1"' });
  const wanted = { label: 'payroll', roles: ['viewer'], customerId: null, expiresAt: null };
  const token = IssuedToken.parse((await send('POST', '/v1/tokens', wanted, key())).json());
  await gateway.send(`/v1/tokens/${token.id}`, { method: 'DELETE', bearer: gateway.token });

  const ofUser = (await changes(`id=${user.id}`)).items;
  const ofToken = (await changes(`of=token&id=${token.id}`)).items;

  expect(ofUser.map(({ name, what }) => [name, what])).toEqual([
    ['Dora Meier', 'changed'],
    ['Dora Meier', 'entered'],
  ]);
  expect(ofUser[0]?.fields.map(({ field }) => field).toSorted()).toEqual(['displayName', 'password', 'roles']);
  expect(JSON.stringify(ofUser)).not.toMatch(/Schmidt|horse|dispatcher/);
  expect(ofToken.map(({ name, what }) => [name, what])).toEqual([
    ['payroll', 'revoked'],
    ['payroll', 'entered'],
  ]);
});

test('a number series tells who let it go on where, whichever service keeps it', async () => {
  const move = (path: string, prefix: string, nextNumber: number, version = 0) =>
    send('PUT', path, { prefix, nextNumber }, { 'if-match': `"${version}"` });
  await move('/v1/number-series/sites', 'S-', 900_000);
  await move('/v1/number-series/sites', 'SITE-', 900_001, 1);
  await move('/v1/technician-number-series', 'T-', 300);
  await move('/v1/item-number-series', 'PART-', 1);
  await move('/v1/invoice-number-series', '2027/', 1);

  const { items } = await changes('of=number-series');

  expect(new Set(items.map(({ id }) => id))).toEqual(new Set(['sites', 'technicians', 'items', 'invoices']));
  expect((await changes('of=number-series&id=sites')).items).toMatchObject([
    {
      ...{ id: 'sites', name: null, version: 2, what: 'changed', principal: expect.stringMatching(/^token:/) },
      fields: [
        { field: 'prefix', before: 'S-', after: 'SITE-' },
        { field: 'nextNumber', before: 900_000, after: 900_001 },
      ],
    },
    { version: 1, fields: [{ field: 'nextNumber', before: expect.any(Number), after: 900_000 }] },
  ]);
});

test('pages go from the latest to the earliest without a gap', async () => {
  const whole = await changes('limit=200');
  const read: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null && read.length < whole.items.length) {
    const page: z.infer<typeof Answer> = await changes(`limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
    read.push(...page.items.map(({ changeId }) => changeId));
    cursor = page.nextCursor;
  }
  expect(read).toEqual(whole.items.map(({ changeId }) => changeId));
  expect(whole.items.map(({ at }) => at)).toEqual(
    whole.items
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
});
