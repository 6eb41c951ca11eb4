/** The outbox as its relay reads it: per aggregate strictly by version, by one relay of a service and sink at a time. */
import pg from 'pg';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { dedicatedClient } from './connection.ts';
import type { AnyDb } from './connection.ts';
import { onAppend } from './outbox.ts';
import type { Sink } from './outbox.ts';

/** An event to be published. `topic` is without the stack's prefix. */
export interface UnsentEvent {
  readonly id: string;
  readonly attempts: number;
  readonly topic: string;
  readonly event: EventEnvelope;
}

/** A message to be sent to Temporal under the row's id. */
export interface UnsentMessage {
  readonly id: string;
  readonly attempts: number;
  readonly aggregateId: string;
  readonly version: number;
  readonly message: unknown;
  readonly traceparent: string | null;
}

export interface UnsentRow {
  kafka: UnsentEvent;
  temporal: UnsentMessage;
}

export interface OutboxSource<Row> {
  /**
   * At most `limit` unsent rows, or none while another process is the active relay. For Kafka: of each aggregate the rows
   * from its smallest unsent version on, without a gap and in order. For Temporal: the one row with its smallest version.
   */
  readonly takeUnsent: (limit: number) => Promise<Row[]>;
  /** Marks rows as acknowledged. A row that was replaced since it was taken stays unsent. */
  readonly markSent: (ids: readonly string[]) => Promise<void>;
  /** Notes a failure; a Temporal row (and with it its aggregate) is not taken again before `retryAfterMs` are over. */
  readonly markFailed: (id: string, error: string, retryAfterMs: number) => Promise<void>;
  /** Milliseconds since the oldest unsent row was written; 0 when all is sent. Also true in a process that is not active. */
  readonly oldestUnsentAgeMs: () => Promise<number>;
  /** Calls `listener` after each commit of this process that wrote rows for the sink; the result ends that. */
  readonly onAppend: (listener: () => void) => () => void;
  /** Deletes rows sent more than `days` days ago and gives their number; the events themselves stay. */
  readonly prune: (days: number) => Promise<number>;
  /** True while this process holds the lock. */
  readonly isActive: () => boolean;
  /** Gives the lock to another process. */
  readonly close: () => Promise<void>;
}

/**
 * No cursor and no transaction horizon: version n + 1 is written under the aggregate's lock after n committed, so whoever
 * sees n + 1 sees n, and the unsent rows of an aggregate are always a run without a gap. A foreign open transaction holds
 * nothing up, a row that commits late is found whenever it appears.
 *
 * One relay at a time: it reads over the very session that holds the advisory lock. When that session dies, the lock is
 * free, reading fails here, and the next process to ask goes on from what is unsent. Who found another one active asks
 * again after `askAgainMs`.
 */
export function outboxSource<S extends Sink>(
  db: AnyDb,
  sink: S,
  { askAgainMs = 1_000 }: { readonly askAgainMs?: number } = {},
): OutboxSource<UnsentRow[S]> {
  const session = relaySession(db, sink, askAgainMs);
  const reader: { readonly [K in Sink]: (client: pg.Client, limit: number) => Promise<UnsentRow[K][]> } = {
    kafka: eventReader(),
    temporal: readMessages,
  };
  return {
    takeUnsent: (limit) => session.whileActive((client) => reader[sink](client, limit)),
    async markSent(ids) {
      await session.run(markSentQuery, [ids]);
    },
    async markFailed(id, error, retryAfterMs) {
      await session.run(markFailedQuery, [id, error.slice(0, 1_000), retryAfterMs]);
    },
    async oldestUnsentAgeMs() {
      const { rows } = await session.run<{ age: number | null }>(ageQuery, [sink]);
      return Math.max(0, rows[0]?.age ?? 0);
    },
    onAppend: (listener) => onAppend(db, sink, listener),
    async prune(days) {
      const { rowCount } = await session.run(pruneQuery, [sink, days]);
      return rowCount ?? 0;
    },
    isActive: session.isActive,
    close: session.close,
  };
}

const lockQuery = `select pg_try_advisory_lock(hashtextextended(current_schema() || '.outbox.' || $1, 0)) as got`;

/** A row that is just being replaced is skipped, not waited for: replaced, it is to be sent again; else it is the same row again. */
const markSentQuery = `
  update outbox set sent_at = now(), last_error = null
  where id in (select id from outbox where id = any($1::uuid[]) and sent_at is null for update skip locked)`;

const markFailedQuery = `
  update outbox set attempts = attempts + 1, last_error = $2, retry_at = now() + $3 * interval '1 millisecond'
  where id in (select id from outbox where id = $1 and sent_at is null for update skip locked)`;

