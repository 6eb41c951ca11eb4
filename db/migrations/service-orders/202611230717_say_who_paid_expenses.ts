import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/** What an expense line says of its receipt and of who paid, and how it was paid back. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table order_lines
      add column expense jsonb,
      add column paid_back_by text,
      add column paid_back_reference text`.execute(db);
  const type = '@type import("#domain/service-orders/expenses.ts").LineExpense';
  await sql`comment on column order_lines.expense is ${sql.lit(type)}`.execute(db);
  await sql`create index order_lines_to_pay_back on order_lines (work_date, line_id) where expense is not null`.execute(
    db,
  );
}
