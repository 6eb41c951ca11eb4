import { expect, test } from 'vitest';
import * as z from 'zod';

import { reportingRoutes } from '#contracts/http/reporting.ts';
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
import { startPlainConsumer } from '../support/plain-consumer.ts';
import { namesOf, recordedEvents, schemaFaults, sequenceOf } from '../support/published-events.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();
const names = { customer: 'Canary & Daughters' };

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

test('a plain consumer sees every recorded event once and in its sequence, by its published schema, without a name', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  await using consumer = startPlainConsumer(stack().env());

  await work(desk);

  const seen = await eventually(
    async () => {
      const { events, gaps, inversions } = sequenceOf(consumer.events());
      expect(namesOf(events)).toEqual(await recordedEvents(stack()));
      expect([...gaps, ...inversions]).toEqual([]);
      return events;
    },
    { withinMs: 60_000, everyMs: 500 },
  );
  const types = new Set(seen.map((event) => event.type));
  expect(types.size).toBeGreaterThan(15);
  expect(schemaFaults(seen)).toEqual([]);
  expect(JSON.stringify(seen)).not.toContain('Canary');
  expect(JSON.stringify(seen)).not.toContain(acceptance.signedBy);

  await eventually(
    async () => {
      const { body } = await desk.mustDo('GET', reportingRoutes.applied.path);
      const counts = reportingRoutes.applied.responses[200].schema.parse(body);
      const total = (await recordedEvents(stack())).length;
      expect(counts, JSON.stringify(counts)).toMatchObject({ total, waiting: 0, deadLetters: 0 });
    },
    { withinMs: 60_000 },
  );
  await expectReported(desk);
}, 180_000);

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
