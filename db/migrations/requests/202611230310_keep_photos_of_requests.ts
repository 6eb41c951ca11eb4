import { sql } from 'kysely';

import { appendOnly, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Photos that came with a request, in their order. An order made from the request shows them too. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table request_photos (
      request_id uuid not null references requests,
      file_id uuid not null references files,
      customer_id uuid not null references customers,
      place integer not null check (place > 0),
      primary key (request_id, file_id)
    )`.execute(db);
  await protectCustomerRows(db, 'request_photos');
  await appendOnly(db, 'request_photos');
}
