import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { Actor } from '#contracts/roles.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { StillUnfit } from '#db/inbox.ts';
import {
  checksumsOf,
  consumerOf,
  deleteGeneration,
  differencesOf,
  insertGeneration,
  liveGeneration,
} from '#db/queries/reporting-generations.ts';
import { listMargins, totalMargins } from '#db/queries/reporting-margins.ts';
import { standingOf } from '#db/queries/reporting-positions.ts';
import { listOrders, stageSequences } from '#db/queries/reporting.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { applyEvents } from '#transactions/reporting/apply-events.ts';
import { openDeadLetters, replayEvent } from '#transactions/reporting/replay-dead-letter.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import {
  customerEntered,
  estimated,
  eventFor,
  itemLine,
  move,
  orderThrough,
  posting,
  received,
  reversal,
} from '../support/reporting.ts';

type T = Transaction<'reporting'>;
const system = systemActor('test');

let database: TestDatabase;
let db: Db<'reporting'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('reporting');
});
afterAll(() => database.drop());

const run = <Result>(work: (t: T) => Promise<Result>, actor: Actor = system) => transaction(db, actor, work);
const apply = (events: readonly EventEnvelope[]) =>
  run(async (t) => applyEvents(t, await liveGeneration(t, 'share'), received(events)));
const orderOf = async (orderId: string) => {
  const rows = await run((t) => listOrders(t, {}, { after: undefined, limit: 200 }));
  return rows.find((row) => row.orderId === orderId);
};
const stagesOf = async (orderId: string) => {
  const [order] = await run((t) => stageSequences(t, [orderId]));
  return order?.entries.map((entry) => entry.stage);
};
const standing = () => run((t) => standingOf(t, { generation: 1, consumer: consumerOf(1) }));

describe('events are applied in the sequence of their aggregate', () => {
  test('an order is listed as its events tell it, with every stage that it entered', async () => {
    const story = orderThrough(['Planned', 'In progress', 'Planned', 'In progress', 'Completed']);

    const { applied } = await apply(story.events);

    expect(applied).toHaveLength(6);
    expect(await orderOf(story.orderId)).toMatchObject({ version: 6, stage: 'Completed', stageEntries: 6 });
    const stages = ['Received', 'Planned', 'In progress', 'Planned', 'In progress', 'Completed'];
    expect(await stagesOf(story.orderId)).toEqual(stages);
  });

  test('what comes twice counts once', async () => {
    const story = orderThrough(['Planned', 'Dispatched']);
    await apply(story.events);
    const before = await standing();

    const again = await apply([...story.events, ...story.events]);

    expect(again.applied).toEqual([]);
    expect(await standing()).toEqual(before);
    expect(await stagesOf(story.orderId)).toEqual(['Received', 'Planned', 'Dispatched']);
  });

  test('what comes too early waits for what is missing, across batches', async () => {
    const story = orderThrough(['Planned', 'Dispatched', 'In progress']);
    const [first, second, third, fourth] = story.events;
    if (!first || !second || !third || !fourth) throw new Error('four events');

    await apply([fourth]);
    await apply([first, third]);
    expect(await stagesOf(story.orderId)).toEqual(['Received']);
    expect(await standing()).toMatchObject({ waiting: 2 });
    await apply([second]);

    expect(await stagesOf(story.orderId)).toEqual(['Received', 'Planned', 'Dispatched', 'In progress']);
    expect(await standing()).toMatchObject({ waiting: 0 });
  });

  test('batches of one aggregate at the same time wait for each other', async () => {
    const stories = Array.from({ length: 8 }, () => orderThrough(['Planned', 'Dispatched', 'In progress']));
    const all = stories.flatMap((story) => story.events);
    const parts = Array.from({ length: 4 }, (_, part) => all.filter((_event, index) => index % 4 >= part));

    await Promise.all([...parts, all.toReversed()].map(apply));

    for (const { orderId } of stories) {
      expect(await stagesOf(orderId)).toEqual(['Received', 'Planned', 'Dispatched', 'In progress']);
    }
    expect(await standing()).toMatchObject({ waiting: 0, deadLetters: 0 });
  });
});

