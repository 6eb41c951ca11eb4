import { describe, expect, test } from 'vitest';

import { areas, areasOf, serviceNames, serviceOfArea } from '#contracts/areas.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { events } from '#contracts/events/registry.ts';
import { Instant, LocalDate, Money, Quantity } from '#contracts/http/schemas.ts';
import { en, message } from '#contracts/messages/en.ts';
import { edgeProblems, isProblemCode, problems } from '#contracts/problems/catalogue.ts';
import { Principal, scopeOf, serviceActor, systemActor, temporalOperator } from '#contracts/roles.ts';
import { consumedTopics, publishingAreas, topicOf } from '#contracts/topics.ts';
import { eventOf, messageOf } from '#platform/kafka/cloud-events.ts';
import { customerActor, staff } from '#tests/support/http.ts';

test('every area stands in the grid once and has a service', () => {
  expect(areas.toSorted()).toEqual(Object.keys(serviceOfArea).toSorted());
  expect(serviceNames.flatMap(areasOf).toSorted()).toEqual(areas.toSorted());
});

describe('topics', () => {
  test('stand behind the prefix of their stack', () => {
    expect(topicOf('service-orders', 't7.')).toBe('t7.callout.service-orders.v1');
    expect(consumedTopics('inventory', '')).toEqual(['callout.setup.v1', 'callout.identity.v1']);
  });

  test('are read by reporting for every area that has an event to tell', () => {
    const telling = new Set(events.map((event) => event.area));
    const topics = publishingAreas.filter((area) => telling.has(area)).map((area) => topicOf(area, ''));
    expect(consumedTopics('reporting', '')).toEqual(topics);
    expect(publishingAreas).toEqual(areas.filter((area) => area !== 'reporting'));
  });
});

describe('the problem catalogue', () => {
  test('has no code twice over its files', async () => {
    const codes = Object.keys(problems);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(edgeProblems).every((code) => isProblemCode(code))).toBe(true);
  });

  test.each(Object.entries(problems))(
    'names %s in lower case and gives it a title that ends without a stop',
    (code, kind) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
      expect(kind.title).toMatch(/^[A-Z].*[^.]$/);
      expect(en).toHaveProperty([code], kind.title);
    },
  );

  test('does not take a member of every object for a code', () => {
    expect([isProblemCode('constructor'), isProblemCode('toString')]).toEqual([false, false]);
  });
});

test('a message shows a gap that nobody filled', () => {
  expect(message('request.too-large.detail', { bytes: 5 })).toBe('At most 5 bytes are taken here.');
  expect(message('request.too-large.detail')).toContain('{bytes}');
});

test('an actor sees as much as its kind allows', () => {
  expect(scopeOf(staff('dispatcher'))).toBe('staff');
  expect(scopeOf(customerActor('0198c5a2-0000-7000-8000-000000000001'))).toBe('customer');
  expect(scopeOf({ ...customerActor('x'), customerId: null })).toBe('customer');
  expect([systemActor('sweeper'), serviceActor('orders'), temporalOperator].map(scopeOf)).toEqual([
    'system',
    'system',
    'system',
  ]);
  for (const actor of [systemActor('sweeper'), serviceActor('orders'), temporalOperator]) {
    expect(Principal.safeParse(actor.principal).success).toBe(true);
  }
});

test('wire values take one form only', () => {
  const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
    schema.safeParse(value).success;
  expect(takes(Instant, '2026-03-01T08:30:00.000Z')).toBe(true);
  for (const odd of ['2026-03-01T08:30:00Z', '2026-03-01T08:30:00.000+01:00', '2026-02-30T08:30:00.000Z', 0]) {
    expect(takes(Instant, odd)).toBe(false);
  }
  expect([takes(LocalDate, '2024-02-29'), takes(LocalDate, '2025-02-29')]).toEqual([true, false]);
  expect([takes(Money, { amount: -1, currency: 'EUR' }), takes(Money, { amount: 2 ** 53, currency: 'EUR' })]).toEqual([
    true,
    false,
  ]);
  expect([takes(Quantity, 0.125), takes(Quantity, 1.1), takes(Quantity, 0.0001)]).toEqual([true, true, false]);
});

describe('an event on its way through Kafka', () => {
  const event: EventEnvelope = {
    id: '0198c5a2-0000-7000-8000-000000000001',
    area: 'service-orders',
    type: 'service-order.stage-changed',
    schemaVersion: 1,
    aggregate: 'service-order',
    aggregateId: 'SO-1/2',
    version: 7,
    companyId: '0198c5a2-0000-7000-8000-000000000002',
    customerId: null,
    principal: 'operator:temporal',
    occurredAt: '2026-03-01T08:30:00.000Z',
    recordedAt: '2026-03-01T08:30:00.120Z',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    data: { to: 'Planned' },
  };
  const sent = messageOf(event);
  const received = {
    value: Buffer.from(String(sent.value)),
    headers: Object.fromEntries(
      Object.entries(sent.headers ?? {}).map(([name, value]) => [name, Buffer.from(String(value))]),
    ),
  };

  test('comes out as it went in', () => {
    expect(eventOf(received)).toEqual({ ok: true, event });
  });

  test('is a CloudEvent in binary mode, keyed by its aggregate', () => {
    expect(sent.key).toBe('SO-1/2');
    expect(sent.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_type: 'callout.service-orders.service-order.stage-changed.v1',
      ce_source: '/callout/orders/service-orders',
      'content-type': 'application/json',
    });
  });

  test('is poison with a reason when it is not ours', () => {
    expect(eventOf({ value: null, headers: {} })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ce_type'),
    });
    expect(eventOf({ ...received, value: Buffer.from('{') })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('data'),
    });
    const headers = { ...received.headers, ce_sequence: Buffer.from('0') };
    expect(eventOf({ ...received, headers })).toMatchObject({ ok: false, reason: expect.stringContaining('version') });
  });
});
