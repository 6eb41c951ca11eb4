import { connect } from 'node:net';
import { Readable } from 'node:stream';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { route } from '#contracts/http/route.ts';
import { Id, Money, Page, PageQuery } from '#contracts/http/schemas.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { mount, requireVersion } from '#platform/http/mount.ts';
import { staff, startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';

const Thing = z.strictObject({
  name: z.string().min(1).max(20),
  price: Money,
  tags: z.record(z.string(), z.string()).optional(),
});

const createThing = route({
  id: 'createThing',
  area: 'setup',
  method: 'POST',
  path: '/v1/things',
  summary: 'Make a thing',
  roles: ['administrator'],
  body: Thing,
  responses: {
    201: { description: 'Made', schema: z.object({ principal: z.string(), key: z.string(), thing: Thing }) },
  },
  problems: [],
  idempotent: true,
  maxBytes: 2_000,
});
const listThings = route({
  id: 'listThings',
  area: 'setup',
  method: 'GET',
  path: '/v1/things',
  summary: 'Things',
  roles: 'anyone',
  query: PageQuery.extend({ open: z.boolean().optional(), kinds: z.array(z.string()).optional() }),
  responses: { 200: { description: 'A page', schema: Page(z.record(z.string(), z.unknown())) } },
  problems: [],
});
const changeThing = route({
  id: 'changeThing',
  area: 'setup',
  method: 'PUT',
  path: '/v1/things/:thingId',
  summary: 'Change a thing',
  roles: ['administrator'],
  params: z.object({ thingId: Id }),
  body: z.strictObject({ name: z.string() }),
  responses: { 204: { description: 'Changed' } },
  problems: [],
  ifMatch: true,
});
const breakThing = route({
  id: 'breakThing',
  area: 'setup',
  method: 'POST',
  path: '/v1/things/:how/break',
  summary: 'Break',
  roles: 'public',
  params: z.object({ how: z.string() }),
  responses: { 204: { description: 'Broken' } },
  problems: ['resource.unknown'],
});
const uploadThing = route({
  id: 'uploadThing',
  area: 'setup',
  method: 'POST',
  path: '/v1/things/picture',
  summary: 'Upload',
  roles: 'anyone',
  raw: ['image/png'],
  maxBytes: 1_000,
  responses: { 200: { description: 'The same bytes', mime: 'application/octet-stream' } },
  problems: [],
});

const failures: Record<string, () => Error> = {
  bug: () => new Error('secret: postgres://admin:hunter2@db'),
  database: () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
  lost: () => new Error('Connection terminated unexpectedly'),
  temporal: () => Object.assign(new Error('14 UNAVAILABLE'), { cause: { code: 14 } }),
  refused: () => new ProblemError('resource.unknown', { detail: 'Gone.', extra: { orderNumber: 'SO-1' } }),
};

let http: TestHttp;
let calls = 0;
const admin = staff('administrator');
const thing = { name: 'Boiler', price: { amount: 1200, currency: 'EUR' } };

beforeAll(async () => {
  http = await startTestHttp((app) => {
    mount(app, createThing, ({ actor, key, body }) => {
      calls += 1;
      return {
        status: 201,
        body: { principal: actor.principal, key, thing: body },
        headers: { Location: '/v1/things/1' },
      };
    });
    mount(app, listThings, ({ query }) => ({ status: 200, body: { items: [{ ...query }], nextCursor: null } }));
    mount(app, changeThing, ({ ifMatch }) => {
      requireVersion(ifMatch, 7);
      return { status: 204 };
    });
    mount(app, uploadThing, ({ request }) => ({ status: 200, body: Readable.from(request) }));
    mount(app, breakThing, ({ params }) => {
      throw failures[params.how]?.() ?? new Error('?');
    });
  });
});
afterAll(() => http[Symbol.asyncDispose]());

const create = (options: Parameters<TestHttp['send']>[1]) =>
  http.send('/v1/things', {
    method: 'POST',
    as: admin,
    ...options,
    headers: { 'idempotency-key': 'k1', ...options?.headers },
  });

describe('a request that is right', () => {
  test('reaches its handler parsed, with its actor and key', async () => {
    const answer = await create({ json: thing });
    expect(answer.status).toBe(201);
    expect(answer.json()).toEqual({ principal: admin.principal, key: 'k1', thing });
    expect(answer.headers.get('location')).toBe('/v1/things/1');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('has numbers, booleans and lists read from the text of its query', async () => {
    const answer = await http.send('/v1/things?limit=5&open=true&kinds=a&cursor=17', { as: staff('technician') });
    expect(answer.json()).toEqual({ items: [{ limit: 5, open: true, kinds: ['a'], cursor: '17' }], nextCursor: null });
  });

  test('may upload what its contract accepts', async () => {
    const raw = new Uint8Array([1, 2, 3]);
    const answer = await http.send('/v1/things/picture', { as: admin, raw, headers: { 'content-type': 'image/png' } });
    expect([answer.status, answer.text]).toEqual([200, '\u0001\u0002\u0003']);
  });
});

describe('a request that is wrong', () => {
  const invalid: [string, unknown, string][] = [
    ['a missing field', { name: 'x' }, '/price'],
    ['a wrong type', { ...thing, name: 4 }, '/name'],
    ['a fraction of a cent', { ...thing, price: { amount: 1.5, currency: 'EUR' } }, '/price/amount'],
    ['an unknown field', { ...thing, colour: 'red' }, '/colour'],
    ['a NUL in a text', { ...thing, name: 'a\u0000b' }, '/name'],
    ['half a surrogate pair', { ...thing, name: '\ud800' }, '/name'],
    ['a list instead of an object', [], ''],
    ['null', null, ''],
  ];
  test.each(invalid)('with %s is refused with a pointer', async (_, json, pointer) => {
    const before = calls;
    const answer = await create({ json });
    expect([answer.status, answer.problem().code]).toEqual([400, 'request.invalid']);
    expect(answer.problem().errors?.map((error) => error.pointer)).toContain(pointer);
    expect(calls).toBe(before);
  });

  const malformed: [string, string | Uint8Array<ArrayBuffer>][] = [
    ['broken JSON', '{"name":'],
    ['nothing', ''],
    ['what is not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ];
  test.each(malformed)('with %s is malformed', async (_, raw) => {
    expect((await create({ raw })).problem().code).toBe('request.malformed');
  });

  test('cannot reach for a prototype', async () => {
    const answer = await create({
      raw: `{"name":"x","price":{"amount":1,"currency":"EUR"},"tags":{"__proto__":{"admin":"yes"}}}`,
    });
    expect([answer.status, answer.problem().errors?.[0]?.pointer]).toEqual([400, '/tags']);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  test('cannot exhaust the stack by depth', async () => {
    const answer = await create({ raw: '['.repeat(900) + ']'.repeat(900) });
    expect([answer.status, answer.problem().code]).toEqual([400, 'request.invalid']);
  });

  test('is too large by what it says and by what it sends', async () => {
    const said = await create({ json: { ...thing, name: 'x'.repeat(3_000) } });
    expect([said.status, said.problem().code]).toEqual([413, 'request.too-large']);
    const chunked = await fetch(`${http.url}/v1/things`, {
      method: 'POST',
      duplex: 'half',
      headers: {
        authorization: `Bearer ${await http.tokens.sign(admin)}`,
        'content-type': 'application/json',
        'idempotency-key': 'k',
      },
      body: Readable.toWeb(Readable.from([Buffer.alloc(1_500, 32), Buffer.alloc(1_500, 32)])),
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  test('is told why also to a client that writes on, whose connection stays', async () => {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    const heard = await new Promise<string>((resolve, reject) => {
      const rest = Buffer.alloc(4_000_000, 32);
      const post = 'POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n';
      let text = '';
      socket.once('error', reject).once('close', () => reject(new Error(`closed after ${text}`)));
      socket.once('data', () => socket.write(rest, () => socket.write('GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n')));
      socket.on('data', (part) => {
        text += part.toString();
        if (text.includes('route.unknown')) resolve(text);
      });
      void http.tokens.sign(admin).then((token) => {
        socket.write(`${post}Authorization: Bearer ${token}\r\nContent-Length: ${rest.length}\r\n\r\n`);
      });
    }).finally(() => socket.removeAllListeners().destroy());
    expect(heard).toContain('request.too-large');
  });

  test('of another media type or encoding is refused', async () => {
    for (const headers of [{ 'content-type': 'text/plain' }, { 'content-encoding': 'gzip' }]) {
      const answer = await create({ json: thing, headers });
      expect([answer.status, answer.problem().code]).toEqual([415, 'request.media-type']);
    }
  });

  test('without a good Idempotency-Key is refused', async () => {
    expect((await create({ json: thing, headers: { 'idempotency-key': '' } })).problem().code).toBe(
      'idempotency.key-missing',
    );
    const long = await create({ json: thing, headers: { 'idempotency-key': 'x'.repeat(201) } });
    expect([long.status, long.problem().code]).toEqual([400, 'idempotency.key-invalid']);
  });

  test('in its path or query says so', async () => {
    const path = await http.send('/v1/things/7', {
      method: 'PUT',
      as: admin,
      json: { name: 'x' },
      headers: { 'if-match': '"7"' },
    });
    expect([path.status, path.problem().errors?.[0]?.pointer]).toEqual([400, '#/params/thingId']);
    const query = await http.send('/v1/things?limit=many&colour=red&open=1', { as: admin });
    expect(
      query
        .problem()
        .errors?.map((error) => error.pointer)
        .toSorted(),
    ).toEqual(['#/query/colour', '#/query/limit', '#/query/open']);
  });

  test('with an address that cannot be decoded is malformed', async () => {
    const answer = await http.send('/v1/things/%E0%A4%A', { method: 'PUT', as: admin, json: {} });
    expect([answer.status, answer.problem().code]).toEqual([400, 'request.malformed']);
  });

  test('to an unknown address is 404, and to a known one by another method 405 with Allow', async () => {
    const unknown = await http.send('/v1/nothing');
    expect([unknown.status, unknown.problem().code]).toEqual([404, 'route.unknown']);
    const method = await http.send('/v1/things', { method: 'DELETE' });
    expect([method.status, method.problem().code, method.headers.get('allow')]).toEqual([
      405,
      'request.method',
      'GET, HEAD, POST',
    ]);
  });
});

describe('who may call', () => {
  test('nobody without a token, or with a wrong one', async () => {
    for (const headers of [{}, { authorization: 'Bearer x.y.z' }, { authorization: 'Basic abc' }]) {
      const answer = await http.send('/v1/things', { headers });
      expect([answer.status, answer.problem().code]).toEqual([401, 'actor.unknown']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test('nobody with other roles, and nothing of the body is said to them', async () => {
    const answer = await create({ as: staff('technician', 'billing'), json: { secret: 1 } });
    expect([answer.status, answer.problem().code, answer.problem().errors]).toEqual([
      403,
      'actor.forbidden',
      undefined,
    ]);
  });
});

describe('a version that is edited', () => {
  const change = (headers: Record<string, string>) =>
    http.send('/v1/things/0198c5a2-0000-7000-8000-000000000001', {
      method: 'PUT',
      as: admin,
      json: { name: 'x' },
      headers,
    });

  test('must be named, well formed, and current', async () => {
    expect((await change({})).status).toBe(428);
    expect((await change({ 'if-match': '*' })).problem().errors?.[0]?.pointer).toBe('#/headers/if-match');
    const stale = await change({ 'if-match': '"6"' });
    expect([stale.status, stale.problem()['currentVersion']]).toEqual([412, 7]);
    expect((await change({ 'if-match': '"7"' })).status).toBe(204);
  });
});

describe('what goes wrong inside', () => {
  const fail = (how: string) => http.send(`/v1/things/${how}/break`, { method: 'POST' });

  test('is a 500 that tells nothing, and is logged under the id that it names', async () => {
    const answer = await fail('bug');
    expect([answer.status, answer.problem().code]).toEqual([500, 'internal']);
    expect(answer.text).not.toContain('hunter2');
    const line = http.lines.find((each) => each['traceId'] === answer.problem().traceId);
    expect(JSON.stringify(line)).toContain('hunter2');
  });

  test.each([
    ['database', 'unavailable.database'],
    ['lost', 'unavailable.database'],
    ['temporal', 'unavailable.workflows'],
  ])('in the world (%s) is a 503 that may be tried again', async (how, code) => {
    const answer = await fail(how);
    expect([answer.status, answer.problem().code]).toEqual([503, code]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('by intent carries its members', async () => {
    const problem = (await fail('refused')).problem();
    expect(problem).toMatchObject({
      type: '/problems/resource.unknown',
      detail: 'Gone.',
      orderNumber: 'SO-1',
      instance: '/v1/things/refused/break',
    });
  });

  test('survives a client that goes away', async () => {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    const token = await http.tokens.sign(admin);
    socket.write(`POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nIdempotency-Key: k\r\n`);
    socket.write('Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name"');
    socket.end();
    socket.destroy();
    expect((await create({ json: thing })).status).toBe(201);
  });
});

test('an answer that its contract does not declare is a bug in tests', async () => {
  const odd = route({
    ...listThings,
    path: '/v1/odd',
    responses: { 200: { description: 'x', schema: z.object({ n: z.number() }) } },
  });
  await using other = await startTestHttp((app) =>
    mount(app, odd, () => JSON.parse('{"status":200,"body":{"n":"1"}}')),
  );
  expect((await other.send('/v1/odd', { as: admin })).status).toBe(500);
});
