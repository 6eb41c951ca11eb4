import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';
import { hideFromCustomers } from '../migration.ts';

/**
 * Of which year of an agreement, and by which of its rules, something was paid of a line: orders of the year share its limits. Null
 * where the limit was the order's own. Who takes of a year locks its row.
 */
export async function up(db: MigrationDb): Promise<void> {
  for (const table of ['priced_lines', 'transactions'])
    await sql`
      alter table ${sql.table(table)}
        add column cover_agreement_id uuid, add column cover_year_from date, add column cover_subject text`.execute(db);
  await sql`
    create index transactions_covered_in_year on transactions (cover_agreement_id, cover_year_from)
      where cover_agreement_id is not null and covered_quantity > 0`.execute(db);
  await sql`
    create table agreement_years (
      agreement_id uuid not null,
      year_from date not null,
      primary key (agreement_id, year_from)
    )`.execute(db);
  await hideFromCustomers(db, 'agreement_years');
}
