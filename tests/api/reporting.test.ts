import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { reportingRoutes } from '#contracts/http/reporting.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { liveGeneration } from '#db/queries/reporting-generations.ts';
import { transaction } from '#db/transaction.ts';
import { createLagMeter } from '#services/reporting/lag-meter.ts';
import { mountReporting } from '#services/reporting/routes/reporting.ts';
import { applyEvents } from '#transactions/reporting/apply-events.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { customerActor, staff, startTestHttp } from '../support/http.ts';
import type { TestAnswer, TestHttp } from '../support/http.ts';
import { customerEntered, estimated, orderThrough, posting, received } from '../support/reporting.ts';

const administrator = staff('administrator');
const lag = createLagMeter();
let database: TestDatabase;
let db: Db<'reporting'>;
let http: TestHttp;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('reporting');
  http = await startTestHttp((app) => mountReporting(app, { db, lag }));
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await database.drop();
});

const apply = (events: readonly EventEnvelope[]) =>
  transaction(db, systemActor('test'), async (t) => applyEvents(t, await liveGeneration(t, 'share'), received(events)));
const itemsOf = (answer: TestAnswer) => {
  expect(answer.status, answer.text).toBe(200);
  return reportingRoutes.orders.responses[200].schema.parse(answer.json());
};

describe('the report of orders', () => {
  test('is filtered and paged, the newest submission first', async () => {
    const customerId = uuidv7();
    const stories = Array.from({ length: 5 }, (_, index) =>
      orderThrough(index < 3 ? ['Planned'] : ['Planned', 'Dispatched'], { customerId }),
    );
    await apply([...stories.flatMap((story) => story.events), customerEntered(customerId, 'C-1')]);

    const first = itemsOf(
      await http.send(`/v1/reports/orders?customerId=${customerId}&limit=3`, { as: administrator }),
    );
    const rest = itemsOf(
      await http.send(`/v1/reports/orders?customerId=${customerId}&limit=3&cursor=${first.nextCursor}`, {
        as: administrator,
      }),
    );
    const ids = [...first.items, ...rest.items].map((row) => row.orderId);
    expect(new Set(ids)).toEqual(new Set(stories.map((story) => story.orderId)));
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 2, null]);
    expect(first.items[0]?.customerNumber).toBe('C-1');

    const dispatched = await http.send(
      `/v1/reports/orders?customerId=${customerId}&stage=Dispatched&open=true&waiting=false&missingParts=false`,
      { as: administrator },
    );
    expect(itemsOf(dispatched).items).toHaveLength(2);
  });

  test('shows a customer its own orders only', async () => {
    const mine = orderThrough([]);
    await apply([...mine.events, ...orderThrough([]).events]);

    const answer = await http.send('/v1/reports/orders', { as: customerActor(mine.customerId) });

    expect(itemsOf(answer).items.map((row) => row.orderId)).toEqual([mine.orderId]);
  });

  test.each(['limit=0', 'cursor=nonsense', 'customerId=7', 'unknown=1'])(
    'refuses ?%s with a pointer',
    async (query) => {
      const answer = await http.send(`/v1/reports/orders?${query}`, { as: administrator });

      expect([answer.status, answer.problem().code]).toEqual([400, 'request.invalid']);
    },
  );
});

describe('margins', () => {
  test('are shown for each order and in total', async () => {
    const story = orderThrough([]);
    await apply([...story.events, estimated(story.orderId), posting(story.orderId)]);

    const answer = await http.send(`/v1/reports/margins?orderId=${story.orderId}`, { as: staff('billing') });
    const totals = await http.send(`/v1/reports/margins/totals?customerId=${story.customerId}`, {
      as: staff('viewer'),
    });

    const actual = { margin: { amount: 4_000, currency: 'EUR' }, basisPoints: 4_444 };
    expect(answer.json()).toMatchObject({ items: [{ orderId: story.orderId, actual }], nextCursor: null });
    expect(totals.json()).toMatchObject({ totals: [{ currency: 'EUR', orders: 1, planned: { basisPoints: 4_000 } }] });
  });

  test.each(['technician', 'dispatcher', 'importer'] as const)('are not for a %s', async (role) => {
    const answer = await http.send('/v1/reports/margins', { as: staff(role) });

    expect([answer.status, answer.problem().code]).toEqual([403, 'actor.forbidden']);
  });

  test('are not for customers', async () => {
    expect((await http.send('/v1/reports/margins', { as: customerActor(uuidv7()) })).status).toBe(403);
  });
});

