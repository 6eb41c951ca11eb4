import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { identityRoutes } from '#contracts/http/identity.ts';
import { problemCodesOf } from '#contracts/http/openapi.ts';
import type { RouteSpec } from '#contracts/http/route.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { systemActor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import { startTestGateway } from '#tests/support/gateway.ts';
import type { Sending, TestGateway } from '#tests/support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const routes: readonly RouteSpec[] = [...Object.values(identityRoutes), ...Object.values(setupRoutes)];
const writing = routes.filter((route) => route.body !== undefined);
const guarded = routes.filter((route) => route.roles !== 'public');

const path = (route: RouteSpec, id: string) => route.path.replace(/:\w+/g, id);
const knownId = (route: RouteSpec) => (route.path.startsWith('/v1/parameters') ? 'commandBudgetMs' : randomUUID());
const request = (route: RouteSpec, over: Sending): Sending => ({
  method: route.method,
  bearer: gateway.token,
  ...over,
  headers: {
    ...(route.idempotent === true ? { 'idempotency-key': randomUUID() } : {}),
    ...(route.ifMatch === true ? { 'if-match': '"1"' } : {}),
    ...over.headers,
  },
});

/** What may not have changed: every event, entry, user, token and session. */
const books = () =>
  transaction(gateway.db, systemActor('test'), async (t) => ({
    versions: await t.selectFrom('aggregateVersions').selectAll().orderBy('aggregateId').execute(),
    sessions: await t.selectFrom('sessions').selectAll().execute(),
    answers: await t.selectFrom('rememberedAnswers').selectAll().execute(),
  }));

const bodies: readonly [string, Sending, readonly string[]][] = [
  ['no body', {}, ['request.media-type']],
  ['half a body', { raw: '{"email": "a' }, ['request.malformed']],
  ['text', { raw: 'hello', headers: { 'content-type': 'text/plain' } }, ['request.media-type']],
  ['a list', { json: [] }, ['request.invalid']],
  ['null', { raw: 'null' }, ['request.invalid']],
  ['nothing in it', { json: {} }, ['request.invalid']],
  ['a number', { raw: '1e400' }, ['request.invalid']],
  ['unknown members', { json: { id: 1, isAdmin: true } }, ['request.invalid']],
  [
    'members of wrong types',
    { json: { name: 7, email: {}, password: [], value: null, roles: 'all' } },
    ['request.invalid'],
  ],
  ['a prototype', { raw: '{"__proto__": {"roles": ["administrator"]}}' }, ['request.invalid']],
  ['a character that cannot be stored', { raw: '{"name": "a\\u0000b", "email": "\\ud800"}' }, ['request.invalid']],
  ['a deep nest', { raw: '{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000) }, ['request.invalid', 'request.too-large']],
  ['a huge body', { raw: `{"name": "${'x'.repeat(600_000)}"}` }, ['request.too-large']],
  ['bytes that are no text', { raw: '\u{feff}{' }, ['request.malformed']],
];

describe.each(writing.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_, route) => {
  test.each(bodies)('with %s is refused, and nothing is written', async (_name, sending, codes) => {
    const before = await books();

    const answer = await gateway.send(path(route, knownId(route)), request(route, sending));

    const { code, status } = answer.problem();
    expect(codes).toContain(code);
    expect(status).toBe(answer.status);
    expect(problemCodesOf(route)).toContain(code);
    expect(await books()).toEqual(before);
  });
});

test.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s is closed to nobody, to a wrong token and to a wrong scheme',
  async (_, route) => {
    for (const credentials of [
      { bearer: '' },
      { bearer: 'callout_guess' },
      { bearer: `callout_${'x'.repeat(43)}` },
      { bearer: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyOjEiLCJyb2xlcyI6WyJhZG1pbmlzdHJhdG9yIl19.' },
      { headers: { authorization: 'Basic YWRtaW46YWRtaW4=' } },
    ]) {
      const { bearer: _b, ...rest } = request(route, {});
      const answer = await gateway.send(path(route, knownId(route)), {
        ...rest,
        ...credentials,
        headers: {
          ...rest.headers,
          ...credentials.headers,
        },
        ...(route.body === undefined ? {} : { json: {} }),
      });
      expect(answer.problem()).toMatchObject({ status: 401, code: 'actor.unknown' });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  },
);

test.each([
  ['/v1/users/not-a-uuid', {}, 'request.invalid'],
  [`/v1/users/${randomUUID()}`, {}, 'resource.unknown'],
  [`/v1/tokens/${randomUUID()}`, { method: 'DELETE' }, 'resource.unknown'],
  ['/v1/users?limit=0', {}, 'request.invalid'],
  ['/v1/users?limit=many', {}, 'request.invalid'],
  ['/v1/users?limit=5&limit=6', {}, 'request.invalid'],
  ['/v1/users?cursor=%00', {}, 'request.invalid'],
  ['/v1/users?cursor=bm90aGluZw', {}, 'request.invalid'],
  ['/v1/tokens?cursor=IngI', {}, 'request.invalid'],
  ['/v1/users?colour=red', {}, 'request.invalid'],
  ['/v1/calendars/default?version=0', {}, 'request.invalid'],
  ['/v1/calendars/default?version=99', {}, 'resource.unknown'],
  ['/v1/calendars/%00', {}, 'request.invalid'],
  ['/v1/calendars/%ff', {}, 'request.malformed'],
  [`/v1/priorities/${'x'.repeat(61)}`, {}, 'request.invalid'],
  ['/v1/actors', {}, 'request.invalid'],
  ['/v1/actors?ids=everybody', {}, 'request.invalid'],
  ['/v1/calendars', { method: 'POST', json: {} }, 'request.method'],
  ['/v1/session', { method: 'PATCH', json: {} }, 'request.method'],
  ['/v1/nothing', {}, 'route.unknown'],
  ['/v1/users', { json: {} }, 'idempotency.key-missing'],
  ['/v1/users', { json: {}, headers: { 'idempotency-key': 'x'.repeat(201) } }, 'idempotency.key-invalid'],
  ['/v1/company', { method: 'PUT', json: {}, headers: { 'if-match': 'W/"1"' } }, 'request.invalid'],
  ['/v1/company', { method: 'PUT', json: {}, headers: { 'if-match': '*' } }, 'request.invalid'],
  ['/v1/priorities/low', { method: 'PUT', json: {}, headers: { 'if-match': '1' } }, 'request.invalid'],
])('%s %o is refused as %s', async (address, sending, code) => {
  const before = await books();

  const answer = await gateway.send(address, { bearer: gateway.token, ...sending });

  expect(answer.problem().code).toBe(code);
  expect(await books()).toEqual(before);
});
