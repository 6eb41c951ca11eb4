import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Item lines that reserve nothing, and parts that are on order somewhere else: who said so, when, under which reference. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table order_lines
      add column plain_item boolean not null default false,
      add column ordered_outside jsonb`.execute(db);
  const type = sql.lit('@type import("#domain/service-orders/order.ts").OrderedOutside');
  await sql`comment on column order_lines.ordered_outside is ${type}`.execute(db);
}
