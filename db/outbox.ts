/**
 * What leaves a service, written in the transaction that makes it true: events for Kafka, messages for Temporal.
 * The relay of the service reads it through `outboxSource`.
 */
import { context, propagation } from '@opentelemetry/api';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type * as z from 'zod';

import type { EventSpec } from '#contracts/events/envelope.ts';
import { topicOf } from '#contracts/topics.ts';
import { afterCommit, databaseOf } from './transaction.ts';
import type { AnyTransaction } from './transaction.ts';

/** Where an outbox row goes. */
export type Sink = 'kafka' | 'temporal';

/** What an event says beside its kind. */
export interface EventFacts<Data> {
  readonly aggregateId: string;
  /** One more than the aggregate's last event; the first is 1. The aggregate's row carries the same number. */
  readonly version: number;
  readonly data: Data;
  /** The business instant: the command's, never the database's clock. */
  readonly occurredAt: string;
  /** Whose data it is: null when no customer may see it. */
  readonly customerId: string | null;
  readonly companyId?: string | null;
  /** Who did it; the transaction's own principal when absent. */
  readonly principal?: string;
}

/** An event ready to be written, its data parsed by its contract. */
export interface NewEvent {
  readonly id: string;
  readonly area: string;
  readonly aggregate: string;
  readonly aggregate_id: string;
  readonly version: number;
  readonly type: string;
  readonly schema_version: number;
  readonly data: object;
  readonly principal: string | null;
  readonly company_id: string | null;
  readonly customer_id: string | null;
  readonly occurred_at: string;
  readonly topic: string;
}

/** Makes an event of a contract. Throws ZodError when the data do not fit it; what the contract does not name is left out. */
export function eventOf<Spec extends EventSpec>(spec: Spec, facts: EventFacts<z.input<Spec['data']>>): NewEvent {
  return {
    id: uuidv7(),
    area: spec.area,
    aggregate: spec.aggregate,
    aggregate_id: facts.aggregateId,
    version: facts.version,
    type: spec.type,
    schema_version: spec.schemaVersion,
    data: spec.data.parse(facts.data),
    principal: facts.principal ?? null,
    company_id: facts.companyId ?? null,
    customer_id: facts.customerId,
    occurred_at: facts.occurredAt,
    topic: topicOf(spec.area, ''),
  };
}

/**
 * Writes one event and its outbox row, and gives the event's id. Throws VersionConflict when the version does not follow
 * the aggregate's last one: the caller did not hold the aggregate's lock, and the transaction must not commit.
 */
export async function appendEvent<Spec extends EventSpec>(
  t: AnyTransaction,
  spec: Spec,
  facts: EventFacts<z.input<Spec['data']>>,
): Promise<string> {
  const event = eventOf(spec, facts);
  await appendEvents(t, [event]);
  return event.id;
}

/**
 * Writes events of any number of aggregates and their outbox rows in one statement. An aggregate's events need not be
 * neighbours in the list but must make a row of versions without a hole. Throws as `appendEvent`.
 */
export async function appendEvents(t: AnyTransaction, events: readonly NewEvent[]): Promise<void> {
  const [first, ...others] = events;
  if (first === undefined) return;
  const refused = others.length === 0 ? await appendOne(t, first) : await appendMany(t, events);
  if (refused.length > 0) throw new VersionConflict(refused);
  wakeAfterCommit(t, 'kafka');
}

/** Gives the aggregate when it is refused. The statement of every command: it costs the server half of `appendMany`. */
async function appendOne(t: AnyTransaction, event: NewEvent): Promise<readonly string[]> {
  const { aggregate_id: aggregateId, version } = event;
  const { rows } = await sql`
    with moved as (
      insert into aggregate_versions as v (aggregate_id, aggregate, version)
      select ${aggregateId}, ${event.aggregate}, ${version}
      where ${version}::integer = 1 or exists (select from aggregate_versions where aggregate_id = ${aggregateId})
      on conflict (aggregate_id) do update set version = excluded.version
      where v.version = excluded.version - 1 and v.aggregate = excluded.aggregate
      returning v.aggregate_id
    ), written as (
      insert into events (id, area, aggregate, aggregate_id, version, type, schema_version, data, principal,
        company_id, customer_id, occurred_at)
      select ${event.id}::uuid, ${event.area}, ${event.aggregate}, aggregate_id, ${version}::integer, ${event.type},
        ${event.schema_version}::integer, ${JSON.stringify(event.data)}::jsonb,
        coalesce(${event.principal}, current_setting('callout.principal')),
        ${event.company_id}::uuid, ${event.customer_id}::uuid, ${event.occurred_at}::timestamptz
      from moved
    ), queued as (
      insert into outbox (id, sink, topic, aggregate_id, version, event_id, traceparent)
      select gen_random_uuid(), 'kafka', ${event.topic}, aggregate_id, ${version}::integer, ${event.id}::uuid,
        ${traceparent()}::text
      from moved
    )
    select aggregate_id from moved`.execute(t);
  return rows.length === 1 ? [] : [aggregateId];
}

