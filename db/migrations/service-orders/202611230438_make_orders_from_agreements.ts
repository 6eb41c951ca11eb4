import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** The agreement that an order was made from; one that has orders becomes no template. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table service_orders add column agreement_id uuid references agreements`.execute(db);
  await sql`
    create index service_orders_of_agreement on service_orders (agreement_id, created_at desc)
    where agreement_id is not null`.execute(db);
}
