import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fileRoutes } from '#contracts/http/files.ts';
import { slaRoutes } from '#contracts/http/sla.ts';
import type { Actor } from '#contracts/roles.ts';
import { createTokens } from '#platform/http/actor.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { startTestGateway } from '#tests/support/gateway.ts';
import type { Sending, TestGateway } from '#tests/support/gateway.ts';
import { startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';

const fileId = randomUUID();
const picture = randomBytes(300_000);
const seen: { actor: Actor; headers: NodeJS.Dict<string | string[]>; size: number }[] = [];

let orders: TestHttp;
/** Finds the service in its own process, and by its other name only over a connection. */
let mounted: TestGateway;
let forwarding: TestGateway;
beforeAll(async () => {
  orders = await startTestHttp((app) => {
    mount(app, slaRoutes.list, ({ actor, request, query }) => {
      seen.push({ actor, headers: request.headers, size: 0 });
      return { status: 200, body: { items: [], nextCursor: String(query.limit ?? null) } };
    });
    mount(app, slaRoutes.read, ({ params }) => {
      throw new ProblemError('resource.unknown', { detail: params.id });
    });
    mount(app, slaRoutes.publish, ({ params, body }) => ({
      status: 201,
      headers: { ETag: '"1"' },
      body: { id: params.id, version: 1, ...body },
    }));
    mount(app, fileRoutes.upload, async ({ actor, request }) => {
      const size = (await text(request.setEncoding('latin1'))).length;
      seen.push({ actor, headers: request.headers, size });
      const stored = { fileId, kind: 'photo', customerId: null, sha256: '', mime: 'image/png' } as const;
      return { status: 201, body: { ...stored, size, createdAt: '2026-03-02T09:00:00.000Z' } };
    });
    mount(app, fileRoutes.read, () => ({ status: 200, body: Readable.from([picture]) }));
  });
  mounted = await startTestGateway({ urls: { orders: orders.url } });
  forwarding = await startTestGateway({ urls: { orders: orders.url.replace('127.0.0.1', 'localhost') } });
});
afterAll(async () => {
  await mounted[Symbol.asyncDispose]();
  await forwarding[Symbol.asyncDispose]();
  await orders[Symbol.asyncDispose]();
});

const policy = { name: 'A day', calendarId: 'default', targets: [{ target: 'resolve', limitMinutes: 480 }] };

describe('a service that is mounted and one that is forwarded to answer the same', () => {
  const cases: [string, string, (gateway: TestGateway) => Sending][] = [
    ['a list', '/v1/sla-policies?limit=7', (to) => ({ bearer: to.token })],
    ['a publication', '/v1/sla-policies/a', (to) => ({ method: 'PUT', bearer: to.token, json: policy })],
    ['a problem of the service', '/v1/sla-policies/b', (to) => ({ bearer: to.token })],
    ['a body that is none', '/v1/sla-policies/a', (to) => ({ method: 'PUT', bearer: to.token, raw: '{' })],
    ['no body', '/v1/sla-policies/a', (to) => ({ method: 'PUT', bearer: to.token })],
    ['nobody', '/v1/sla-policies', () => ({})],
    ['a wrong token', '/v1/sla-policies', () => ({ bearer: 'callout_' + 'x'.repeat(43) })],
    ['another method', '/v1/sla-policies', (to) => ({ method: 'PATCH', bearer: to.token })],
    ['HEAD', '/v1/sla-policies', (to) => ({ method: 'HEAD', bearer: to.token })],
    ['an unknown address', '/v1/sla-policies/a/b', (to) => ({ bearer: to.token })],
    ['a path that cannot be decoded', '/v1/sla-policies/%ff', (to) => ({ bearer: to.token })],
    ['a file', `/v1/files/${fileId}`, (to) => ({ bearer: to.token })],
    [
      'a huge body',
      '/v1/sla-policies/a',
      (to) => ({ method: 'PUT', bearer: to.token, raw: JSON.stringify({ name: 'x'.repeat(400_000) }) }),
    ],
  ];

  test.each(cases)('%s', async (_, path, sending) => {
    const both = [];
    for (const gateway of [mounted, forwarding]) {
      const { status, headers, text: body } = await gateway.send(path, sending(gateway));
      const {
        date: _d,
        'x-request-id': requestId,
        'keep-alive': _k,
        connection: _c,
        ...rest
      } = Object.fromEntries(headers);
      const { 'content-length': _l, 'transfer-encoding': _t, ...told } = rest;
      both.push({ status, told, body: body.replaceAll(requestId ?? '', '') });
    }

    expect(both[1]).toEqual(both[0]);
  });
});

test('an upload arrives whole over both ways', async () => {
  for (const gateway of [mounted, forwarding]) {
    const answer = await gateway.send('/v1/files?kind=photo', {
      method: 'POST',
      bearer: gateway.token,
      raw: 'p'.repeat(1e6),
      headers: { 'content-type': 'image/png' },
    });

    expect(answer.json()).toMatchObject({ size: 1_000_000 });
  }
});

test('what only the gateway may say is taken off what comes from outside', async () => {
  for (const gateway of [mounted, forwarding]) {
    seen.length = 0;
    const forged = {
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-proto': 'https',
      forwarded: 'for=10.0.0.1',
      'x-real-ip': '10.0.0.1',
      'x-callout-principal': 'user:root',
    };
    await gateway.send('/v1/sla-policies', { bearer: gateway.token, cookie: 'x'.repeat(43), headers: forged });

    expect(seen[0]?.actor.principal).toMatch(/^token:/);
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']));
    for (const name of Object.keys(forged)) expect(seen[0]?.headers).not.toHaveProperty(name);
    expect(seen[0]?.headers['authorization']).not.toContain(gateway.token);
  }
});

test('an internal token is taken from who has the key only', async () => {
  const actor: Actor = { principal: 'service:orders', roles: ['service'], customerId: null };
  const forged = await createTokens('another-key-of-at-least-32-characters').sign(actor);
  const real = await forwarding.tokens.sign(actor);

  expect((await forwarding.send('/v1/sla-policies', { bearer: forged })).problem().code).toBe('actor.unknown');
  expect((await forwarding.send('/v1/sla-policies', { bearer: real })).status).toBe(200);
});

test('a service that is down is told as such, also while something is uploaded', async () => {
  await using alone = await startTestGateway();
  const read = await alone.send('/v1/sla-policies', { bearer: alone.token });
  const upload = await alone.send('/v1/files', {
    method: 'POST',
    bearer: alone.token,
    raw: 'p'.repeat(2e6),
    headers: { 'content-type': 'image/png' },
  });

  expect(read.problem()).toMatchObject({ status: 503, code: 'unavailable.service' });
  expect(read.headers.get('retry-after')).toBe('2');
  expect(upload.problem().code).toBe('unavailable.service');
});

test('a body of unknown length is cut off where the route ends', async () => {
  for (const gateway of [mounted, forwarding]) {
    const asked = request(`${gateway.url}/v1/sla-policies/a`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/json' },
    });
    Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(10_000, 'x'))).pipe(asked);
    const [answer]: IncomingMessage[] = await once(asked, 'response');

    expect(answer?.statusCode).toBe(413);
  }
});

test('a body of a request that reads is not sent on', async () => {
  const { hostname, port } = new URL(forwarding.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET /v1/sla-policies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${forwarding.token}\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello`,
  );

  expect(await text(socket)).toContain('HTTP/1.1 200');
});

test('many requests at once each get their own answer', async () => {
  const limits = Array.from({ length: 100 }, (_, index) => index + 1);
  const answers = await Promise.all(
    limits.map(async (limit) => {
      await delay(limit % 7);
      return forwarding.send(`/v1/sla-policies?limit=${limit}`, { bearer: forwarding.token });
    }),
  );

  expect(answers.map((answer) => Object(answer.json()).nextCursor)).toEqual(limits.map(String));
});
