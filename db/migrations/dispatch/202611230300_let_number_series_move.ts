import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** Where the numbers of technicians go on elsewhere than they began: other letters, and what is added to the next value of the sequence. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table moved_series (
      company_id uuid not null,
      series text not null unique,
      prefix text not null,
      shift bigint not null,
      version integer not null check (version > 0),
      primary key (company_id, series)
    )`.execute(db);
}