/** Gives the aggregates that are refused. `any` of their ids keeps the plan on the index, whatever is known of the table. */
async function appendMany(t: AnyTransaction, events: readonly NewEvent[]): Promise<readonly string[]> {
  const ids = [...new Set(events.map((event) => event.aggregate_id))];
  const { rows } = await sql<{ aggregateId: string }>`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r (
        id uuid, area text, aggregate text, aggregate_id text, version integer, type text, schema_version integer,
        data jsonb, principal text, company_id uuid, customer_id uuid, occurred_at timestamptz, topic text)
    ), heads as (
      select aggregate_id, aggregate, min(version) as first, max(version) as last,
        max(version) - min(version) + 1 = count(*) as is_whole
      from input group by aggregate_id, aggregate
    ), begun as (
      insert into aggregate_versions as v (aggregate_id, aggregate, version)
      select aggregate_id, aggregate, last from heads where first = 1 and is_whole
      on conflict do nothing returning v.aggregate_id
    ), moved as (
      update aggregate_versions v set version = h.last from heads h
      where v.aggregate_id = any(${ids}) and v.aggregate_id = h.aggregate_id and v.aggregate = h.aggregate
        and h.first > 1 and v.version = h.first - 1 and h.is_whole
      returning v.aggregate_id
    ), accepted as (
      select i.* from input i
      where i.aggregate_id in (select aggregate_id from begun union all select aggregate_id from moved)
    ), written as (
      insert into events (id, area, aggregate, aggregate_id, version, type, schema_version, data, principal,
        company_id, customer_id, occurred_at)
      select id, area, aggregate, aggregate_id, version, type, schema_version, data,
        coalesce(principal, current_setting('callout.principal')), company_id, customer_id, occurred_at
      from accepted
    ), queued as (
      insert into outbox (id, sink, topic, aggregate_id, version, event_id, traceparent)
      select gen_random_uuid(), 'kafka', topic, aggregate_id, version, id, ${traceparent()}::text from accepted
    )
    select aggregate_id from heads where aggregate_id not in (select aggregate_id from accepted)`.execute(t);
  return rows.map((row) => row.aggregateId);
}

/**
 * Gives all events of an aggregate to the relay again, from its first one on: for a reader that has missed some. Sent rows
 * become unsent, rows that were pruned are written anew. Readers apply each event once, whatever is repeated.
 */
export async function sendEventsAgain(
  t: AnyTransaction,
  spec: Pick<EventSpec, 'area' | 'aggregate'>,
  aggregateId: string,
): Promise<void> {
  await sql`
    insert into outbox (id, sink, topic, aggregate_id, version, event_id)
    select gen_random_uuid(), 'kafka', ${topicOf(spec.area, '')}::text, aggregate_id, version, id from events
    where aggregate_id = ${aggregateId} and aggregate = ${spec.aggregate}
    on conflict (sink, aggregate_id, version) do update set sent_at = null, attempts = 0, retry_at = null`.execute(t);
  wakeAfterCommit(t, 'kafka');
}

/** A version that does not follow the aggregate's last one: two writers without the aggregate's lock, or a hole. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  readonly aggregateIds: readonly string[];

  constructor(aggregateIds: readonly string[]) {
    super(`the version does not follow the last one of ${aggregateIds.join(', ')}`);
    this.aggregateIds = aggregateIds;
  }
}

/** A message for Temporal (start, update or signal, as JSON) that belongs to one version of an aggregate. */
export interface TemporalMessage {
  readonly aggregateId: string;
  readonly version: number;
  readonly message: object;
}

/** Queues a message for Temporal; its id is the row's. At most one per version of an aggregate: a second one throws. */
export async function appendMessage(
  t: AnyTransaction,
  { aggregateId, version, message }: TemporalMessage,
): Promise<string> {
  const id = uuidv7();
  await sql`
    insert into outbox (id, sink, aggregate_id, version, message, traceparent)
    values (${id}, 'temporal', ${aggregateId}, ${version}, ${JSON.stringify(message)}, ${traceparent()})`.execute(t);
  wakeAfterCommit(t, 'temporal');
  return id;
}

/**
 * Queues the message that rows beside a workflow changed, which only says "look again": at most one per aggregate is
 * unsent. A later change takes the place of the unsent one under a new id, so that a message which the relay has in its
 * hands, and which may arrive before this commit, is not taken for this one and is not marked as sent in its stead.
 */
export async function appendRowsChanged(
  t: AnyTransaction,
  { aggregateId, version, message }: TemporalMessage,
): Promise<void> {
  await sql`
    insert into outbox (id, sink, aggregate_id, version, message, coalesce, traceparent)
    values (${uuidv7()}, 'temporal', ${aggregateId}, ${version}, ${JSON.stringify(message)}, 'rowsChanged', ${traceparent()})
    on conflict (sink, aggregate_id, coalesce) where sent_at is null and coalesce is not null
    do update set id = excluded.id, version = excluded.version, message = excluded.message,
      traceparent = excluded.traceparent, attempts = 0, retry_at = null, last_error = null`.execute(t);
  wakeAfterCommit(t, 'temporal');
}

interface Wake {
  readonly listeners: Set<() => void>;
  readonly ring: () => void;
}

const wakes = new WeakMap<object, Record<Sink, Wake>>();

/** Calls `listener` after each commit of this process that wrote to the sink's outbox; the result ends that. */
export function onAppend(db: object, sink: Sink, listener: () => void): () => void {
  const { listeners } = wakesOf(db)[sink];
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function wakeAfterCommit(t: AnyTransaction, sink: Sink): void {
  afterCommit(t, wakesOf(databaseOf(t))[sink].ring);
}

function wakesOf(db: object): Record<Sink, Wake> {
  const known = wakes.get(db);
  if (known !== undefined) return known;
  const made = { kafka: makeWake(), temporal: makeWake() };
  wakes.set(db, made);
  return made;
}

function makeWake(): Wake {
  const listeners = new Set<() => void>();
  return { listeners, ring: () => listeners.forEach((listener) => listener()) };
}

/** The active trace, so that what is sent later belongs to it; null outside of a trace. */
function traceparent(): string | null {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers['traceparent'] ?? null;
}
