import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Each service's own copy of the set-up, kept from the topic of the area `setup`: what was published last of each entry. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table setup_copy (
      kind text not null,
      id text collate "C" not null,
      version integer not null check (version > 0),
      data jsonb not null,
      primary key (kind, id)
    )`.execute(db);
  await sql`comment on column setup_copy.data is '@type Readonly<Record<string, unknown>>'`.execute(db);
}