test('aggregates of different kinds that share an id are no repetitions of each other', async () => {
  const { orderId, customerId, events } = orderThrough(['Planned']);
  const namesake = customerEntered(orderId, 'C-1');

  const { applied } = await apply([...events, namesake]);
  const again = await apply([namesake, customerEntered(orderId, 'C-2', 2)]);

  expect([applied.length, again.applied.length]).toEqual([3, 1]);
  expect(await orderOf(orderId)).toMatchObject({ customerId, version: 2, stage: 'Planned' });
});

describe('an event that cannot be applied', () => {
  test('is put aside with its reason, what follows it waits, everything else goes on, and a replay mends it', async () => {
    const story = orderThrough(['Planned', 'Dispatched']);
    const other = orderThrough(['Planned']);
    const [created, planned, dispatched] = story.events;
    if (!created || !planned || !dispatched) throw new Error('three events');
    const poison = { ...planned, data: { ...planned.data, to: 7 } };

    const batch = await apply([created, poison, dispatched, ...other.events]);

    expect(batch.poison).toHaveLength(1);
    expect(await stagesOf(story.orderId)).toEqual(['Received']);
    expect(await stagesOf(other.orderId)).toEqual(['Received', 'Planned']);
    const [letter] = await run(openDeadLetters);
    expect(letter?.reason).toContain('to');
    await expect(run((t) => replayEvent(t, letter?.id ?? ''))).rejects.toThrow(StillUnfit);

    await run((t) =>
      sql`update dead_letters set message = ${JSON.stringify(planned)} where id = ${letter?.id}`.execute(t),
    );
    expect(await run((t) => replayEvent(t, letter?.id ?? ''))).toBe(2);
    expect(await run((t) => replayEvent(t, letter?.id ?? ''))).toBeUndefined();
    expect(await stagesOf(story.orderId)).toEqual(['Received', 'Planned', 'Dispatched']);
    expect(await standing()).toMatchObject({ waiting: 0, deadLetters: 0 });
  });

  test('of a kind that this version does not know is put aside, not skipped', async () => {
    const { events } = orderThrough([]);
    const unknown = events.map((event) => ({ ...event, type: 'service-order.teleported' }));

    const { poison } = await apply(unknown);

    expect(poison[0]?.reason).toContain('teleported');
    await run((t) => sql`delete from dead_letters`.execute(t));
  });
});

