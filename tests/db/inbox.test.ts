import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import {
  applyIfNewer,
  applyInOrder,
  deadLetter,
  deadLettersOf,
  forgetPositions,
  oldestWaitingAgeMs,
  replayDeadLetter,
} from '#db/inbox.ts';
import type { Sequenced } from '#db/inbox.ts';
import { transaction } from '#db/transaction.ts';
import type { AnyTransaction } from '#db/transaction.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { gate, untilBlocked } from '../support/sessions.ts';

let database: TestDatabase;
let db: Db<'reporting'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('reporting');
});
afterAll(() => database.drop());

function inTransaction<T>(work: (t: AnyTransaction) => Promise<T>): Promise<T> {
  return transaction(db, systemActor('test'), work);
}

/** A consumer of one aggregate that notes what it applies. */
function consumer(name: string) {
  const applied: number[] = [];
  const apply = async (event: Sequenced) => {
    applied.push(event.version);
  };
  const event = (version: number) => ({ aggregateId: 'a', version });
  return {
    applied,
    apply,
    event,
    deliver: (version: number) => inTransaction((t) => applyInOrder(t, name, event(version), apply)),
    deliverState: (version: number) => inTransaction((t) => applyIfNewer(t, name, event(version), apply)),
  };
}

test('events are applied once and in order; one that comes too early waits for those before it', async () => {
  const { deliver, applied } = consumer('in order');
  expect(await deliver(1)).toBe('applied');
  expect(await deliver(1)).toBe('duplicate');
  expect([await deliver(4), await deliver(3), await deliver(4)]).toEqual(['gap', 'gap', 'gap']);
  expect(await inTransaction((t) => oldestWaitingAgeMs(t, 'in order'))).toBeGreaterThanOrEqual(0);
  expect(applied).toEqual([1]);
  expect(await deliver(2)).toBe('applied');
  expect(applied).toEqual([1, 2, 3, 4]);
  expect([await deliver(3), await deliver(5)]).toEqual(['duplicate', 'applied']);
});

test('an event whose effect fails is not taken as applied', async () => {
  const { deliver, event, applied } = consumer('failing');
  const failing = inTransaction((t) =>
    applyInOrder(t, 'failing', event(1), () => Promise.reject(new Error('no disk'))),
  );
  await expect(failing).rejects.toThrow('no disk');
  expect(await deliver(1)).toBe('applied');
  expect(applied).toEqual([1]);
});

test('an event delivered while the one before it is still being applied is not forgotten', async () => {
  for (const version of [1, 3]) {
    const { deliver, event, apply, applied } = consumer(`overlapping ${version}`);
    if (version > 1) await deliver(1).then(() => deliver(2));
    const [begun, end] = [gate(), gate()];
    const slow = inTransaction(async (t) => {
      const outcome = await applyInOrder(t, `overlapping ${version}`, event(version), apply);
      begun.open();
      await end.opened;
      return outcome;
    });
    await begun.opened;
    const early = deliver(version + 1);
    await untilBlocked(database, 1);
    end.open();
    expect([await slow, await early]).toEqual(['applied', 'applied']);
    expect(applied).toEqual(Array.from({ length: version + 1 }, (_, index) => index + 1));
  }
});

test('in whatever order and however often events come, each is applied once and in order', async () => {
  let runs = 0;
  const deliveries = fc.integer({ min: 1, max: 8 }).chain((count) => {
    const versions = Array.from({ length: count }, (_, index) => index + 1);
    return fc.tuple(fc.shuffledSubarray([...versions, ...versions], { minLength: count * 2 }), fc.constant(versions));
  });
  const property = fc.asyncProperty(deliveries, fc.boolean(), async ([order, versions], isConcurrent) => {
    const { deliver, applied } = consumer(`property ${(runs += 1)}`);
    if (isConcurrent) await Promise.all(order.map(deliver));
    else for (const version of order) await deliver(version);
    expect(applied).toEqual(versions);
  });
  await fc.assert(property, { numRuns: 25 });
});

test('a state is taken over only when it is newer', async () => {
  const { deliverState, applied } = consumer('states');
  const outcomes = [await deliverState(3), await deliverState(2), await deliverState(3), await deliverState(7)];
  expect(outcomes).toEqual(['applied', 'duplicate', 'duplicate', 'applied']);
  expect(applied).toEqual([3, 7]);
});

test('a consumer that forgets its positions begins with the first event again', async () => {
  const { deliver } = consumer('rebuilt');
  await deliver(1);
  await deliver(3);
  await inTransaction((t) => forgetPositions(t, 'rebuilt'));
  expect([await deliver(1), await deliver(2)]).toEqual(['applied', 'applied']);
  expect(await deliver(3)).toBe('applied');
});

test('a dead letter is kept with its reason until its replay succeeds', async () => {
  const letter = { source: 'callout.dispatch.v1/0/17', message: { value: 'x' }, reason: 'data do not fit' };
  await inTransaction((t) => deadLetter(t, 'reporting', letter));
  await inTransaction((t) => deadLetter(t, 'reporting', letter));
  const [kept, ...others] = await inTransaction((t) => deadLettersOf(t, 'reporting'));
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ ...letter, attempts: 1 });
  const id = kept?.id ?? '';
  const replay = (handle: () => Promise<void>) => inTransaction((t) => replayDeadLetter(t, id, handle));
  await expect(replay(() => Promise.reject(new Error('still poison')))).rejects.toThrow('still poison');
  expect(await inTransaction((t) => deadLettersOf(t, 'reporting'))).toHaveLength(1);
  expect(await replay(async () => undefined)).toBe(true);
  expect(await replay(async () => undefined)).toBe(false);
  expect(await inTransaction((t) => deadLettersOf(t, 'reporting'))).toEqual([]);
});
