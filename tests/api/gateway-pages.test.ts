import { randomUUID } from 'node:crypto';

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { eventSchemaPath } from '#contracts/events/envelope.ts';
import { inboundMessageAreas } from '#contracts/events/inbound.ts';
import { events } from '#contracts/events/registry.ts';
import { routes } from '#contracts/http/routes.ts';
import { problems } from '#contracts/problems/catalogue.ts';
import { streamRoutes } from '#contracts/http/stream.ts';
import { readEvents, signIn, addUser, startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

describe('pages for integrators', () => {
  test('describe every route in OpenAPI', async () => {
    const answer = await gateway.send('/openapi.json');
    const paths = Object(answer.json()).paths;
    const operations = Object.values(paths).flatMap((methods) => Object.values(Object(methods)));

    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(operations.map((each) => Object(each).operationId).toSorted()).toEqual(
      routes.map((each) => each.id).toSorted(),
    );
  });

  test('describe every event, and every message that may come in, in AsyncAPI', async () => {
    const document = Object((await gateway.send('/asyncapi.json')).json());

    expect(document.asyncapi).toBe('3.0.0');
    expect(Object.keys(document.components.messages)).toHaveLength(events.length + inboundMessageAreas.length);
    expect(document.channels.setup.address).toBe('callout.setup.v1');
  });

  test('serve the schema of every event, which a validator understands', async () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const spec of events) {
      const answer = await gateway.send(eventSchemaPath(spec));
      expect(answer.status, eventSchemaPath(spec)).toBe(200);
      ajv.compile(Object(answer.json()));
    }
    expect((await gateway.send('/events/setup/no.such.v1.json')).status).toBe(404);
  });

  test('explain every problem', async () => {
    for (const code of Object.keys(problems)) {
      expect((await gateway.send(`/problems/${code}`)).text, code).toContain(`<code>${code}</code>`);
    }
    expect((await gateway.send('/problems/no.such')).problem().code).toBe('route.unknown');
  });

  test('list all doors without a script and without anything from elsewhere', async () => {
    const docs = await gateway.send('/docs');

    expect(docs.text).toContain('POST /v1/session');
    expect(docs.text).not.toMatch(/<script|https?:\/\//);
    expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await gateway.send('/docs/style.css')).headers.get('content-type')).toContain('text/css');
  });

  test('are there for people and not for mistyped addresses', async () => {
    const asPerson = { headers: { accept: 'text/html' } };

    expect((await gateway.send('/', asPerson)).status).toBe(200);
    expect((await gateway.send('/orders/4711', asPerson)).status).toBe(200);
    expect((await gateway.send('/v1/nothing', asPerson)).problem().code).toBe('route.unknown');
    expect((await gateway.send('/assets/none.js', asPerson)).status).toBe(404);
    expect((await gateway.send('/healthz')).status).toBe(200);
  });
});

describe('live hints', () => {
  const hint = (aggregateId: string, customerId: string | null) =>
    ({ area: 'service-orders', aggregate: 'service-order', aggregateId, version: 3, customerId }) as const;

  test('come to staff for everything', async () => {
    const text = await readEvents(gateway.url + streamRoutes.streamHints.path, gateway.token, {
      enough: (so) => so.includes('o2'),
      onOpen: () => ['o1', 'o2'].forEach((id) => gateway.hub.publish(hint(id, randomUUID()))),
    });

    expect(text).toContain(
      'event: hint\ndata: {"area":"service-orders","aggregate":"service-order","aggregateId":"o1","version":3}\n\n',
    );
  });

  test('come to a customer for its own data only', async () => {
    const customerId = randomUUID();
    const email = `${randomUUID()}@example.org`;
    await addUser(gateway, { email, password: 'correct horse battery', roles: ['customer-contact'], customerId });
    const cookie = await signIn(gateway, email, 'correct horse battery');
    const response = await fetch(`${gateway.url}/v1/stream`, { headers: { cookie: `callout_session=${cookie}` } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (const [id, whose] of [
      ['staff', null],
      ['foreign', randomUUID()],
      ['own', customerId],
    ] as const) {
      gateway.hub.publish(hint(id, whose));
    }
    let text = '';
    while (!text.includes('own')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();

    expect(text).not.toMatch(/staff|foreign/);
  });

  test('are for who is signed in', async () => {
    expect((await gateway.send('/v1/stream')).problem().code).toBe('actor.unknown');
  });
});
