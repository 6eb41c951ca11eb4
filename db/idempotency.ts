/** The same request again gets the same answer: what was decided under an Idempotency-Key, kept with the decision itself. */
import { createHash } from 'node:crypto';

import { sql } from 'kysely';

import { refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import type { AnyTransaction } from './transaction.ts';

/** Who sends it is the transaction's own actor. */
export interface KeyedRequest {
  /** The operation id of the route. */
  readonly route: string;
  readonly key: string;
  /** All that the request asks for, parameters of the path included; only its hash is kept. */
  readonly asks: object;
}

interface RememberedRow<T> {
  readonly requestHash: string;
  readonly answer: T;
}

/**
 * Does `work` for the first request under the actor's key and keeps its facts, which must be JSON; the same request again
 * gets them without work, another one is refused with `idempotency.other-body`. A refusal of `work`, which must write
 * nothing, is not kept: the key may be tried again. Requests of one key at the same time wait for each other.
 */
export async function idempotent<T extends object, C extends string>(
  t: AnyTransaction,
  request: KeyedRequest,
  work: () => Promise<Decision<T, C>>,
): Promise<Decision<T, C | 'idempotency.other-body'>> {
  const { route, key } = request;
  const requestHash = createHash('sha256').update(JSON.stringify(request.asks)).digest('hex');
  if (!(await takeKey(t, request, requestHash))) {
    const row = await remembered<Decision<T, C>>(t, request);
    return row.requestHash === requestHash ? row.answer : refuse('idempotency.other-body');
  }
  const decision = await work();
  if (decision.ok) {
    await sql`
      update remembered_answers set answer = ${JSON.stringify(decision)}
      where principal = current_setting('callout.principal') and route = ${route} and key = ${key}`.execute(t);
  } else {
    await sql`
      delete from remembered_answers
      where principal = current_setting('callout.principal') and route = ${route} and key = ${key}`.execute(t);
  }
  return decision;
}

/** Forgets answers of more than `days` days ago and gives their number. Needs a transaction of the system. */
export async function pruneAnswers(t: AnyTransaction, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from remembered_answers where at < now() - ${days} * interval '1 day'`.execute(t);
  return Number(numAffectedRows ?? 0n);
}

/** Writes the key's row; false when there is one. Waits for a transaction that is just writing it. */
async function takeKey(t: AnyTransaction, { route, key }: KeyedRequest, requestHash: string): Promise<boolean> {
  const { rows } = await sql`
    insert into remembered_answers (principal, route, key, request_hash)
    values (current_setting('callout.principal'), ${route}, ${key}, ${requestHash})
    on conflict do nothing returning key`.execute(t);
  return rows.length === 1;
}

async function remembered<T>(t: AnyTransaction, { route, key }: KeyedRequest): Promise<RememberedRow<T>> {
  const { rows } = await sql<RememberedRow<T>>`
    select request_hash, answer from remembered_answers
    where principal = current_setting('callout.principal') and route = ${route} and key = ${key}`.execute(t);
  const [row] = rows;
  if (row === undefined) throw new Error(`the answer to ${route} vanished while it was looked for`);
  return row;
}
