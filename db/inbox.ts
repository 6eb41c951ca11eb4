/** Reading other services' events: each once and in order, in the transaction of its effect, whatever the broker repeats. */
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';

import type { AnyTransaction } from './transaction.ts';

/** What ordering needs of an event; its version counts the aggregate's events from 1. */
export interface Sequenced {
  readonly aggregateId: string;
  readonly version: number;
}

/** `gap`: an earlier event is missing; this one was kept and is applied right after that one. */
export type Applied = 'applied' | 'duplicate' | 'gap';

/**
 * Applies event n + 1 of an aggregate after n only, and moves the consumer's position in the same transaction; events
 * that waited for this one follow at once. Deliveries of one aggregate at the same time wait for each other.
 */
export async function applyInOrder<E extends Sequenced>(
  t: AnyTransaction,
  consumer: string,
  event: E,
  apply: (event: E) => Promise<void>,
): Promise<Applied> {
  let position = await moveTo(t, consumer, event);
  if (position === undefined) {
    const version = await lockPosition(t, consumer, event.aggregateId);
    if (version >= event.version) return 'duplicate';
    if (version < event.version - 1) {
      await keepWaiting(t, consumer, event);
      return 'gap';
    }
    position = await moveTo(t, consumer, event);
  }
  await apply(event);
  if (position?.isAwaited === true) await applyWaiting(t, consumer, event, apply);
  return 'applied';
}

/** Applies an event that carries its aggregate's whole state when it is newer than the last one applied; holes do not matter. */
export async function applyIfNewer<E extends Sequenced>(
  t: AnyTransaction,
  consumer: string,
  event: E,
  apply: (event: E) => Promise<void>,
): Promise<'applied' | 'duplicate'> {
  const { rows } = await sql`
    insert into inbox_positions as p (consumer, aggregate_id, version)
    values (${consumer}, ${event.aggregateId}, ${event.version})
    on conflict (consumer, aggregate_id) do update set version = excluded.version where p.version < excluded.version
    returning version`.execute(t);
  if (rows.length === 0) return 'duplicate';
  await apply(event);
  return 'applied';
}

/** Milliseconds since the oldest waiting event came; 0 when none waits. A gap that lasts is an alert. */
export async function oldestWaitingAgeMs(t: AnyTransaction, consumer: string): Promise<number> {
  const { rows } = await sql<{ age: number | null }>`
    select floor(extract(epoch from clock_timestamp() - min(received_at)) * 1000)::float8 as age
    from waiting_events where consumer = ${consumer}`.execute(t);
  return Math.max(0, rows[0]?.age ?? 0);
}

/** Forgets a consumer's positions and waiting events, for a read model that is built anew from the first event. */
export async function forgetPositions(t: AnyTransaction, consumer: string): Promise<void> {
  await sql`
    with w as (delete from waiting_events where consumer = ${consumer})
    delete from inbox_positions where consumer = ${consumer}`.execute(t);
}

/** A message that can never be applied as it is. */
export interface DeadLetter {
  /** Where it came from, the same at each delivery: `<topic>/<partition>/<offset>`. */
  readonly source: string;
  /** The message as far as it can be kept as JSON; given back by replay. */
  readonly message: unknown;
  readonly reason: string;
}

/** Puts a message aside with its reason. The same message again only raises its attempts. */
export async function deadLetter(t: AnyTransaction, consumer: string, letter: DeadLetter): Promise<void> {
  await sql`
    insert into dead_letters as d (id, consumer, source, message, reason)
    values (${uuidv7()}, ${consumer}, ${letter.source}, ${JSON.stringify(letter.message)}, ${letter.reason.slice(0, 2_000)})
    on conflict (consumer, source) do update
    set attempts = d.attempts + 1, reason = excluded.reason, replayed_at = null`.execute(t);
}

/** Dead letters of a consumer that were neither replayed nor discarded, oldest first. */
export async function deadLettersOf(t: AnyTransaction, consumer: string, limit = 100): Promise<KeptLetter[]> {
  const { rows } = await sql<KeptLetter>`
    select id, source, message, reason, attempts, received_at from dead_letters
    where consumer = ${consumer} and replayed_at is null and discarded_at is null order by id limit ${limit}`.execute(
    t,
  );
  return rows;
}

/** Who discarded a dead letter, when and why. */
export interface Discard {
  readonly discardedBy: string;
  readonly discardedAt: string;
  readonly discardReason: string;
}

/** The latest of a consumer's dead letters that were discarded. */
export async function discardedLettersOf(t: AnyTransaction, consumer: string): Promise<(KeptLetter & Discard)[]> {
  const { rows } = await sql<KeptLetter & Discard>`
    select id, source, message, reason, attempts, received_at, discarded_by, discarded_at, discard_reason
    from dead_letters where consumer = ${consumer} and discarded_at is not null
    order by discarded_at desc, id desc limit 100`.execute(t);
  return rows;
}

