import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/**
 * Lists as people like to see them. A view belongs to whoever saved it, a person or a token; only what is shared is for all staff,
 * and that the rows say themselves.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table saved_views (
      view_id uuid primary key,
      version integer not null check (version > 0),
      owner text collate "C" not null,
      name text not null,
      shared boolean not null,
      content jsonb not null,
      created_at timestamptz(3) not null,
      unique (owner, name)
    )`.execute(db);
  await sql`comment on column saved_views.content is ${sql.lit(
    '@type import("#contracts/http/identity-views.ts").OrderView',
  )}`.execute(db);
  await sql`create index saved_views_shared on saved_views (name) where shared`.execute(db);
  await sql`alter table saved_views enable row level security`.execute(db);
  await sql`alter table saved_views force row level security`.execute(db);
  await sql`
    create policy own_or_shared on saved_views using (
      current_setting('callout.scope', true) = 'system'
      or current_setting('callout.scope', true) = 'staff'
      and (shared or owner = current_setting('callout.principal', true)))`.execute(db);
}
