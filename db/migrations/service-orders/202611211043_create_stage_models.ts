import { sql } from 'kysely';
import { appendOnly } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Published stage models: a version is written once and never changed, because orders keep the one they began with. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table stage_models (
      id text collate "C" not null,
      version integer not null check (version > 0),
      document jsonb not null,
      published_at timestamptz(3) not null,
      published_by text not null,
      primary key (id, version)
    )`.execute(db);
  await sql`comment on column stage_models.document is '@type import("#domain/service-orders/stage-model.ts").StageModel'`.execute(
    db,
  );
  await appendOnly(db, 'stage_models');
}
