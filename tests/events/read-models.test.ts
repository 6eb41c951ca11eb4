import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { reportingRoutes } from '#contracts/http/reporting.ts';
import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import type { Db } from '#db/connection.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { transaction } from '#db/transaction.ts';
import { createTokens } from '#platform/http/actor.ts';
import { relayEvents } from '#platform/kafka/event-relay.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import { createLogger } from '#platform/logging.ts';
import { stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { start as startReporting } from '#services/reporting/main.ts';
import { rebuildReadModels } from '#services/reporting/rebuild.ts';
import { emptyBroker, kafkaOf, republishAll } from '../support/broker.ts';
import { eventually } from '../support/eventually.ts';
import { staff } from '../support/http.ts';
import { customerEntered, estimated, orderThrough, posting, record } from '../support/reporting.ts';
import { preparedStackForThisFile } from '../support/stack.ts';
import { inThreeSessions } from '../support/three-sessions.ts';

const stack = preparedStackForThisFile();
const log = createLogger({ name: 'test', level: 'silent' });
const administrator = staff('administrator');
/** A rebuild makes a consumer group, which takes Kafka some seconds, on a busy machine many. */
const rebuildWithinMs = 120_000;
const path = ['Planned', 'Dispatched', 'In progress', 'Waiting', 'In progress', 'Completed'];

let service: RunningService;
let orders: Db<'orders'>;
let invoicing: Db<'invoicing'>;
let reporting: Db<'reporting'>;
const stops: (() => Promise<unknown>)[] = [];

const connection = () => kafkaOf(stack());

beforeAll(async () => {
  orders = connectDatabase({ url: stack().databaseUrl('orders'), service: 'orders' });
  invoicing = connectDatabase({ url: stack().databaseUrl('invoicing'), service: 'invoicing' });
  reporting = connectDatabase({ url: stack().databaseUrl('reporting'), service: 'reporting' });
  for (const [name, db] of Object.entries({ orders, invoicing })) {
    const source = outboxSource(db, 'kafka');
    const publisher = connectProducer(connection());
    const relay = relayEvents({ service: name, source, publisher, topicPrefix: stack().topicPrefix, log });
    stops.push(relay.stop, publisher.stop, source.close);
  }
  service = await startReporting({ ...stack().env(), LOG_LEVEL: 'silent' });
});
afterAll(() =>
  stopAll([...stops, () => service.stop(), ...[orders, invoicing, reporting].map((db) => () => db.destroy())]),
);

async function ask<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const bearer = await createTokens(stack().env()['CALLOUT_SERVICE_KEY'] ?? '').sign(administrator);
  const response = await fetch(service.url + path, { headers: { authorization: `Bearer ${bearer}` } });
  return schema.parse(await response.json());
}
const { applied: appliedRoute, checksums: checksumsRoute, lag: lagRoute } = reportingRoutes;
const applied = () => ask(appliedRoute.path, appliedRoute.responses[200].schema);
const checksums = async () => (await ask(checksumsRoute.path, checksumsRoute.responses[200].schema)).models;
const rebuild = (accept = false) =>
  rebuildReadModels({
    ...{ db: reporting, connection: connection(), topicPrefix: stack().topicPrefix, accept, say: () => undefined, log },
  });

/** Records some orders with their money, and waits until the read models have them. */
async function recordOrders(count: number): Promise<readonly EventEnvelope[]> {
  const before = await applied();
  const stories = Array.from({ length: count }, () => orderThrough(path));
  const ours = stories.flatMap(({ customerId, events }) => [
    customerEntered(customerId, customerId.slice(-6)),
    ...events,
  ]);
  const money = stories.flatMap(({ orderId }) => [estimated(orderId), posting(orderId)]);
  await record(orders, ours);
  await record(invoicing, money);
  const all = [...ours, ...money];
  await eventually(async () => expect((await applied()).total).toBe(before.total + all.length), { withinMs: 30_000 });
  return all;
}

test('everything that is recorded is applied once, and how late is measured', async () => {
  await recordOrders(50);

  expect(await applied()).toMatchObject({ waiting: 0, deadLetters: 0, oldestWaitingMs: 0 });
  const { count, p50, p99 } = await ask(lagRoute.path, lagRoute.responses[200].schema);
  expect([count, p50 > 0, p99 >= p50]).toEqual([50 * 10, true, true]);
});

test('an event whose transaction began early and committed late is neither skipped nor inverted', async () => {
  const [late, meanwhile] = [orderThrough(['Planned']), orderThrough(['Planned'])];
  const before = await applied();
  const untilApplied = (events: number) => () =>
    eventually(async () => expect((await applied()).total).toBe(before.total + events));

  await inThreeSessions(orders, {
    ...{ late: late.events, meanwhile: meanwhile.events },
    ...{ untilMeanwhile: untilApplied(2), untilLate: untilApplied(4) },
  });

  expect(await applied()).toMatchObject({ waiting: 0, deadLetters: 0 });
});

test(
  'a service that is stopped while events stream in leaves none of them out',
  { timeout: rebuildWithinMs },
  async () => {
    const before = await applied();
    const events = Array.from({ length: 500 }, () => orderThrough(path)).flatMap((story) => story.events);
    await record(orders, events);
    await eventually(async () => expect((await applied()).total).toBeGreaterThan(before.total), { everyMs: 5 });

    await service.stop();
    service = await startReporting({ ...stack().env(), LOG_LEVEL: 'silent' });

    const total = before.total + events.length;
    await eventually(async () => expect(await applied()).toMatchObject({ total, waiting: 0, deadLetters: 0 }), {
      withinMs: 90_000,
    });
  },
);

test(
  'read models built anew equal the live ones, while writing goes on, and take their place',
  { timeout: rebuildWithinMs },
  async () => {
    await recordOrders(20);
    const { generation } = await applied();
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) await recordOrders(3);
    })();

    const report = await rebuild();
    isWriting = false;
    await writing;

    expect(report.differences).toEqual([]);
    expect(report.isReplaced).toBe(true);
    expect((await applied()).generation).toBe(report.generation);
    expect(report.generation).toBeGreaterThan(generation);
    await recordOrders(2);
    expect(await applied()).toMatchObject({ waiting: 0, deadLetters: 0 });
  },
);

test(
  'live read models that say something else stay until somebody accepts the new ones',
  { timeout: rebuildWithinMs },
  async () => {
    await recordOrders(1);
    const { generation } = await applied();
    const honest = await checksums();
    const orderId = uuidv7();
    await transaction(reporting, systemActor('test'), (t) =>
      sql`insert into order_margin values (${generation}, ${orderId}, 'EUR', 1, 1, 0, 1, 1, 1)`.execute(t),
    );

    const refused = await rebuild();
    expect(refused).toMatchObject({ isReplaced: false, generation });
    expect(refused.differences).toMatchObject([{ model: 'order_margin', key: [orderId, 'EUR'], built: null }]);
    expect((await applied()).generation).toBe(generation);

    const accepted = await rebuild(true);
    expect(accepted.isReplaced).toBe(true);
    expect(await checksums()).toEqual(honest);
  },
);

test('an emptied broker is refilled by republishing, to equal read models', { timeout: rebuildWithinMs }, async () => {
  await recordOrders(10);
  const before = await checksums();
  const { total } = await applied();
  await emptyBroker(stack());
  await expect(rebuild()).rejects.toThrow('republish them first');

  expect(await republishAll(stack())).toBe(total);
  const report = await rebuild();
  expect(report).toMatchObject({ isReplaced: true, differences: [] });
  expect(await checksums()).toEqual(before);
  await recordOrders(2);
});