describe('what reports show', () => {
  test('missing parts come and go with reservations, and a cancelled line misses none', async () => {
    const line = itemLine(uuidv7(), 1);
    const story = orderThrough([], { lines: [line] });
    const at = (version: number) => ({ aggregateId: story.orderId, version, customerId: story.customerId });
    await apply(story.events);
    expect(await orderOf(story.orderId)).toMatchObject({ missingParts: true });

    const parts = [{ lineId: line.lineId, reserved: 1, missing: 0, issued: 0 }];
    await apply([eventFor(serviceOrderEvents.partsChanged, at(2), { parts })]);
    expect(await orderOf(story.orderId)).toMatchObject({ missingParts: false });

    const short = [{ lineId: line.lineId, reserved: 0, missing: 1, issued: 0 }];
    const lineStatuses = [{ lineId: line.lineId, status: 'cancelled' as const }];
    const cancel = move({ from: 'Received', to: 'Cancelled', command: 'cancel', end: 'cancelled', lineStatuses });
    await apply([
      eventFor(serviceOrderEvents.partsChanged, at(3), { parts: short }),
      eventFor(serviceOrderEvents.stageChanged, at(4), cancel),
    ]);
    expect(await orderOf(story.orderId)).toMatchObject({ missingParts: false, stageEnd: 'cancelled' });
  });

  test('a margin is what was planned last, and what was posted and not taken back', async () => {
    const { orderId, events } = orderThrough([]);
    const estimate = uuidv7();
    const kept = posting(orderId);
    const undone = posting(orderId, { revenue: 400, cost: 100 });

    await apply([...events, estimated(orderId, { estimateId: estimate }), kept, undone]);
    await apply([estimated(orderId, { estimateId: estimate, version: 2, revenue: 12_000 }), reversal(undone)]);

    const [margin] = await run((t) => listMargins(t, { orderId }, { after: undefined, limit: 10 }));
    expect(margin).toMatchObject({
      ...{ currency: 'EUR', plannedRevenueMinor: 12_000, plannedCostMinor: 6_000 },
      ...{ actualRevenueMinor: 9_000, actualCostMinor: 5_000 },
    });
    const [total] = await run((t) => totalMargins(t, { orderId }));
    expect(total).toMatchObject({ orders: 1, actualRevenueMinor: 9_000 });
  });

  test('a plan in another currency takes the place of the one before', async () => {
    const orderId = uuidv7();
    const estimateId = uuidv7();
    await apply([estimated(orderId, { estimateId })]);
    await apply([estimated(orderId, { estimateId, version: 2, currency: 'CHF', revenue: 5_000 })]);

    const margins = await run((t) => listMargins(t, { orderId }, { after: undefined, limit: 10 }));
    const planned = margins.map((row) => [row.currency, row.plannedRevenueMinor]);
    expect(planned).toEqual([
      ['EUR', 0],
      ['CHF', 5_000],
    ]);
  });

  test('a customer sees its own orders only, and no margin at all', async () => {
    const mine = orderThrough(['Planned']);
    const theirs = orderThrough(['Planned']);
    await apply([...mine.events, ...theirs.events, customerEntered(mine.customerId, 'C-77'), posting(mine.orderId)]);
    const customer: Actor = { principal: 'user:1', roles: ['customer-contact'], customerId: mine.customerId };

    const orders = await run((t) => listOrders(t, {}, { after: undefined, limit: 200 }), customer);
    expect(orders.map((row) => [row.orderId, row.customerNumber])).toEqual([[mine.orderId, 'C-77']]);
    const sequences = await run((t) => stageSequences(t, [mine.orderId, theirs.orderId]), customer);
    expect(sequences.map((row) => row.orderId)).toEqual([mine.orderId]);
    expect(await run((t) => listMargins(t, {}, { after: undefined, limit: 200 }), customer)).toEqual([]);
  });
});

test('another generation fed with the same events in other batches has the same content', async () => {
  const stories = Array.from({ length: 5 }, () => orderThrough(['Planned', 'Waiting', 'Planned', 'Completed']));
  const money = stories.flatMap(({ orderId }) => [estimated(orderId), posting(orderId)]);
  const events = [...stories.flatMap((story) => story.events), ...money];
  const [one, two] = await run(async (t) => {
    await deleteGeneration(t, 1);
    await sql`insert into generations (state) values ('live')`.execute(t);
    return [await liveGeneration(t), await insertGeneration(t)] as const;
  });

  await run((t) => applyEvents(t, one, received(events)));
  for (let start = 0; start < events.length; start += 3) {
    await run((t) => applyEvents(t, two, received(events.slice(start, start + 3))));
  }

  expect(await run((t) => differencesOf(t, { live: one, built: two }))).toEqual([]);
  expect(await run((t) => checksumsOf(t, two))).toEqual(await run((t) => checksumsOf(t, one)));
  await run((t) =>
    sql`update order_list set stage = 'Lost' where generation = ${two} and stage = 'Completed'`.execute(t),
  );
  expect(await run((t) => differencesOf(t, { live: one, built: two }, 3))).toHaveLength(3);
});
