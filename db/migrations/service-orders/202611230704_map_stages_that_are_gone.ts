import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** Where the orders of stages go that a newer version no longer has, and where each order was and went. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table stage_migrations add column mapping jsonb not null default '{}'`.execute(db);
  await sql`comment on column stage_migrations.mapping is '@type import("#domain/service-orders/stage-mapping.ts").StageMapping'`.execute(
    db,
  );
  await sql`alter table stage_migration_orders add column from_stage text, add column to_stage text`.execute(db);
}
