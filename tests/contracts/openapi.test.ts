import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';

import { openApiDocument, problemCodesOf } from '#contracts/http/openapi.ts';
import { addressOf, route } from '#contracts/http/route.ts';
import type { AnswerOf, RequestOf } from '#contracts/http/route.ts';
import { Accepted, Id, Instant, Money, Page, PageQuery } from '#contracts/http/schemas.ts';

const Order = z.strictObject({ id: Id, total: Money, dueAt: Instant.nullable() }).meta({ id: 'TestOrder' });

const getOrders = route({
  id: 'getOrders',
  area: 'service-orders',
  method: 'GET',
  path: '/v1/orders',
  summary: 'Orders',
  roles: 'anyone',
  query: PageQuery,
  responses: { 200: { description: 'A page', schema: Page(Order) } },
  problems: [],
});
const moveOrder = route({
  id: 'moveOrder',
  area: 'service-orders',
  method: 'POST',
  path: '/v1/orders/:orderId/stage',
  summary: 'Move',
  roles: ['dispatcher'],
  params: z.object({ orderId: Id }),
  body: z.strictObject({ to: z.string(), at: Instant.optional() }),
  responses: { 200: { description: 'Moved', schema: Order }, 202: { description: 'Taken', schema: Accepted } },
  problems: ['resource.unknown'],
  idempotent: true,
});

describe('the OpenAPI document', () => {
  const document = openApiDocument([getOrders, moveOrder], { version: '1.2.3' });
  const move: unknown = document.paths['/v1/orders/{orderId}/stage']?.['post'];

  test('describes path, key, body and answers of a route', () => {
    expect(move).toMatchObject({
      operationId: 'moveOrder',
      tags: ['service-orders'],
      parameters: [
        { name: 'orderId', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } },
        { name: 'Idempotency-Key', in: 'header', required: true },
      ],
      requestBody: { content: { 'application/json': { schema: { required: ['to'], additionalProperties: false } } } },
      responses: {
        200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/TestOrder' } } } },
        404: { 'x-codes': ['resource.unknown'] },
      },
    });
  });

  test('says which query values may be left out', () => {
    const list: unknown = document.paths['/v1/orders']?.['get'];
    expect(list).toMatchObject({
      parameters: [
        { name: 'limit', in: 'query', required: false },
        { name: 'cursor', required: false },
      ],
    });
  });

  test('has every schema that it refers to, once', () => {
    const text = JSON.stringify(document);
    const references = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]));
    expect([...references].toSorted()).toEqual(Object.keys(document.components.schemas));
    expect(text).not.toContain('$defs');
  });

  test('refuses two routes of one name', () => {
    expect(() => openApiDocument([getOrders, getOrders], { version: '1' })).toThrow('getOrders');
  });
});

test('a route answers with its own problems and those that its form makes possible', () => {
  const always = ['actor.unknown', 'internal', 'request.invalid', 'unavailable.database', 'unavailable.service'];
  expect(problemCodesOf(getOrders)).toEqual(always);
  expect(problemCodesOf(moveOrder)).toEqual(
    expect.arrayContaining(['actor.forbidden', 'idempotency.key-missing', 'request.malformed', 'resource.unknown']),
  );
  expect(problemCodesOf(moveOrder)).toContain('session.origin-foreign');
});

describe('the address of a call', () => {
  test('has its parameters encoded and absent values left out', () => {
    const address = addressOf(
      { path: '/v1/orders/:orderId/stage' },
      { orderId: 'a/b' },
      { limit: 5, cursor: undefined, kinds: ['x', 'y'] },
    );
    expect(address).toBe('/v1/orders/a%2Fb/stage?limit=5&kinds=x&kinds=y');
  });

  test('cannot be made without a parameter', () => {
    expect(() => addressOf({ path: '/v1/orders/:orderId' })).toThrow('orderId');
  });
});

test('what a caller gives and gets is known to the compiler', () => {
  expectTypeOf<RequestOf<typeof moveOrder>>().toExtend<{
    params: { orderId: string };
    key: string;
    body: { to: string };
  }>();
  expectTypeOf<AnswerOf<typeof moveOrder>['status']>().toEqualTypeOf<200 | 202>();
  expectTypeOf<Extract<AnswerOf<typeof moveOrder>, { status: 202 }>['body']>().toEqualTypeOf<{
    operationId: string;
    href: string;
  }>();
});
