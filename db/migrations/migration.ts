/** What a migration file is, and the two rules about rows that most tables follow. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The database as a migration sees it: no known tables, no camelCase, search path = the schema of its service. */
export type MigrationDb = Kysely<unknown>;

/** A migration file: it only goes forward. */
export interface MigrationFile {
  readonly up: (db: MigrationDb) => Promise<void>;
}

/**
 * Lets a customer's transaction see and change only rows with its own `customer_id`; staff and system see all. Row-level
 * security is forced, so that it binds the owner too (design, section 3).
 */
export async function protectCustomerRows(db: MigrationDb, table: string): Promise<void> {
  const name = sql.table(table);
  await sql`alter table ${name} enable row level security`.execute(db);
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`
    create policy own_customer on ${name} using (
      current_setting('callout.scope', true) in ('staff', 'system')
      or customer_id = nullif(current_setting('callout.customer_id', true), '')::uuid
    )`.execute(db);
}

/**
 * Shows a table to staff and system only: what tells cost or margin, or what is written before the customer is known.
 * A customer's transaction finds it empty, and may not write to it.
 */
export async function hideFromCustomers(db: MigrationDb, table: string): Promise<void> {
  const name = sql.table(table);
  await sql`alter table ${name} enable row level security`.execute(db);
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`
    create policy staff_only on ${name} using (current_setting('callout.scope', true) in ('staff', 'system'))`.execute(
    db,
  );
}

/** Takes update, delete and truncate on a table from the working role: its rows stay as they were written. */
export async function appendOnly(db: MigrationDb, table: string): Promise<void> {
  await sql`
    do $$ begin
      execute format('revoke update, delete, truncate on %I from %I',
        ${sql.lit(table)}, current_database() || '_' || current_schema());
    end $$`.execute(db);
}
