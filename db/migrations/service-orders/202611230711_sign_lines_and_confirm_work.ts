import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** When a line was accepted, the technician's and the office's own sign-offs, and whether posting waits for the latter. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table service_orders
      add column confirmations jsonb not null default '[]',
      add column needs_review boolean not null default false`.execute(db);
  const type = sql.lit('@type readonly import("#domain/service-orders/confirmations.ts").Confirmation[]');
  await sql`comment on column service_orders.confirmations is ${type}`.execute(db);
  await sql`alter table order_lines add column signed_at timestamptz(3)`.execute(db);
  await sql`
    update order_lines l set signed_at = (o.sign_off ->> 'signedAt')::timestamptz
    from service_orders o
    where o.order_id = l.order_id and o.sign_off is not null and l.status in ('confirmed', 'posted')`.execute(db);
}
