/** A service's events as rows: the record that outlives every broker. */
import { sql } from 'kysely';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { topicOf } from '#contracts/topics.ts';
import type { AnyDb } from './connection.ts';
import type { AnyTransaction } from './transaction.ts';

/** An event with the topic it belongs to, without the stack's prefix. */
export interface PublishedEvent {
  readonly topic: string;
  readonly event: EventEnvelope;
}

const columns = sql`
  id, area, type, schema_version, aggregate, aggregate_id, version, company_id, customer_id, principal, occurred_at,
  recorded_at, data`;

/**
 * The next whole aggregates, by id, of which an event was recorded at or after `since`: all their events from version 1
 * on, in order. Give the last aggregate's id as `after` to go on; the result is empty at the end. Needs a transaction
 * that sees all customers.
 */
export async function eventsSince(
  t: AnyTransaction,
  since: string,
  after: string = '',
  aggregates = 100,
): Promise<PublishedEvent[]> {
  const { rows } = await sql<EventEnvelope>`
    select ${columns} from events where aggregate_id in (
      select distinct aggregate_id from events where recorded_at >= ${since} and aggregate_id > ${after}
      order by aggregate_id limit ${aggregates}
    ) order by aggregate_id, version`.execute(t);
  return rows.map((event) => ({ topic: topicOf(event.area, ''), event }));
}

/** The events of one aggregate in order, as far as the transaction's actor may see them. */
export async function eventsOf(t: AnyTransaction, aggregateId: string): Promise<EventEnvelope[]> {
  const { rows } = await sql<EventEnvelope>`
    select ${columns} from events where aggregate_id = ${aggregateId} order by version`.execute(t);
  return rows;
}

/** Makes the event partitions of this month and of the `ahead` months after it; a daily job of every service calls it. */
export async function addEventMonths(db: AnyDb, ahead: number): Promise<void> {
  await sql`select add_event_months(${ahead}::integer)`.execute(db);
}

/** Events that had to go to the default partition because their month had none: anything but 0 is an alert. */
export async function eventsWithoutMonth(t: AnyTransaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from events where tableoid = 'events_later'::regclass`.execute(t);
  return rows[0]?.count ?? 0;
}
