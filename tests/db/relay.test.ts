import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { outboxSource } from '#db/outbox-source.ts';
import type { OutboxSource, UnsentEvent } from '#db/outbox-source.ts';
import { transaction } from '#db/transaction.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { note, noteNext } from '../support/events.ts';
import { gate } from '../support/sessions.ts';

const actor = systemActor('test');
const databases: TestDatabase[] = [];
let database: TestDatabase;
let db: Db<'orders'>;
beforeEach(async () => {
  database = await createTestDatabase();
  databases.push(database);
  db = database.connect('orders', 10);
});
afterAll(() => Promise.all(databases.map((each) => each.drop())));

/** One turn of a relay: take, publish, mark. */
async function turn(source: OutboxSource<UnsentEvent>, published: string[], limit = 100): Promise<number> {
  const rows = await source.takeUnsent(limit);
  published.push(...rows.map(({ event }) => `${event.aggregateId}/${event.version}`));
  await source.markSent(rows.map(({ id }) => id));
  return rows.length;
}

/** A transaction that stays open until told to go on. */
async function openTransaction(work: (t: Parameters<typeof note>[0]) => Promise<unknown>) {
  const [begun, end] = [gate(), gate()];
  const done = transaction(db, actor, async (t) => {
    await work(t);
    begun.open();
    await end.opened;
  });
  await begun.opened;
  return {
    commit: () => {
      end.open();
      return done;
    },
  };
}

async function endRelaySessions(): Promise<void> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like '%relay%'`,
    [database.name],
  );
  await admin.end();
}

test('an early id that commits late is neither skipped nor does it hold up others, whoever else has a transaction open', async () => {
  const source = outboxSource(db, 'kafka');
  const published: string[] = [];
  const bystander = await openTransaction((t) => note(t, 'z', 1));
  const early = await openTransaction((t) => note(t, 'a', 1));
  await transaction(db, actor, (t) => note(t, 'b', 1));
  await turn(source, published);
  expect(published).toEqual(['b/1']);
  await early.commit();
  await transaction(db, actor, (t) => note(t, 'a', 2));
  await turn(source, published);
  expect(published).toEqual(['b/1', 'a/1', 'a/2']);
  await bystander.commit();
  await turn(source, published);
  expect(published).toEqual(['b/1', 'a/1', 'a/2', 'z/1']);
  await source.close();
});

test('of two relays one is active, and the other goes on when its session dies', async () => {
  const [one, two] = [outboxSource(db, 'kafka'), outboxSource(db, 'kafka', { askAgainMs: 5 })];
  await transaction(db, actor, (t) => note(t, 'a', 1));
  expect(await one.takeUnsent(10)).toHaveLength(1);
  expect(await two.takeUnsent(10)).toEqual([]);
  expect([one.isActive(), two.isActive()]).toEqual([true, false]);
  expect(await two.oldestUnsentAgeMs()).toBeGreaterThanOrEqual(0);
  await endRelaySessions();
  await expect.poll(() => one.isActive()).toBe(false);
  const other = outboxSource(db, 'kafka', { askAgainMs: 5 });
  await expect.poll(async () => (await other.takeUnsent(10)).length).toBe(1);
  expect(await one.takeUnsent(10)).toEqual([]);
  await other.close();
  await expect.poll(async () => (await two.takeUnsent(10)).length, { interval: 10 }).toBe(1);
  await Promise.all([one.close(), two.close()]);
});

test('the two sinks of a service have a relay each', async () => {
  const [kafka, temporal] = [outboxSource(db, 'kafka'), outboxSource(db, 'temporal')];
  await Promise.all([kafka.takeUnsent(1), temporal.takeUnsent(1)]);
  expect([kafka.isActive(), temporal.isActive()]).toEqual([true, true]);
  await Promise.all([kafka.close(), temporal.close()]);
});

interface Write {
  readonly aggregate: string;
  readonly isRolledBack: boolean;
  readonly eventLoopTurns: number;
}

const write: fc.Arbitrary<Write> = fc.record({
  aggregate: fc.constantFrom('a', 'b', 'c'),
  isRolledBack: fc.boolean(),
  eventLoopTurns: fc.nat(3),
});

async function run({ aggregate, isRolledBack, eventLoopTurns }: Write, prefix: string): Promise<boolean> {
  const work = transaction(db, actor, async (t) => {
    await noteNext(t, `${prefix}${aggregate}`);
    for (let i = 0; i < eventLoopTurns; i += 1) await new Promise((resolve) => setImmediate(resolve));
    if (isRolledBack) throw new Error('rolled back');
  });
  return work.then(
    () => true,
    () => false,
  );
}

test('whatever writers, rollbacks and dying relays do, each aggregate is published without gap, inversion or loss', async () => {
  let runs = 0;
  const property = fc.asyncProperty(
    fc.array(write, { minLength: 5, maxLength: 25 }),
    fc.nat(3),
    async (writes, deaths) => {
      const prefix = `run${(runs += 1)}-`;
      const published: string[] = [];
      let isWriting = true;
      const relay = async () => {
        const source = outboxSource(db, 'kafka');
        for (let idle = 0; isWriting || idle < 2;) {
          const taken = await turn(source, published, 4).catch(() => 1);
          idle = taken === 0 && source.isActive() ? idle + 1 : 0;
          if (!isWriting && !source.isActive()) break;
          await new Promise((resolve) => setImmediate(resolve));
        }
        await source.close();
      };
      const relays = [relay(), relay()];
      const committed = Promise.all(writes.map((each) => run(each, prefix)));
      for (let i = 0; i < deaths; i += 1) await endRelaySessions();
      const count = (await committed).filter(Boolean).length;
      isWriting = false;
      await Promise.all(relays);
      const last = outboxSource(db, 'kafka', { askAgainMs: 5 });
      while ((await turn(last, published)) > 0 || !last.isActive())
        await new Promise((resolve) => setImmediate(resolve));
      await last.close();
      const own = [...new Set(published)].filter((name) => name.startsWith(prefix));
      expect(own).toHaveLength(count);
      for (const versions of Map.groupBy(own, (name) => name.split('/')[0]).values()) {
        expect(versions.map((name) => Number(name.split('/')[1]))).toEqual(versions.map((_, index) => index + 1));
      }
    },
  );
  await fc.assert(property, { numRuns: 15 });
}, 60_000);
