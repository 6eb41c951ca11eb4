import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** Clocks of an order beside the one to resolve it, and the targets that they count towards. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table service_orders
      add column clocks jsonb not null default '[]',
      add column sla_targets jsonb not null default '[]'`.execute(db);
  for (const [column, type] of [
    ['service_orders.clocks', 'readonly import("#domain/sla/clock.ts").SlaClock[]'],
    ['service_orders.sla_targets', 'readonly import("#domain/sla/target.ts").SlaTarget[]'],
  ] as const)
    await sql`comment on column ${sql.ref(column)} is ${sql.lit(`@type ${type}`)}`.execute(db);
}
