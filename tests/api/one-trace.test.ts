import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { eventually } from '#tests/support/eventually.ts';
import { aVisitOf, createDesk, createOrder, makeDeskWorld } from '#tests/support/order-desk.ts';
import type { DeskOrder } from '#tests/support/order-desk.ts';
import { startOtlpCollector } from '#tests/support/otlp-collector.ts';
import type { OtlpCollector } from '#tests/support/otlp-collector.ts';
import { createTestStack } from '#tests/support/stack.ts';
import type { Stack } from '#tests/support/stack.ts';

let collector: OtlpCollector;
let stack: Stack;
let order: DeskOrder;
const traceId = randomBytes(16).toString('hex');

beforeAll(async () => {
  collector = await startOtlpCollector();
  stack = await createTestStack({
    shape: 'one-process',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200', LOG_LEVEL: 'debug' },
  });
  await stack.start();
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  order = await createOrder(desk, world);
  const answer = await fetch(`${stack.url}/v1/service-orders/${order.orderId}/change-stage`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${stack.adminToken()}`, 'content-type': 'application/json' },
      ...{ 'idempotency-key': randomUUID(), traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` },
    },
    body: JSON.stringify({ to: 'planned', visit: aVisitOf(world.technicianId) }),
  });
  expect(answer.status).toBe(200);
}, 180_000);
afterAll(async () => {
  await stack.remove();
  await collector[Symbol.asyncDispose]();
}, 60_000);

const steps: readonly (readonly [string, RegExp])[] = [
  ['the request', /^POST/],
  ['the update of the workflow', /UpdateWorkflow:changeStage|HandleUpdate:changeStage/],
  ['the decision', /RunActivity:decideCommand/],
  ['the activity in another service', /RunActivity:planVisit/],
  ['the database', /^pg\.query/],
  ['the publication of the order’s event', /^publish service-order\.stage-changed$/],
  ['the publication of the visit’s event', /^publish visit\.planned$/],
  ['the consumer in another service', /^apply visit\.planned$/],
];

test.each(steps)('one trace goes through %s', async (_what, name) => {
  await eventually(() =>
    expect(collector.spansOf(traceId).map((span) => span.name)).toContainEqual(expect.stringMatching(name)),
  );
});

test('every step of the trace knows the step that it comes from', async () => {
  await eventually(() => {
    const spans = collector.spansOf(traceId);
    const known = new Set(spans.map((span) => span.spanId));
    const lost = spans.filter((span) => !known.has(span.parentSpanId)).map((span) => span.name);
    expect(lost).toEqual([expect.stringMatching(/^POST/)]);
  });
});

test('lines of the log carry the order, its workflow and the trace', async () => {
  const file = path.join(stack.dir, 'logs', 'product.log');
  await eventually(() => {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.includes(traceId));
    const parsed = lines.map((line): unknown => JSON.parse(line));
    expect(parsed).toContainEqual(
      expect.objectContaining({ message: 'Request answered', route: 'changeStage', orderId: order.orderId, traceId }),
    );
    expect(parsed).toContainEqual(
      expect.objectContaining({ orderId: order.orderId, workflowId: `service-order/${order.number}`, traceId }),
    );
  });
});

test('the secret of a quote’s link stays out of traces and logs', async () => {
  const [secret, ofLink] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const answer = await fetch(`${stack.url}/v1/quote-links/${randomUUID()}?key=${secret}&limit=seen-${ofLink}`, {
    headers: { traceparent: `00-${ofLink}-${randomBytes(8).toString('hex')}-01` },
  });

  expect(answer.ok).toBe(false);
  await eventually(() => expect(collector.spansOf(ofLink)).not.toEqual([]));
  await eventually(() => expect(collector.hasSeen(`seen-${ofLink}`)).toBe(true));
  expect(collector.hasSeen(secret)).toBe(false);
  expect(readFileSync(path.join(stack.dir, 'logs', 'product.log'), 'utf8')).not.toContain(secret);
});
