import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { eventsOf, eventsSince } from '#db/events.ts';
import { VersionConflict, appendEvents, appendMessage, appendRowsChanged } from '#db/outbox.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { transaction } from '#db/transaction.ts';
import type { AnyTransaction } from '#db/transaction.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { newNote, note } from '../support/events.ts';
import { gate, untilBlocked } from '../support/sessions.ts';

const databases: TestDatabase[] = [];
let database: TestDatabase;
let db: Db<'orders'>;
beforeEach(async () => {
  database = await createTestDatabase();
  databases.push(database);
  db = database.connect('orders');
});
afterAll(() => Promise.all(databases.map((each) => each.drop())));

function inTransaction<T>(work: (t: AnyTransaction) => Promise<T>): Promise<T> {
  return transaction(db, systemActor('test'), work);
}

async function unsent(limit = 100): Promise<string[]> {
  const source = outboxSource(db, 'kafka');
  const rows = await source.takeUnsent(limit);
  await source.close();
  return rows.map(({ event }) => `${event.aggregateId}/${event.version}`);
}

test('an event is one row to keep and one to send, with who did it', async () => {
  const id = await inTransaction((t) => note(t, 'a', 1));
  const source = outboxSource(db, 'kafka');
  const [row] = await source.takeUnsent(10);
  expect(row?.topic).toBe('callout.service-orders.v1');
  expect(row?.event).toMatchObject({
    id,
    area: 'service-orders',
    type: 'service-order.noted',
    schemaVersion: 1,
    aggregate: 'service-order',
    aggregateId: 'a',
    version: 1,
    principal: 'system:test',
    occurredAt: '2026-03-01T08:30:00.000Z',
    data: { step: 1 },
  });
  await source.markSent([row?.id ?? '']);
  expect(await source.takeUnsent(10)).toEqual([]);
  expect(await source.oldestUnsentAgeMs()).toBe(0);
  await source.close();
});

test('a version that does not follow the last one is refused, and nothing of its transaction stays', async () => {
  await inTransaction((t) => note(t, 'a', 1));
  for (const version of [1, 3]) {
    await expect(inTransaction((t) => note(t, 'a', version))).rejects.toThrow(VersionConflict);
  }
  await expect(inTransaction((t) => note(t, 'b', 2))).rejects.toThrow(VersionConflict);
  const withHole = inTransaction((t) => appendEvents(t, [newNote('c', 1), newNote('c', 3)]));
  await expect(withHole).rejects.toThrow(VersionConflict);
  expect(await unsent()).toEqual(['a/1']);
});

test('of two writers of the same version without a lock one is refused', async () => {
  const [begun, end] = [gate(), gate()];
  const first = inTransaction(async (t) => {
    await note(t, 'a', 1);
    begun.open();
    await end.opened;
  });
  await begun.opened;
  const second = inTransaction((t) => note(t, 'a', 1));
  const refused = expect(second).rejects.toThrow(VersionConflict);
  await untilBlocked(database, 1);
  end.open();
  await first;
  await refused;
});

test('many events of several aggregates are one statement', async () => {
  await inTransaction((t) => note(t, 'b', 1));
  await inTransaction((t) => appendEvents(t, [newNote('a', 1), newNote('b', 2), newNote('a', 2), newNote('b', 3)]));
  expect(await unsent()).toEqual(['a/1', 'a/2', 'b/1', 'b/2', 'b/3']);
});

