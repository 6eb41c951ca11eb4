import { sql } from 'kysely';
import { appendOnly, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/**
 * Uploaded files: what and whose. The content lies in the file store under its sha256 and never changes; the same file
 * uploaded again by the same person for the same purpose is the same row.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table files (
      file_id uuid primary key,
      customer_id uuid references customers,
      kind text not null check (kind in ('signature', 'photo', 'document')),
      sha256 text not null,
      mime text not null check (mime in ('image/png', 'image/jpeg', 'application/pdf')),
      size integer not null check (size > 0),
      created_by text not null,
      created_at timestamptz(3) not null,
      unique nulls not distinct (created_by, sha256, kind, customer_id)
    )`.execute(db);
  await sql`create index files_of_customer on files (customer_id, created_at desc)`.execute(db);
  await protectCustomerRows(db, 'files');
  await appendOnly(db, 'files');
}
