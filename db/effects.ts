/**
 * Effects done for another service, each under a key that its caller chose: done at most once, and never after its
 * compensation, however late it wakes up (protocol, H3).
 *
 * Effect and compensation begin by taking the key: whoever writes its row first makes the other wait for the end of the
 * transaction. A compensation leaves the tombstone `undone` whether or not there was something to undo.
 */
import { sql } from 'kysely';

import type { AnyTransaction } from './transaction.ts';

/** Why an effect was not done: it was compensated before, or a newer version of the wanted state was done. */
export type EffectRefusal = { readonly code: 'effect.undone' } | { readonly code: 'effect.stale' };

export type EffectOutcome<T> =
  | { readonly ok: true; readonly result: T; readonly isRepeated: boolean }
  | { readonly ok: false; readonly refusal: EffectRefusal };

/** What a compensation found: the effect, nothing (yet), or its own earlier run. */
export type UndoOutcome = 'undone' | 'nothing' | 'repeated';

interface EffectRow<T> {
  readonly state: 'done' | 'undone';
  readonly version: number | null;
  readonly result: T;
}

/**
 * Does `work` under the key, in this transaction. Done before: gives the stored result, which must be JSON, and `work`
 * does not run. Compensated before: refuses. When `work` throws, nothing is kept and the key may be tried again.
 */
export async function once<T>(
  t: AnyTransaction,
  key: string,
  name: string,
  work: () => Promise<T>,
): Promise<EffectOutcome<T>> {
  if (await takeKey(t, key, name, 'done')) return first(t, key, await work());
  const row = await lockKey<T>(t, key);
  if (row.state === 'undone') return { ok: false, refusal: { code: 'effect.undone' } };
  return { ok: true, result: row.result, isRepeated: true };
}

/**
 * Brings something to the whole wanted state of a version: a newer version is done, the same one gives its stored
 * result, an older one is refused, and so is any after the compensation.
 */
export async function onceNewest<T>(
  t: AnyTransaction,
  key: string,
  version: number,
  name: string,
  work: () => Promise<T>,
): Promise<EffectOutcome<T>> {
  if (await takeKey(t, key, name, 'done', version)) return first(t, key, await work());
  const row = await lockKey<T>(t, key);
  if (row.state === 'undone') return { ok: false, refusal: { code: 'effect.undone' } };
  const done = row.version ?? 0;
  if (version < done) return { ok: false, refusal: { code: 'effect.stale' } };
  if (version === done) return { ok: true, result: row.result, isRepeated: true };
  await sql`update effects set version = ${version}, at = now() where key = ${key}`.execute(t);
  return first(t, key, await work());
}

/**
 * Undoes the effect of the key in this transaction: `compensate` gets its stored result and runs only when the effect
 * was done and not undone before. In any case the key is a tombstone afterwards.
 */
export async function undoOnce<T>(
  t: AnyTransaction,
  key: string,
  name: string,
  compensate: (result: T) => Promise<void>,
): Promise<UndoOutcome> {
  if (await takeKey(t, key, name, 'undone')) return 'nothing';
  const row = await lockKey<T>(t, key);
  if (row.state === 'undone') return 'repeated';
  await compensate(row.result);
  await sql`update effects set state = 'undone', at = now() where key = ${key}`.execute(t);
  return 'undone';
}

/** Writes the key's row; false when there is one. Waits for a transaction that is just writing it. */
async function takeKey(
  t: AnyTransaction,
  key: string,
  name: string,
  state: 'done' | 'undone',
  version: number | null = null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into effects (key, name, state, version) values (${key}, ${name}, ${state}, ${version})
    on conflict do nothing returning key`.execute(t);
  return rows.length === 1;
}

async function lockKey<T>(t: AnyTransaction, key: string): Promise<EffectRow<T>> {
  const { rows } = await sql<
    EffectRow<T>
  >`select state, version, result from effects where key = ${key} for update`.execute(t);
  const [row] = rows;
  if (row === undefined) throw new Error(`the effect ${key} vanished while it was being locked`);
  return row;
}

async function first<T>(t: AnyTransaction, key: string, result: T): Promise<EffectOutcome<T>> {
  await sql`update effects set result = ${JSON.stringify(result ?? null)} where key = ${key}`.execute(t);
  return { ok: true, result, isRepeated: false };
}
