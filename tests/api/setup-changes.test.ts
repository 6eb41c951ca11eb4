/** Who changed what of the set-up, told to administrators. */
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

import { SetupChange } from '#contracts/http/setup-changes.ts';
import { IssuedToken, User } from '#contracts/http/identity.ts';
import { startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

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