test('stages are counted and listed in their sequence', async () => {
  const customerId = uuidv7();
  const stories = [
    orderThrough(['Planned', 'In progress', 'Planned', 'In progress'], { customerId }),
    orderThrough(['Planned'], { customerId }),
  ];
  await apply(stories.flatMap((story) => story.events));
  const planned = { stage: 'Planned', entries: 3, orders: 2 };

  const counts = await http.send(`/v1/reports/stage-entries?customerId=${customerId}`, { as: staff('importer') });
  const sequences = await http.send('/v1/reports/stage-entries', {
    as: staff('importer'),
    json: { orderIds: [...stories.map((story) => story.orderId), uuidv7()] },
  });

  expect(counts.json()).toMatchObject({ orders: 2, stages: expect.arrayContaining([planned]) });
  const { stages, orders } = reportingRoutes.stageSequences.responses[200].schema.parse(sequences.json());
  expect(stages).toContainEqual(planned);
  const [first] = stories;
  expect(orders.find((order) => order.orderId === first?.orderId)?.entries.map((entry) => entry.stage)).toEqual([
    ...['Received', 'Planned', 'In progress', 'Planned', 'In progress'],
  ]);
});

describe('how far the read models are', () => {
  test('the lag is of the events since an instant', async () => {
    lag.note([{ recordedAt: '2026-03-02T09:00:00.000Z' }], Date.parse('2026-03-02T09:00:00.250Z'));
    lag.note([{ recordedAt: '2026-03-02T10:00:00.000Z' }], Date.parse('2026-03-02T10:00:00.050Z'));

    const all = await http.send('/v1/reporting/lag', { as: administrator });
    const late = await http.send('/v1/reporting/lag?since=2026-03-02T09:30:00.000Z', { as: administrator });

    expect(all.json()).toEqual({ count: 2, p50: 50, p99: 250, max: 250 });
    expect(late.json()).toEqual({ count: 1, p50: 50, p99: 50, max: 50 });
  });

  test('applied events are counted once, by topic', async () => {
    const read = async () => {
      const answer = await http.send('/v1/reporting/applied', { as: administrator });
      return reportingRoutes.applied.responses[200].schema.parse(answer.json());
    };
    const before = await read();
    const { events } = orderThrough(['Planned']);

    await apply(events);
    await apply(events);

    const after = await read();
    const topic = 'callout.service-orders.v1';
    expect((after.topics[topic] ?? 0) - (before.topics[topic] ?? 0)).toBe(2);
    expect(after.total - before.total).toBe(2);
  });

  test('checksums are for operators', async () => {
    const answer = await http.send('/v1/reporting/checksums', { as: administrator });

    expect(answer.json()).toMatchObject({
      models: expect.arrayContaining([expect.objectContaining({ model: 'order_list' })]),
    });
    expect((await http.send('/v1/reporting/checksums', { as: staff('technician') })).status).toBe(403);
  });

  test('a dead letter is listed, and a replay says why it still cannot be applied', async () => {
    const [created] = orderThrough([]).events;
    if (created === undefined) throw new Error('one event');
    await apply([{ ...created, type: 'service-order.teleported' }]);

    const letters = await http.send('/v1/reporting/dead-letters', { as: administrator });
    const { items } = reportingRoutes.deadLetters.responses[200].schema.parse(letters.json());
    const replay = (id: string) =>
      http.send(`/v1/reporting/dead-letters/${id}/replays`, { method: 'POST', as: administrator });

    expect((await replay(items[0]?.deadLetterId ?? '')).problem().code).toBe('dead-letter.unfit');
    expect((await replay(uuidv7())).problem().code).toBe('resource.unknown');
  });
});
