/**
 * The stages that orders entered, from their events: the first says where an order began, each move where it went, and a newer
 * version of the stage model where it was sent when its stage was gone.
 */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';

export interface StageEntriesRow {
  readonly orderId: string;
  readonly number: string;
  readonly stage: string;
  readonly entries: readonly string[];
  readonly repairLines: number;
}

/** One row for each order that there is, by its number. */
export async function stageEntriesOf(
  db: Db<'orders'>,
  orderIds: readonly string[],
): Promise<readonly StageEntriesRow[]> {
  const { rows } = await sql<StageEntriesRow>`
    select o.order_id as "orderId", o.number, o.stage,
      (select coalesce(jsonb_agg(coalesce(e.data ->> 'to', e.data -> 'mapped' ->> 'to', e.data ->> 'stage')
          order by e.version), '[]')
        from events e
        where e.aggregate_id = o.order_id::text and e.aggregate = 'service-order'
          and (e.type in ('service-order.created', 'service-order.stage-changed')
            or (e.type = 'service-order.stage-model-changed' and e.data ? 'mapped'))) as entries,
      (select count(*)::integer from repair_lines r where r.order_id = o.order_id) as "repairLines"
    from service_orders o
    where o.order_id = any(${orderIds})
    order by o.number`.execute(db);
  return rows;
}
