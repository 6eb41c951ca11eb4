/** When an order came to its end, as its events tell it. */
import { sql } from 'kysely';

import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { Db } from '../connection.ts';

/** The last instant at which it came to an end stage; null for one that never did. */
export async function endOfOrder(db: Db<'orders'>, orderId: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select max(occurred_at) as at from events
    where aggregate_id = ${orderId} and type = ${serviceOrderEvents.stageChanged.type} and data ->> 'end' <> 'none'`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}
