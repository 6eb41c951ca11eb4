/** Commands that have been without an outcome for long, of which nobody was told yet. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';

export interface StuckCommand {
  readonly cause: string;
  readonly command: string;
  readonly orderId: string;
  readonly order: string;
  readonly customerId: string;
  readonly receivedAt: string;
}

/** Received before an instant and not settled, the longest waiting first; orders in recorded time are left out. */
export async function stuckCommands(db: Db<'orders'>, before: string, limit: number): Promise<readonly StuckCommand[]> {
  const { rows } = await sql<StuckCommand>`
    select s.* from (
      select concat('command/', c.command_id, '/', c.order_id) as cause, c.name as command, c.order_id, o.number as "order",
        c.customer_id, c.received_at
      from commands c join service_orders o on o.order_id = c.order_id
      where c.due_at is not null and c.status in ('received', 'pending') and c.received_at < ${before}
        and not o.recorded_time
    ) s
    where not exists (select from notifications n where n.cause = s.cause)
    order by s.received_at limit ${limit}`.execute(db);
  return rows;
}
