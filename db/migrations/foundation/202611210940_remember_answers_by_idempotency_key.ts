import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/**
 * What was answered to a request with an Idempotency-Key, so that the same request again gets the same answer. An answer
 * may hold anything, so nobody but who asked, and the system that prunes, sees the row.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table remembered_answers (
      principal text not null,
      route text not null,
      key text not null,
      request_hash text not null,
      answer jsonb,
      at timestamptz(3) not null default now(),
      primary key (principal, route, key)
    )`.execute(db);
  await sql`create index remembered_answers_age on remembered_answers (at)`.execute(db);
  await sql`alter table remembered_answers enable row level security`.execute(db);
  await sql`alter table remembered_answers force row level security`.execute(db);
  await sql`
    create policy own_answers on remembered_answers using (
      principal = current_setting('callout.principal', true) or current_setting('callout.scope', true) = 'system'
    )`.execute(db);
}
