import { sql } from 'kysely';
import { appendOnly, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** The tables that every service has: its events, what it still has to send, what it has read, and effects done for others. */
export async function up(db: MigrationDb): Promise<void> {
  await createEvents(db);
  await createOutbox(db);
  await createInbox(db);
  await createEffects(db);
}

/**
 * Events stay for ever, by month of their recording. A unique index of a partitioned table must contain the partition
 * key, so the one on `events` cannot forbid the same version twice in two months. `aggregate_versions` does: one row per
 * aggregate with its last version, moved from n - 1 to n by the statement that writes event n, or that statement fails.
 */
async function createEvents(db: MigrationDb): Promise<void> {
  await sql`
    create table aggregate_versions (
      aggregate_id text collate "C" primary key,
      aggregate text not null,
      version integer not null check (version > 0)
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create table events (
      id uuid not null,
      area text not null,
      aggregate text not null,
      aggregate_id text collate "C" not null,
      version integer not null check (version > 0),
      type text not null,
      schema_version integer not null,
      data jsonb not null,
      principal text not null,
      company_id uuid,
      customer_id uuid,
      occurred_at timestamptz(3) not null,
      recorded_at timestamptz(3) not null default now(),
      primary key (aggregate_id, version, recorded_at)
    ) partition by range (recorded_at)`.execute(db);
  await sql`comment on column events.data is '@type Readonly<Record<string, unknown>>'`.execute(db);
  await sql`create table events_later partition of events default`.execute(db);
  await createEventMonths(db);
  await protectCustomerRows(db, 'events');
  await appendOnly(db, 'events');
  await sql`select add_event_months(3)`.execute(db);
}

/**
 * `add_event_months(n)` makes the partitions of this month and of the n months after it, with the owner's rights, so that
 * the service can call it while it runs. Events that had to go to the default partition move to their own.
 */
async function createEventMonths(db: MigrationDb): Promise<void> {
  await sql`
    do $make$ begin execute format($outer$
      create function add_event_months(ahead integer) returns void language plpgsql
      security definer set search_path = %1$I, pg_temp as $body$
      declare
        month date := date_trunc('month', now() at time zone 'UTC')::date;
        partition text;
      begin
        perform pg_advisory_xact_lock(hashtext('%1$I.add_event_months'));
        for i in 0..ahead loop
          partition := 'events_' || to_char(month, 'YYYY"m"MM');
          if to_regclass(partition) is null then
            execute format('create table %%I (like events including defaults including constraints)', partition);
            execute format('revoke all on %%I from %%I', partition, current_database() || '_%1$s');
            execute format('with moved as (delete from events_later where recorded_at >= %%L and recorded_at < %%L returning *)
              insert into %%I select * from moved',
              month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC', partition);
            execute format('alter table events attach partition %%I for values from (%%L) to (%%L)',
              partition, month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
          end if;
          month := (month + interval '1 month')::date;
        end loop;
      end $body$ $outer$, current_schema());
      execute format('revoke all on events_later from %I', current_database() || '_' || current_schema());
    end $make$`.execute(db);
}

/**
 * What is still to be sent, per sink. A row for Kafka points to its event; a row for Temporal carries its message. Of the
 * rows with a `coalesce` word, at most one per aggregate is unsent.
 */
async function createOutbox(db: MigrationDb): Promise<void> {
  await sql`
    create table outbox (
      id uuid primary key,
      sink text not null check (sink in ('kafka', 'temporal')),
      topic text,
      aggregate_id text collate "C" not null,
      version integer not null,
      event_id uuid,
      message jsonb,
      coalesce text,
      traceparent text,
      created_at timestamptz(3) not null default now(),
      sent_at timestamptz(3),
      attempts integer not null default 0,
      retry_at timestamptz(3),
      last_error text,
      unique (sink, aggregate_id, version),
      check (case sink when 'kafka' then topic is not null and event_id is not null else message is not null end)
    ) with (autovacuum_vacuum_scale_factor = 0.02)`.execute(db);
  await sql`create index outbox_unsent on outbox (sink, aggregate_id, version) where sent_at is null`.execute(db);
  await sql`
    create unique index outbox_one_unsent on outbox (sink, aggregate_id, coalesce)
    where sent_at is null and coalesce is not null`.execute(db);
  await sql`create index outbox_sent on outbox (sent_at) where sent_at is not null`.execute(db);
}

async function createInbox(db: MigrationDb): Promise<void> {
  await sql`
    create table inbox_positions (
      consumer text not null,
      aggregate_id text collate "C" not null,
      version integer not null,
      is_awaited boolean not null default false,
      primary key (consumer, aggregate_id)
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create table waiting_events (
      consumer text not null,
      aggregate_id text collate "C" not null,
      version integer not null,
      event jsonb not null,
      received_at timestamptz(3) not null default now(),
      primary key (consumer, aggregate_id, version)
    )`.execute(db);
  await sql`
    create table dead_letters (
      id uuid primary key,
      consumer text not null,
      source text not null,
      message jsonb not null,
      reason text not null,
      received_at timestamptz(3) not null default now(),
      attempts integer not null default 0,
      replayed_at timestamptz(3),
      unique (consumer, source)
    )`.execute(db);
}

/** An effect done for another service, under the key it was asked with; `undone` is the tombstone a compensation leaves. */
async function createEffects(db: MigrationDb): Promise<void> {
  await sql`
    create table effects (
      key text collate "C" primary key,
      name text not null,
      state text not null check (state in ('done', 'undone')),
      version integer,
      result jsonb,
      at timestamptz(3) not null default now()
    )`.execute(db);
}