test('a version that was rolled back leaves no hole', async () => {
  await inTransaction((t) => note(t, 'a', 1));
  const failing = inTransaction(async (t) => {
    await note(t, 'a', 2);
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  await inTransaction((t) => note(t, 'a', 2));
  expect(await unsent()).toEqual(['a/1', 'a/2']);
});

test('a long backlog of one aggregate does not hold up the others', async () => {
  await inTransaction((t) =>
    appendEvents(
      t,
      Array.from({ length: 25 }, (_, index) => newNote('a', index + 1)),
    ),
  );
  await inTransaction((t) => appendEvents(t, [newNote('b', 1), newNote('c', 1)]));
  const source = outboxSource(db, 'kafka');
  const seen: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const rows = await source.takeUnsent(10);
    seen.push(...rows.map(({ event }) => `${event.aggregateId}/${event.version}`));
    await source.markSent(rows.map(({ id }) => id));
  }
  await source.close();
  expect(seen).toHaveLength(27);
  expect(seen.filter((name) => name.startsWith('a'))).toEqual(Array.from({ length: 25 }, (_, i) => `a/${i + 1}`));
});

test('a listener hears of a commit of its sink, not of a rollback', async () => {
  const source = outboxSource(db, 'kafka');
  let heard = 0;
  const stop = source.onAppend(() => (heard += 1));
  await inTransaction((t) => appendEvents(t, [newNote('a', 1), newNote('b', 1)]));
  expect(heard).toBe(1);
  await inTransaction((t) => appendMessage(t, { aggregateId: 'a', version: 1, message: { kind: 'start' } }));
  await expect(inTransaction((t) => note(t, 'a', 7))).rejects.toThrow(VersionConflict);
  expect(heard).toBe(1);
  stop();
  await inTransaction((t) => note(t, 'a', 2));
  expect(heard).toBe(1);
});

test('of an aggregate only the first unsent message goes to Temporal, and waits after a failure', async () => {
  const source = outboxSource(db, 'temporal');
  await inTransaction((t) => appendMessage(t, { aggregateId: 'a', version: 1, message: { kind: 'start' } }));
  await inTransaction((t) => appendMessage(t, { aggregateId: 'a', version: 2, message: { kind: 'update' } }));
  await inTransaction((t) => appendMessage(t, { aggregateId: 'b', version: 1, message: { kind: 'start' } }));
  const first = await source.takeUnsent(10);
  expect(first.map(({ aggregateId, version, message }) => [aggregateId, version, message])).toEqual([
    ['a', 1, { kind: 'start' }],
    ['b', 1, { kind: 'start' }],
  ]);
  await source.markFailed(first[0]?.id ?? '', 'unavailable', 60_000);
  await source.markSent([first[1]?.id ?? '']);
  expect(await source.takeUnsent(10)).toEqual([]);
  await source.markFailed(first[0]?.id ?? '', 'unavailable', 0);
  expect(await source.takeUnsent(10)).toMatchObject([{ aggregateId: 'a', version: 1, attempts: 2 }]);
  await source.close();
});

test('changed rows are one unsent message per aggregate', async () => {
  const source = outboxSource(db, 'temporal');
  for (const version of [3, 4, 5]) {
    await inTransaction((t) => appendRowsChanged(t, { aggregateId: 'a', version, message: { version } }));
  }
  expect(await source.takeUnsent(10)).toMatchObject([{ version: 5, message: { version: 5 } }]);
  await source.close();
});

test('a change that commits while the message is being sent is sent again, under another id', async () => {
  const source = outboxSource(db, 'temporal');
  await inTransaction((t) => appendRowsChanged(t, { aggregateId: 'a', version: 3, message: {} }));
  const [inFlight] = await source.takeUnsent(10);
  const [replaced, sleep] = [gate(), gate()];
  const changing = inTransaction(async (t) => {
    await appendRowsChanged(t, { aggregateId: 'a', version: 4, message: {} });
    replaced.open();
    await sleep.opened;
  });
  await replaced.opened;
  await source.markSent([inFlight?.id ?? '']);
  sleep.open();
  await changing;
  const [again] = await source.takeUnsent(10);
  expect(again?.version).toBe(4);
  expect(again?.id).not.toBe(inFlight?.id);
  await source.markSent([again?.id ?? '']);
  await inTransaction((t) => appendRowsChanged(t, { aggregateId: 'a', version: 5, message: {} }));
  expect(await source.takeUnsent(10)).toMatchObject([{ version: 5 }]);
  await source.close();
});

test('sent rows are pruned, the events stay and can be sent again by whole aggregates', async () => {
  await inTransaction((t) => appendEvents(t, [newNote('a', 1), newNote('b', 1), newNote('b', 2), newNote('c', 1)]));
  const source = outboxSource(db, 'kafka');
  await source.markSent((await source.takeUnsent(3)).map(({ id }) => id));
  expect(await source.prune(1)).toBe(0);
  expect(await source.prune(0)).toBe(3);
  await source.close();
  const page = (after: string) => inTransaction((t) => eventsSince(t, '2020-01-01T00:00:00.000Z', after, 2));
  const names = (await page('')).map(({ topic, event }) => `${topic} ${event.aggregateId}/${event.version}`);
  expect(names).toEqual(['a/1', 'b/1', 'b/2'].map((name) => `callout.service-orders.v1 ${name}`));
  expect((await page('b')).map(({ event }) => event.aggregateId)).toEqual(['c']);
  expect(await page('c')).toEqual([]);
  expect(await inTransaction((t) => eventsSince(t, '2999-01-01T00:00:00.000Z'))).toEqual([]);
});

test('the next version follows the last one in another month too', async () => {
  await inTransaction((t) => note(t, 'a', 1));
  const { rows } = await inTransaction((t) =>
    sql<{ month: string }>`select tableoid::regclass::text as month from events`.execute(t),
  );
  expect(rows[0]?.month).toMatch(/^events_\d{4}m\d{2}$/);
  await inTransaction((t) => note(t, 'a', 2));
  expect((await inTransaction((t) => eventsOf(t, 'a'))).map(({ version }) => version)).toEqual([1, 2]);
});
