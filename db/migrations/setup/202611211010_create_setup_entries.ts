import { sql } from 'kysely';
import { appendOnly } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

const kinds = sql.raw("('company', 'parameter', 'order-type', 'priority', 'category', 'calendar', 'reason-code')");

/** The set-up: one row per entry as it is now, and one per version that was ever published. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table setup_entries (
      kind text not null check (kind in ${kinds}),
      id text collate "C" not null,
      company_id uuid not null,
      version integer not null check (version > 0),
      data jsonb not null,
      changed_at timestamptz(3) not null,
      primary key (kind, id)
    )`.execute(db);
  await sql`
    create table setup_versions (
      kind text not null,
      id text collate "C" not null,
      version integer not null,
      company_id uuid not null,
      data jsonb not null,
      changed_at timestamptz(3) not null,
      changed_by text not null,
      primary key (kind, id, version)
    )`.execute(db);
  await appendOnly(db, 'setup_versions');
}
