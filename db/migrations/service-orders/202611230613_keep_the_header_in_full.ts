import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/**
 * What an order's header says in full: the way by which it came, who answers for it, whom and when its customer would like, and the
 * address as it was when the order was created. Orders that are there keep the address that holds now.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table service_orders
      add column origin text not null default 'manual'
        check (origin in ('manual', 'request', 'agreement', 'sales-order', 'follow-up', 'import')),
      add column responsible_id uuid,
      add column preferred_technician_id uuid,
      add column preferred jsonb,
      add column service_address jsonb,
      add column sales_order_number text,
      add column repeat_number integer not null default 0`.execute(db);
  for (const [column, type] of [
    ['preferred', 'import("#domain/service-orders/header.ts").PreferredTime'],
    ['service_address', 'import("#domain/service-orders/header.ts").ServiceAddress'],
  ] as const)
    await sql`comment on column ${sql.ref(`service_orders.${column}`)} is ${sql.lit(`@type ${type}`)}`.execute(db);
  await fillIn(db);
  await sql`
    create index service_orders_of_responsible on service_orders (responsible_id, created_at desc)
    where responsible_id is not null`.execute(db);
  await sql`
    create unique index service_orders_of_sales_order on service_orders (sales_order_number)
    where sales_order_number is not null`.execute(db);
}

async function fillIn(db: MigrationDb): Promise<void> {
  await sql`
    update service_orders set origin = case
      when recorded_time then 'import'
      when request_id is not null then 'request'
      when follow_up_of is not null then 'follow-up'
      else 'agreement' end
    where recorded_time or request_id is not null or follow_up_of is not null or agreement_id is not null`.execute(db);
  await sql`
    update service_orders o set service_address = jsonb_build_object('name', s.name, 'address', s.address)
    from sites s where s.site_id = o.site_id`.execute(db);
  await sql`
    with recursive chain as (
      select order_id, 0 as repeat_number from service_orders where follow_up_of is null
      union all
      select o.order_id, chain.repeat_number + 1 from service_orders o join chain on o.follow_up_of = chain.order_id
    )
    update service_orders o set repeat_number = chain.repeat_number
    from chain where chain.order_id = o.order_id and chain.repeat_number > 0`.execute(db);
}
