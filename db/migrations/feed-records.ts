/** The table of records that other systems feed in, in the schema of each service that takes them. */
import { sql } from 'kysely';
import { hideFromCustomers } from './migration.ts';
import type { MigrationDb } from './migration.ts';

/**
 * The newest record of each thing by each source, with what it waits for and what does not hold here. `row_id` is null until it
 * has taken effect; `kept` says by field which content a person decided against.
 */
export async function createFeedRecords(db: MigrationDb): Promise<void> {
  await sql`
    create table feed_records (
      feed_record_id uuid primary key,
      source text not null,
      kind text not null check (kind in ('customer', 'site', 'contact', 'technician')),
      external_id text not null,
      changed_at timestamptz(3) not null,
      record jsonb not null,
      row_id uuid,
      waits_for jsonb not null,
      conflicts jsonb not null,
      kept jsonb not null,
      received_at timestamptz(3) not null,
      is_open boolean not null generated always as
        (row_id is null or waits_for <> '[]'::jsonb or conflicts <> '[]'::jsonb) stored,
      unique (source, kind, external_id)
    )`.execute(db);
  await sql`create index feed_records_of_a_thing on feed_records (kind, external_id)`.execute(db);
  await sql`create index feed_records_waiting on feed_records using gin (waits_for jsonb_path_ops)`.execute(db);
  await sql`create index feed_records_open on feed_records (feed_record_id) where is_open`.execute(db);
  await hideFromCustomers(db, 'feed_records');
}
