import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Lines beyond what was agreed wait for the customer's word, and an order may have an amount that it does not exceed without it. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table service_orders
      add column not_to_exceed_minor bigint check (not_to_exceed_minor >= 0),
      add column over_limit jsonb`.execute(db);
  await sql`
    alter table order_lines
      add column extra boolean not null default false,
      add column approval jsonb,
      add column approved_by text,
      add column approval_note text`.execute(db);
  const home = 'import("#domain/service-orders/approval.ts")';
  for (const [column, type] of [
    ['service_orders.over_limit', `${home}.OverLimit`],
    ['order_lines.approval', `${home}.LineApproval`],
  ] as const)
    await sql`comment on column ${sql.ref(column)} is ${sql.lit(`@type ${type}`)}`.execute(db);
}
