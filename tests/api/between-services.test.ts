import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { route } from '#contracts/http/route.ts';
import { createTokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { createHintHub } from '#platform/http/sse.ts';
import type { Hint } from '#platform/http/sse.ts';
import { staff, startTestHttp, testServiceKey } from '#tests/support/http.ts';

const count = route({
  id: 'count',
  area: 'inventory',
  method: 'POST',
  path: '/v1/items/:itemId/count',
  summary: 'Count',
  roles: ['technician'],
  params: z.object({ itemId: z.string() }),
  query: z.strictObject({ twice: z.boolean().optional() }),
  body: z.strictObject({ by: z.int() }),
  responses: { 200: { description: 'Counted', schema: z.strictObject({ who: z.string(), all: z.string() }) } },
  problems: ['request.unprocessable'],
  idempotent: true,
});
const hints = route({
  id: 'hints',
  area: 'reporting',
  method: 'GET',
  path: '/v1/hints',
  summary: 'Hints',
  roles: 'anyone',
  responses: { 200: { description: 'Hints', mime: 'text/event-stream' } },
  problems: [],
});
const hint: Hint = {
  area: 'service-orders',
  aggregate: 'service-order',
  aggregateId: 'a',
  version: 3,
  customerId: 'c1',
};
const technician = staff('technician');

describe('a call of another service', () => {
  const start = () =>
    startTestHttp((app) =>
      mount(app, count, ({ actor, params, query, body, key, requestId }) => {
        if (body.by < 0)
          throw new ProblemError('request.unprocessable', { detail: 'Not below 0.', extra: { orderNumber: 'SO-9' } });
        return {
          status: 200,
          body: { who: actor.principal, all: [params.itemId, query.twice, body.by, key, requestId].join() },
        };
      }),
    );
  const request = (by: number) => ({ params: { itemId: 'a b' }, query: { twice: true }, body: { by }, key: 'k-1' });

  test('arrives as the original actor with all its parts', async () => {
    await using http = await start();
    const call = { url: http.url, contract: count, tokens: http.tokens, actor: technician, requestId: 'request-17' };
    const answer = await callService({ ...call, request: request(2) });
    expect(answer.body).toEqual({ who: technician.principal, all: 'a b,true,2,k-1,request-17' });
  });

  test('throws the problem that the other service threw', async () => {
    await using http = await start();
    const call = { url: http.url, contract: count, tokens: http.tokens, actor: technician };
    await expect(callService({ ...call, request: request(-1) })).rejects.toMatchObject({
      code: 'request.unprocessable',
      options: { detail: 'Not below 0.', extra: { orderNumber: 'SO-9' } },
    });
    await expect(callService({ ...call, actor: staff('billing'), request: request(1) })).rejects.toMatchObject({
      code: 'actor.forbidden',
    });
  });

  test('is unavailable.service when nobody answers, in time or as agreed', async () => {
    const silent = createServer((incoming, response) => {
      if (incoming.headers['idempotency-key'] === 'odd') response.writeHead(200).end('<html>');
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    const call = { url, contract: count, tokens: createTokens(testServiceKey), actor: technician, timeoutMs: 200 };
    await expect(callService({ ...call, request: request(1) })).rejects.toMatchObject({ code: 'unavailable.service' });
    await expect(callService({ ...call, request: { ...request(1), key: 'odd' } })).rejects.toMatchObject({
      code: 'unavailable.service',
    });
    silent.closeAllConnections();
    silent.close();
    await once(silent, 'close');
    await expect(callService({ ...call, request: request(1) })).rejects.toMatchObject({ status: 503 });
  });
});

describe('the internal token', () => {
  test('is made once for an actor and understood by whoever has the key', async () => {
    const tokens = createTokens(testServiceKey);
    const token = await tokens.sign(technician);
    expect(await tokens.sign({ ...technician })).toBe(token);
    expect(await createTokens(testServiceKey).verify(token)).toEqual(technician);
  });

  test('of another key, of no signature, or with a changed actor is refused', async () => {
    const tokens = createTokens(testServiceKey);
    const token = await tokens.sign(technician);
    const [head, , signature] = token.split('.');
    const forged = Buffer.from(
      JSON.stringify({ sub: 'user:x', roles: ['administrator'], customerId: null, exp: 9e9 }),
    ).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const others = [
      await createTokens('b'.repeat(32)).sign(technician),
      `${head}.${forged}.${signature}`,
      `${unsigned}.${forged}.`,
    ];
    for (const other of others) await expect(tokens.verify(other)).rejects.toMatchObject({ code: 'actor.unknown' });
  });

  test('needs a key that cannot be guessed', () => {
    expect(() => createTokens('short')).toThrow('32');
  });
});

describe('hints for browsers', () => {
  test('reach those who may know, and end with the hub', async () => {
    const hub = createHintHub();
    await using http = await startTestHttp((app) =>
      mount(app, hints, ({ actor }) => ({
        status: 200,
        body: hub.subscribe((each) => actor.customerId === null || actor.customerId === each.customerId),
      })),
    );
    const open = await fetch(`${http.url}/v1/hints`, {
      headers: { authorization: `Bearer ${await http.tokens.sign(technician)}` },
    });
    expect(open.headers.get('content-type')).toBe('text/event-stream');
    expect(hub.size()).toBe(1);
    hub.publish({ ...hint, id: '5' });
    hub.close();
    const text = await open.text();
    expect(text).toContain('id: 5\nevent: hint\ndata: {"area":"service-orders"');
    expect(text).not.toContain('c1');
  });

  test('are not sent to others, and a browser that leaves is forgotten', async () => {
    const hub = createHintHub();
    await using http = await startTestHttp((app) =>
      mount(app, hints, () => ({ status: 200, body: hub.subscribe(() => false) })),
    );
    const leave = new AbortController();
    const headers = { authorization: `Bearer ${await http.tokens.sign(technician)}` };
    await fetch(`${http.url}/v1/hints`, { headers, signal: leave.signal });
    hub.publish(hint);
    leave.abort();
    await expect.poll(() => hub.size()).toBe(0);
    hub.close();
  });
});

describe('health', () => {
  test('is ready only when every named check passes', async () => {
    let works = true;
    const checks = { database: () => works || Promise.reject(new Error('no')), other: () => sleep(1) };
    await using http = await startTestHttp(() => undefined, { checks });
    expect((await http.send('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await http.send('/readyz')).status).toBe(200);
    works = false;
    const answer = await http.send('/readyz');
    expect([answer.status, answer.json()]).toMatchObject([
      503,
      { status: 'not-ready', checks: { database: { ok: false }, other: { ok: true } } },
    ]);
  });

  test('names the port that is taken', async () => {
    await using http = await startTestHttp(() => undefined);
    const { startHttp } = await import('#platform/http/server.ts');
    const { createLogger } = await import('#platform/logging.ts');
    const port = Number(new URL(http.url).port);
    const second = startHttp({ name: 'orders', host: '127.0.0.1', port, apps: [], log: createLogger({ name: 't' }) });
    await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1, needed by orders, is already in use`);
  });

  test('answers carry no inline script policy and no trace of the framework', async () => {
    await using http = await startTestHttp(() => undefined);
    const { headers } = await http.send('/healthz');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
