import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Every stage that an order was in, in its order. Orders that are there already were in those that their events name. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table service_orders add column entered text[] not null default '{}'`.execute(db);
  await sql`
    update service_orders o set entered = coalesce(e.stages, array[o.stage])
    from service_orders old
    left join (
      select aggregate_id, array_agg(coalesce(data ->> 'to', data ->> 'stage') order by version) as stages
      from events
      where aggregate = 'service-order' and type in ('service-order.created', 'service-order.stage-changed')
      group by aggregate_id
    ) e on e.aggregate_id = old.order_id::text
    where o.order_id = old.order_id`.execute(db);
}
