/** What starts the workflow of an open order again; the row is the record, so the order comes back at its stage. */
import { systemActor } from '#contracts/roles.ts';
import type { StartOrder } from '#contracts/workflows/messages.ts';
import type { Db } from '#db/connection.ts';
import { findOrder, orderOf } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { startMessage } from './create.ts';

/** Null when there is no such order, or it is closed. */
export async function startAgain(db: Db<'orders'>, orderId: string): Promise<StartOrder | null> {
  const row = await transaction(db, systemActor('start-again'), (t) => findOrder(t, orderId));
  if (!row || row.closedAt !== null) return null;
  return startMessage(orderOf(row, { lines: [], visits: [] }), row.customerNumber);
}
