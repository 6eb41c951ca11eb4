import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { once, onceNewest, undoOnce } from '#db/effects.ts';
import { transaction } from '#db/transaction.ts';
import type { AnyTransaction } from '#db/transaction.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { gate, untilBlocked } from '../support/sessions.ts';

const actor = systemActor('test');
const undone = { ok: false, refusal: { code: 'effect.undone' } };

let database: TestDatabase;
let db: Db<'inventory'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('inventory');
});
afterAll(() => database.drop());

function inTransaction<T>(work: (t: AnyTransaction) => Promise<T>): Promise<T> {
  return transaction(db, actor, work);
}

/** Reserve and release as a service would write them, with a list of what really happened. */
function story(key: string) {
  const happened: string[] = [];
  const work = async () => {
    happened.push('reserved');
    return { reserved: 2 };
  };
  const compensate = async (result: { reserved: number }) => {
    happened.push(`released ${result.reserved}`);
  };
  return {
    happened,
    reserve: () => inTransaction((t) => once(t, key, 'reserveParts', work)),
    release: () => inTransaction((t) => undoOnce(t, key, 'reserveParts', compensate)),
    work,
    compensate,
  };
}

test('a repeated effect gives its stored result and is not done again', async () => {
  const { reserve, happened } = story('u1/reserve');
  expect(await reserve()).toEqual({ ok: true, result: { reserved: 2 }, isRepeated: false });
  expect(await reserve()).toEqual({ ok: true, result: { reserved: 2 }, isRepeated: true });
  expect(happened).toEqual(['reserved']);
});

test('a compensation undoes the effect once, however often it comes', async () => {
  const { reserve, release, happened } = story('u2/reserve');
  await reserve();
  expect([await release(), await release()]).toEqual(['undone', 'repeated']);
  expect(await reserve()).toEqual(undone);
  expect(happened).toEqual(['reserved', 'released 2']);
});

test('an effect that wakes up after its compensation changes nothing', async () => {
  const { reserve, release, happened } = story('u3/reserve');
  expect(await release()).toBe('nothing');
  expect(await reserve()).toEqual(undone);
  expect(happened).toEqual([]);
});

test('an effect that fails leaves no trace under its key', async () => {
  const { reserve } = story('u4/reserve');
  const failing = inTransaction((t) =>
    once(t, 'u4/reserve', 'reserveParts', () => Promise.reject(new Error('disk full'))),
  );
  await expect(failing).rejects.toThrow('disk full');
  expect(await reserve()).toMatchObject({ ok: true, isRepeated: false });
});

test('a compensation that arrives while the effect sleeps in its transaction waits, and undoes it', async () => {
  const { release, work, happened } = story('u5/reserve');
  const sleep = gate();
  const sleeping = inTransaction(async (t) => {
    const outcome = await once(t, 'u5/reserve', 'reserveParts', work);
    await sleep.opened;
    return outcome;
  });
  await expect.poll(() => happened).toEqual(['reserved']);
  const releasing = release();
  await untilBlocked(database, 1);
  sleep.open();
  expect(await sleeping).toMatchObject({ ok: true });
  expect(await releasing).toBe('undone');
  expect(happened).toEqual(['reserved', 'released 2']);
});

test('an effect that arrives while the compensation is in its transaction waits, and is refused', async () => {
  const { reserve, compensate, happened } = story('u6/reserve');
  const [begun, sleep] = [gate(), gate()];
  const releasing = inTransaction(async (t) => {
    const outcome = await undoOnce(t, 'u6/reserve', 'reserveParts', compensate);
    begun.open();
    await sleep.opened;
    return outcome;
  });
  await begun.opened;
  const reserving = reserve();
  await untilBlocked(database, 1);
  sleep.open();
  expect(await releasing).toBe('nothing');
  expect(await reserving).toEqual(undone);
  expect(happened).toEqual([]);
});

test('a compensation that waited for an effect which then fails still leaves its tombstone', async () => {
  const { reserve, release, work, happened } = story('u7/reserve');
  const sleep = gate();
  const dying = inTransaction(async (t) => {
    await once(t, 'u7/reserve', 'reserveParts', work);
    await sleep.opened;
    throw new Error('killed');
  });
  await expect.poll(() => happened).toEqual(['reserved']);
  const releasing = release();
  await untilBlocked(database, 1);
  sleep.open();
  await expect(dying).rejects.toThrow('killed');
  expect(await releasing).toBe('nothing');
  expect(await reserve()).toEqual(undone);
});

test('two deliveries of an effect at once do it once', async () => {
  const { reserve, happened } = story('u8/reserve');
  const outcomes = await Promise.all([reserve(), reserve(), reserve()]);
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true]);
  expect(happened).toEqual(['reserved']);
});

test('a wanted state is brought to newer versions only', async () => {
  const set = (version: number) =>
    inTransaction((t) => onceNewest(t, 'order/1', version, 'setReservations', async () => ({ version })));
  expect(await set(5)).toMatchObject({ ok: true, result: { version: 5 }, isRepeated: false });
  expect(await set(5)).toMatchObject({ ok: true, result: { version: 5 }, isRepeated: true });
  expect(await set(4)).toEqual({ ok: false, refusal: { code: 'effect.stale' } });
  expect(await set(9)).toMatchObject({ ok: true, result: { version: 9 }, isRepeated: false });
  await inTransaction((t) => undoOnce(t, 'order/1', 'setReservations', async () => undefined));
  expect(await set(10)).toEqual(undone);
});