/** Notes that a dead letter is not to be applied any more; false when there is none that was neither replayed nor discarded. */
export async function discardDeadLetter(
  t: AnyTransaction,
  {
    consumer,
    id,
    discardedBy,
    discardedAt,
    discardReason,
  }: Discard & { readonly consumer: string; readonly id: string },
): Promise<boolean> {
  const { rows } = await sql`
    update dead_letters
    set discarded_by = ${discardedBy}, discarded_at = ${discardedAt}, discard_reason = ${discardReason}
    where id = ${id} and consumer = ${consumer} and replayed_at is null and discarded_at is null
    returning id`.execute(t);
  return rows.length > 0;
}

/** Whether a dead letter is a consumer's. */
export async function isLetterOf(t: AnyTransaction, consumer: string, id: string): Promise<boolean> {
  const { rows } = await sql`select from dead_letters where id = ${id} and consumer = ${consumer}`.execute(t);
  return rows.length > 0;
}

export interface KeptLetter extends DeadLetter {
  readonly id: string;
  readonly attempts: number;
  readonly receivedAt: string;
}

/** A message that was put aside still cannot be applied; the transaction must not commit, so that the letter stays. */
export class StillUnfit extends Error {
  override readonly name = 'StillUnfit';
}

/**
 * Gives one dead letter to `handle` again in this transaction and notes that it was replayed; false when it was replayed
 * before or is being replayed elsewhere. When `handle` throws, the transaction rolls back and the letter stays.
 */
export async function replayDeadLetter(
  t: AnyTransaction,
  id: string,
  handle: (letter: KeptLetter) => Promise<void>,
): Promise<boolean> {
  const { rows } = await sql<KeptLetter>`
    update dead_letters set replayed_at = now(), attempts = attempts + 1
    where id = (select id from dead_letters where id = ${id} and replayed_at is null and discarded_at is null for update skip locked)
    returning id, source, message, reason, attempts, received_at`.execute(t);
  const [letter] = rows;
  if (letter === undefined) return false;
  await handle(letter);
  return true;
}

/**
 * Moves the position to the event when it is the next one, and tells whether later ones wait for it. That stands in the
 * position's own row, because a statement that waited for a row sees its newest state, but other tables as they were.
 */
async function moveTo(
  t: AnyTransaction,
  consumer: string,
  { aggregateId, version }: Sequenced,
): Promise<{ readonly isAwaited: boolean } | undefined> {
  const { rows } =
    version === 1
      ? await sql<{ isAwaited: boolean }>`
          insert into inbox_positions as p (consumer, aggregate_id, version) values (${consumer}, ${aggregateId}, 1)
          on conflict (consumer, aggregate_id) do update set version = 1 where p.version = 0
          returning is_awaited`.execute(t)
      : await sql<{ isAwaited: boolean }>`
          update inbox_positions set version = ${version}
          where consumer = ${consumer} and aggregate_id = ${aggregateId} and version = ${version - 1}
          returning is_awaited`.execute(t);
  return rows[0];
}

/** Locks the position, after whoever is moving it just now, and gives its version; 0 before the first event. */
async function lockPosition(t: AnyTransaction, consumer: string, aggregateId: string): Promise<number> {
  await sql`
    insert into inbox_positions (consumer, aggregate_id, version) values (${consumer}, ${aggregateId}, 0)
    on conflict do nothing`.execute(t);
  const { rows } = await sql<{ version: number }>`
    select version from inbox_positions where consumer = ${consumer} and aggregate_id = ${aggregateId} for update`.execute(
    t,
  );
  return rows[0]?.version ?? 0;
}

/** Keeps an event until the one before it comes. The position's lock is held. */
async function keepWaiting(t: AnyTransaction, consumer: string, event: Sequenced): Promise<void> {
  await sql`
    insert into waiting_events (consumer, aggregate_id, version, event)
    values (${consumer}, ${event.aggregateId}, ${event.version}, ${JSON.stringify(event)})
    on conflict do nothing`.execute(t);
  await sql`
    update inbox_positions set is_awaited = true
    where consumer = ${consumer} and aggregate_id = ${event.aggregateId}`.execute(t);
}

/** Applies the events that waited for `last`, up to the next hole. */
async function applyWaiting<E extends Sequenced>(
  t: AnyTransaction,
  consumer: string,
  last: E,
  apply: (event: E) => Promise<void>,
): Promise<void> {
  const { aggregateId } = last;
  let { version } = last;
  for (;;) {
    const { rows } = await sql<{ event: E }>`
      delete from waiting_events
      where consumer = ${consumer} and aggregate_id = ${aggregateId} and version = ${version + 1}
      returning event`.execute(t);
    const [next] = rows;
    if (next === undefined) break;
    await moveTo(t, consumer, next.event);
    await apply(next.event);
    version = next.event.version;
  }
  await sql`
    update inbox_positions set is_awaited = exists (
      select from waiting_events where consumer = ${consumer} and aggregate_id = ${aggregateId} and version > ${version})
    where consumer = ${consumer} and aggregate_id = ${aggregateId}`.execute(t);
}
