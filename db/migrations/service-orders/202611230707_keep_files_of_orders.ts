import { sql } from 'kysely';

import type { MigrationDb } from '../migration.ts';

/**
 * Files and photos of orders and their lines. A customer finds only those marked as for the customer that were not taken away, and
 * reads the content of those files alone; staff see all.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table order_files (
      order_file_id uuid primary key,
      order_id uuid not null references service_orders,
      customer_id uuid not null,
      line_id uuid references order_lines,
      file_id uuid not null references files,
      caption text,
      for_customer boolean not null,
      added_by text not null,
      added_at timestamptz(3) not null,
      removed_by text,
      removed_at timestamptz(3)
    )`.execute(db);
  await sql`
    create unique index order_files_present on order_files (order_id, file_id, line_id) nulls not distinct
      where removed_at is null`.execute(db);
  await sql`create index order_files_of_file on order_files (file_id)`.execute(db);
  await sql`alter table order_files enable row level security`.execute(db);
  await sql`alter table order_files force row level security`.execute(db);
  await sql`
    create policy marked_for_customer on order_files using (
      current_setting('callout.scope', true) in ('staff', 'system')
      or (for_customer and removed_at is null
        and customer_id = nullif(current_setting('callout.customer_id', true), '')::uuid)
    )`.execute(db);
  await sql`
    create policy marked_for_customer on files for select using (
      current_setting('callout.scope', true) = 'customer'
      and exists (select from order_files where order_files.file_id = files.file_id)
    )`.execute(db);
}
