/** Where a consumer of events stands with each aggregate, for a whole batch at once. The tables are the inbox of `foundation`. */
import { sql } from 'kysely';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import type { AnyTransaction } from '../transaction.ts';

/**
 * What a position belongs to, as `ce_subject` says it. The id alone is not enough: aggregates of different kinds may share one, and
 * the events of the second would be taken for repetitions of the first.
 */
export function subjectOf({ aggregate, aggregateId }: Pick<EventEnvelope, 'aggregate' | 'aggregateId'>): string {
  return `${aggregate}/${aggregateId}`;
}

export interface Position {
  readonly subject: string;
  /** Of the event that was applied last, 0 before the first. */
  readonly version: number;
  /** Later events wait behind a hole. */
  readonly isAwaited: boolean;
}

/** Locks the positions until the transaction ends, in the order of the ids, so that batches wait for each other and never in a ring. */
export async function lockPositions(
  t: AnyTransaction,
  consumer: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Position>> {
  const { rows: known } = await sql<Position>`
    select aggregate_id as subject, version, is_awaited from inbox_positions
    where consumer = ${consumer} and aggregate_id = any(${subjects}) order by aggregate_id for update`.execute(t);
  const positions = new Map(known.map((row) => [row.subject, row]));
  const missing = subjects.filter((id) => !positions.has(id));
  if (missing.length === 0) return positions;
  const { rows: added } = await sql<Position>`
    insert into inbox_positions as p (consumer, aggregate_id, version)
    select ${consumer}, id, 0 from unnest(${missing}::text[]) as id order by id collate "C"
    on conflict (consumer, aggregate_id) do update set version = p.version
    returning aggregate_id as subject, version, is_awaited`.execute(t);
  for (const row of added) positions.set(row.subject, row);
  return positions;
}

/** Moves locked positions. */
export async function movePositions(
  t: AnyTransaction,
  consumer: string,
  positions: readonly Position[],
): Promise<void> {
  if (positions.length === 0) return;
  await sql`
    insert into inbox_positions (consumer, aggregate_id, version, is_awaited)
    select ${consumer}, r.subject, r.version, r."isAwaited"
    from jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) as r (subject text, version integer, "isAwaited" boolean)
    on conflict (consumer, aggregate_id) do update set version = excluded.version, is_awaited = excluded.is_awaited`.execute(
    t,
  );
}

/** Takes out the events of locked aggregates that wait for an earlier one. */
export async function takeWaiting(
  t: AnyTransaction,
  consumer: string,
  subjects: readonly string[],
): Promise<readonly EventEnvelope[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<{ event: EventEnvelope }>`
    delete from waiting_events where consumer = ${consumer} and aggregate_id = any(${subjects})
    returning event`.execute(t);
  return rows.map((row) => row.event);
}

/** Keeps events until the one before them comes. */
export async function keepWaiting(
  t: AnyTransaction,
  consumer: string,
  events: readonly EventEnvelope[],
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into waiting_events (consumer, aggregate_id, version, event)
    select ${consumer}, concat(e ->> 'aggregate', '/', e ->> 'aggregateId'), (e ->> 'version')::integer, e
    from jsonb_array_elements(${JSON.stringify(events)}::jsonb) as e
    on conflict do nothing`.execute(t);
}

/** Of the aggregates, the positions of a consumer; those it has never met are left out. */
export async function positionsOf(
  t: AnyTransaction,
  consumer: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ subject: string; version: number }>`
    select aggregate_id as subject, version from inbox_positions
    where consumer = ${consumer} and aggregate_id = any(${subjects})`.execute(t);
  return new Map(rows.map((row) => [row.subject, row.version]));
}

/** How many aggregates one consumer stands further with than another does, and the other way round. */
export async function comparePositions(
  t: AnyTransaction,
  consumer: string,
  other: string,
): Promise<{ readonly ahead: number; readonly behind: number }> {
  const { rows } = await sql<{ ahead: number; behind: number }>`
    with own as (select aggregate_id, version from inbox_positions where consumer = ${consumer} and version > 0),
      others as (select aggregate_id, version from inbox_positions where consumer = ${other} and version > 0)
    select count(*) filter (where coalesce(own.version, 0) > coalesce(others.version, 0))::integer as ahead,
      count(*) filter (where coalesce(own.version, 0) < coalesce(others.version, 0))::integer as behind
    from own full join others using (aggregate_id)`.execute(t);
  return rows[0] ?? { ahead: 0, behind: 0 };
}

export interface Standing {
  /** Applied events by area. */
  readonly areas: readonly { readonly area: string; readonly events: number }[];
  readonly waiting: number;
  readonly deadLetters: number;
}

/** How much a generation has applied, and what it could not. */
export async function standingOf(
  t: AnyTransaction,
  { generation, consumer }: { readonly generation: number; readonly consumer: string },
): Promise<Standing> {
  const { rows: areas } = await sql<{ area: string; events: number }>`
    select area, events from applied_events where generation = ${generation} order by area`.execute(t);
  const { rows } = await sql<Pick<Standing, 'waiting' | 'deadLetters'>>`
    select (select count(*)::integer from waiting_events where consumer = ${consumer}) as waiting,
      (select count(*)::integer from dead_letters where consumer = ${consumer} and replayed_at is null) as dead_letters
    `.execute(t);
  return { areas, waiting: 0, deadLetters: 0, ...rows[0] };
}
