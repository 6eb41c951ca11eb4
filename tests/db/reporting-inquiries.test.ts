/** The read models of requests, cases and repeat visits: from their events alone, in any order and any repetition. */
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { caseEvents } from '#contracts/events/requests-cases.ts';
import { requestsEvents } from '#contracts/events/requests.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { checksumsOf, differencesOf, insertGeneration, liveGeneration } from '#db/queries/reporting-generations.ts';
import {
  caseCategories,
  caseResults,
  repeatVisits,
  requestCounts,
  requestDays,
  responseCounts,
} from '#db/queries/reporting-inquiries.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { customerActor } from '#tests/support/http.ts';
import { applyEvents } from '#transactions/reporting/apply-events.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { eventFor, move, orderThrough, received } from '../support/reporting.ts';

type T = Transaction<'reporting'>;
const system = systemActor('test');
const customerId = uuidv7();
const span = { from: '2026-03-01T00:00:00.000Z', before: '2026-04-01T00:00:00.000Z' };

let database: TestDatabase;
let db: Db<'reporting'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('reporting');
});
afterAll(() => database.drop());

const run = <Result>(work: (t: T) => Promise<Result>, actor = system) => transaction(db, actor, work);
const apply = (events: readonly EventEnvelope[]) =>
  run(async (t) => applyEvents(t, await liveGeneration(t, 'share'), received(events)));

/** A request of late in the evening of 2 March in Berlin, with what happens to it after its submission. */
function requestStory(
  then: readonly ((place: { aggregateId: string; version: number }, common: Common) => EventEnvelope)[],
) {
  const requestId = uuidv7();
  const common = { requestId, number: `R-${requestId.slice(-6)}`, customerId };
  const ids = { siteId: null, contactId: null, objectId: null, priority: null };
  const submitted = { ...common, ...ids, submittedAt: '2026-03-02T23:30:00.000Z', channel: 'phone' };
  const at = { aggregateId: requestId, customerId };
  const first = eventFor(
    requestsEvents.submitted,
    { ...at, version: 1 },
    { ...submitted, dueAt: '2026-03-03T09:00:00.000Z' },
  );
  return [first, ...then.map((make, index) => make({ ...at, version: index + 2 }, common))];
}
type Common = { readonly requestId: string; readonly number: string; readonly customerId: string };

const order = { orderId: uuidv7(), orderNumber: 'SO-1' };
const accepted = (place: { aggregateId: string; version: number }, common: Common) =>
  eventFor(requestsEvents.accepted, { ...place, customerId }, { ...common, ...order });
const breached = (place: { aggregateId: string; version: number }, common: Common) => {
  const at = '2026-03-03T09:00:00.000Z';
  const clock = { target: 'respond', at, dueAt: at, foundAt: at };
  return eventFor(requestsEvents.slaBreached, { ...place, customerId }, { ...common, ...clock });
};

test('requests are counted by status, channel and day, and by how they were answered, in whatever order their events come', async () => {
  const stories = [requestStory([accepted]), requestStory([breached, accepted]), requestStory([])];

  for (const event of stories.flat().toReversed()) await apply([event]);
  await apply(stories.flat());

  expect(await run((t) => requestCounts(t, span))).toEqual([
    { status: 'accepted', channel: 'phone', count: 2 },
    { status: 'submitted', channel: 'phone', count: 1 },
  ]);
  expect(await run((t) => responseCounts(t, span))).toEqual({
    ...{ inTime: 1, late: 1, waiting: 1, oldestWaiting: '2026-03-02T23:30:00.000Z' },
  });
  const days = await run((t) => requestDays(t, { ...span, timeZone: 'Europe/Berlin' }));
  expect(days).toEqual([{ day: '2026-03-03', submitted: 3, decided: 2, late: 1 }]);
});

test('cases are counted by what they are about and how they ended, with what their customers said', async () => {
  const story = (category: string, ends: boolean) => {
    const caseId = uuidv7();
    const common = { caseId, number: `CS-${caseId.slice(-6)}`, customerId };
    const at = (version: number) => ({ aggregateId: caseId, version, customerId });
    const header = { category, priority: null, ownerId: null, status: 'open', nextStepOn: null };
    const opened = eventFor(caseEvents.opened, at(1), { ...common, ...header });
    if (!ends) return [opened];
    return [
      opened,
      eventFor(caseEvents.closed, at(2), { ...common, resultCode: 'solved' }),
      eventFor(caseEvents.reopened, at(3), common),
      eventFor(caseEvents.closed, at(4), { ...common, resultCode: 'not-solved' }),
      eventFor(caseEvents.rated, at(5), { ...common, rating: 2 }),
    ];
  };

  await apply([...story('complaint', true), ...story('complaint', false), ...story('inquiry', true)]);

  expect(await run((t) => caseCategories(t, span))).toEqual([
    { category: 'complaint', count: 2, open: 1, oldestOpen: '2026-03-02T09:01:00.000Z' },
    { category: 'inquiry', count: 1, open: 0, oldestOpen: null },
  ]);
  expect(await run((t) => caseResults(t, span))).toEqual([{ result: 'not-solved', count: 2, ratings: 2, rating: 2 }]);
});

test('an order that was followed by another soon after its end is a repeat visit, a later one is not', async () => {
  const done = orderThrough(['Planned']);
  const at = { aggregateId: done.orderId, version: 3, customerId: done.customerId };
  const ended = eventFor(serviceOrderEvents.stageChanged, at, move({ from: 'Planned', to: 'Completed', end: 'done' }));
  const next = orderThrough([]);
  const [created] = next.events;
  if (created === undefined) throw new Error('an order begins');
  const follows = { ...created, data: { ...Object(created.data), followUpOf: done.orderId } };
  const soon = { ...follows, occurredAt: '2026-03-20T09:00:00.000Z' };

  await apply([...done.events, ended, soon]);

  expect(await run((t) => repeatVisits(t, { ...span, withinDays: 30 }))).toEqual({ ended: 1, repeated: 1 });
  expect(await run((t) => repeatVisits(t, { ...span, withinDays: 10 }))).toEqual({ ended: 1, repeated: 0 });
});

test('built anew from the first event they say the same, and a customer sees nothing of another', async () => {
  const events = [...requestStory([accepted]), ...requestStory([breached])];
  const live = await run((t) => liveGeneration(t));
  const built = await run((t) => insertGeneration(t));
  const before = await run((t) => checksumsOf(t, live));
  await run((t) => applyEvents(t, built, received(events)));
  await apply(events);

  const counted = await run((t) => checksumsOf(t, built));
  expect(counted.find(({ model }) => model === 'request_list')?.rows).toBe(2);
  const rows = before.find(({ model }) => model === 'request_list')?.rows;
  const differing = await run((t) => differencesOf(t, { live, built }));
  expect(differing.filter(({ model }) => model === 'request_list')).toHaveLength(rows ?? -1);
  const strange = await run((t) => requestCounts(t, span), customerActor(uuidv7()));
  expect(strange).toEqual([]);
});
