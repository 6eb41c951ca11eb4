import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** What an agreement paid of a line, in money and in units; amounts are what is charged beside. Before this, nothing. */
export async function up(db: MigrationDb): Promise<void> {
  for (const table of ['priced_lines', 'transactions', 'invoice_lines'])
    await addColumn(db, table, 'covered_minor', 'bigint');
  for (const table of ['priced_lines', 'transactions'])
    await addColumn(db, table, 'covered_quantity', 'numeric(12, 3)');
  await sql`create index transactions_covered on transactions (order_id) where covered_quantity > 0`.execute(db);
}

async function addColumn(db: MigrationDb, table: string, column: string, type: string): Promise<void> {
  const [of, name] = [sql.table(table), sql.ref(column)];
  await sql`alter table ${of} add column ${name} ${sql.raw(type)} not null default 0`.execute(db);
  await sql`alter table ${of} alter column ${name} drop default`.execute(db);
}
