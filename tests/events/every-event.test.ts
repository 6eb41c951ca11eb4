import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import * as z from 'zod';

import { serviceNames } from '#contracts/areas.ts';
import { reportingRoutes } from '#contracts/http/reporting.ts';
import { generatedFolder, schemaFiles } from '#deploy/generate/event-schemas.ts';
import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import { eventsSince } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { eventually } from '../support/eventually.ts';
import {
  acceptance,
  complete,
  createDesk,
  createOrder,
  invoice,
  makeDeskWorld,
  mustBeDone,
} from '../support/order-desk.ts';
import type { Desk } from '../support/order-desk.ts';
import { inOrder, startPlainConsumer } from '../support/plain-consumer.ts';
import type { PlainEvent } from '../support/plain-consumer.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();
const names = { customer: 'Canary & Daughters' };

/** The events that a service has recorded, by aggregate and version. */
async function recorded(service: (typeof serviceNames)[number]): Promise<readonly string[]> {
  const db = connectDatabase({ url: stack().databaseUrl(service), service });
  try {
    const page = await transaction(db, systemActor('test'), (t) =>
      eventsSince(t, '1970-01-01T00:00:00.000Z', '', 10_000),
    );
    return page.map(({ event }) => `${event.aggregate}/${event.aggregateId} ${event.version}`);
  } finally {
    await db.destroy();
  }
}

/** One order goes from creation to invoice, with a refusal on the way. */
async function work(desk: Desk): Promise<void> {
  const world = await makeDeskWorld(desk, names);
  const order = await createOrder(desk, world);
  await desk.send('POST', `/v1/service-orders/${order.orderId}/change-stage`, { body: { to: 'completed' } });
  await complete(desk, world, order);
  await mustBeDone(desk, order, 'sign-off', acceptance);
  await mustBeDone(desk, order, 'post', {});
  await invoice(desk, order);
}

function validators() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  return new Map(
    [...schemaFiles(generatedFolder)].map(([name, text]) => [`/events/${name}`, ajv.compile(JSON.parse(text))]),
  );
}

test('a plain consumer sees every recorded event once and in its sequence, by its published schema, without a name', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  await using consumer = startPlainConsumer(stack().env());

  await work(desk);

  const seen = await eventually(
    async () => {
      const events = inOrder(consumer.events());
      const all = (await Promise.all(serviceNames.map(recorded))).flat();
      expect(events.map(({ subject, version }) => `${subject} ${version}`).sort()).toEqual(all.sort());
      return events;
    },
    { withinMs: 60_000, everyMs: 500 },
  );
  const types = new Set(seen.map((event) => event.type));
  expect(types.size).toBeGreaterThan(15);
  expectValid(seen);
  expect(JSON.stringify(seen)).not.toContain('Canary');
  expect(JSON.stringify(seen)).not.toContain(acceptance.signedBy);

  await eventually(
    async () => {
      const { body } = await desk.mustDo('GET', reportingRoutes.applied.path);
      const counts = reportingRoutes.applied.responses[200].schema.parse(body);
      const total = (await Promise.all(serviceNames.map(recorded))).flat().length;
      expect(counts, JSON.stringify(counts)).toMatchObject({ total, waiting: 0, deadLetters: 0 });
    },
    { withinMs: 60_000 },
  );
  await expectReported(desk);
}, 180_000);

function expectValid(events: readonly PlainEvent[]): void {
  const known = validators();
  for (const { type, schema, data } of events) {
    const validate = known.get(schema);
    expect(validate, `${type} names ${schema}, which is not published`).toBeDefined();
    const isValid = validate?.(data);
    expect(isValid, `${type}: ${JSON.stringify(validate?.errors)} in ${JSON.stringify(data)}`).toBe(true);
  }
}

/** The read models say what the order's own service says, and what it earned. */
async function expectReported(desk: Desk): Promise<void> {
  const own = await desk.mustDo('GET', '/v1/service-orders');
  const reported = await desk.mustDo('GET', reportingRoutes.orders.path);
  const Rows = z.object({
    items: z.array(z.object({ number: z.string(), version: z.int(), stage: z.string(), progress: z.string() })),
  });
  expect(Rows.parse(reported.body)).toEqual(Rows.parse(own.body));
  const margins = await desk.mustDo('GET', reportingRoutes.margins.path);
  const { items } = reportingRoutes.margins.responses[200].schema.parse(margins.body);
  expect(items[0]?.actual.revenue.amount).toBeGreaterThan(0);
  expect(items[0]?.invoiced).toEqual(items[0]?.actual.revenue);
}