const ageQuery = `
  select floor(extract(epoch from clock_timestamp() - min(created_at)) * 1000)::float8 as age
  from outbox where sink = $1 and sent_at is null`;

const pruneQuery = `delete from outbox where sink = $1 and sent_at < now() - $2 * interval '1 day'`;

const messagesQuery = `
  select id, attempts, aggregate_id as "aggregateId", version, message, traceparent from (
    select distinct on (aggregate_id) * from outbox where sink = 'temporal' and sent_at is null
    order by aggregate_id, version
  ) first where retry_at is null or retry_at <= now() limit $1`;

/** `$2` is where the last full batch ended, so that a long backlog of some aggregates does not hold up the others. */
const eventsQuery = `
  select o.id as "outboxId", o.attempts, o.topic, e.id, e.area, e.type, e.schema_version as "schemaVersion", e.aggregate,
    e.aggregate_id as "aggregateId", e.version, e.company_id as "companyId", e.customer_id as "customerId", e.principal,
    e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", o.traceparent, e.data
  from (
    select * from outbox where sink = 'kafka' and sent_at is null and aggregate_id >= $2
    order by aggregate_id, version limit $1
  ) o
  cross join lateral (
    select * from events e where e.aggregate_id = o.aggregate_id and e.version = o.version and e.recorded_at = o.created_at limit 1
  ) e
  order by o.aggregate_id, o.version`;

async function readMessages(client: pg.Client, limit: number): Promise<UnsentMessage[]> {
  const { rows } = await client.query<UnsentMessage>({ name: 'messages', text: messagesQuery, values: [limit] });
  return rows;
}

interface EventRow extends Omit<EventEnvelope, 'traceparent'> {
  readonly outboxId: string;
  readonly attempts: number;
  readonly topic: string;
  readonly traceparent: string | null;
}

function eventReader(): (client: pg.Client, limit: number) => Promise<UnsentEvent[]> {
  let from = '';
  const read = async (client: pg.Client, limit: number) => {
    const { rows } = await client.query<EventRow>({ name: 'events', text: eventsQuery, values: [limit, from] });
    return rows;
  };
  return async (client, limit) => {
    let rows = await read(client, limit);
    if (rows.length === 0 && from !== '') {
      from = '';
      rows = await read(client, limit);
    }
    from = rows.length < limit ? '' : (rows.at(-1)?.aggregateId ?? '');
    return rows.map(({ outboxId, attempts, topic, traceparent, ...event }) => ({
      id: outboxId,
      attempts,
      topic,
      event: traceparent === null ? event : { ...event, traceparent },
    }));
  };
}

/** The session that holds the lock, or waits for it. */
function relaySession(db: AnyDb, sink: Sink, askAgainMs: number) {
  let current: { readonly client: pg.Client; readonly connected: Promise<pg.Client> } | undefined;
  let active: pg.Client | undefined;
  let askAgainAt = 0;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** A client says that it broke and that it ended, perhaps when the next one is already there. */
  function forget(client: pg.Client): void {
    if (active === client) active = undefined;
    if (current?.client === client) current = undefined;
  }

  function connected(): Promise<pg.Client> {
    if (isClosed) return Promise.reject(new Error('the outbox source is closed'));
    current ??= open();
    return current.connected;
  }

  function open() {
    const client = dedicatedClient(db, `relay-${sink}`);
    client.on('error', () => forget(client));
    client.on('end', () => forget(client));
    const opened = client.connect().then(
      () => client,
      (error: unknown) => {
        forget(client);
        throw error;
      },
    );
    return { client, connected: opened };
  }

  /** A session that answered with something else than an error of Postgres (a time-out) is given up. */
  async function ask<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = await connected();
    try {
      return await work(client);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) {
        forget(client);
        client.end().catch(() => undefined);
      }
      throw error;
    }
  }

  async function isMine(client: pg.Client): Promise<boolean> {
    if (active === client) return true;
    if (performance.now() < askAgainAt) return false;
    const { rows } = await client.query<{ got: boolean }>(lockQuery, [sink]);
    // The answer and the end of the session may have come together.
    if (rows[0]?.got === true && current?.client === client) active = client;
    else askAgainAt = performance.now() + askAgainMs;
    return active === client;
  }

  /** One statement at a time: a session has no queue. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    whileActive<T>(work: (client: pg.Client) => Promise<T[]>): Promise<T[]> {
      return inTurn(() => ask(async (client) => ((await isMine(client)) ? work(client) : [])));
    },
    run<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<pg.QueryResult<Row>> {
      return inTurn(() => ask((client) => client.query<Row>(text, values)));
    },
    isActive: () => active !== undefined,
    /** After the statement that is running, if there is one. */
    async close(): Promise<void> {
      isClosed = true;
      await last;
      await current?.client.end();
    },
  };
}
