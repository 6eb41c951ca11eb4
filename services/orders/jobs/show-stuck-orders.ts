/** Has workflows whose activities fail for long look at their rows, so that operators find them in the Temporal UI. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { ordersWithLongEffects } from '#db/queries/service-orders-stuck.ts';
import { transaction } from '#db/transaction.ts';
import type { Clock } from '#platform/clock.ts';
import type { Logger } from '#platform/logging.ts';
import type { OrderWorkflows } from '../order-workflows.ts';
import { lookNowAndThen } from './look-now-and-then.ts';

export interface ShowStuckOptions {
  readonly db: Db<'orders'>;
  readonly workflows: Pick<OrderWorkflows, 'rowsChanged'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const everyMs = 15_000;
const atOnce = 50;
const actor = systemActor('show-stuck-orders');

/** Looks until stopped. A workflow looks once for each of its pending commands: the server knows the message by its id. */
export function showStuckOrders({ db, workflows, clock, log }: ShowStuckOptions): {
  readonly stop: () => Promise<void>;
} {
  const told = new Set<string>();
  const look = async () => {
    const found = await transaction(db, actor, (t) => ordersWithLongEffects(t, clock.now(), atOnce));
    const stuck = new Set(found.map(({ orderId, pendingId }) => `${orderId}/${pendingId}`));
    for (const id of told) if (!stuck.has(id)) told.delete(id);
    for (const { orderId, number, pendingId } of found) {
      const id = `${orderId}/${pendingId}`;
      if (told.has(id)) continue;
      const { kind } = await workflows.rowsChanged(number, `stuck/${pendingId}`);
      if (kind === 'outcome') told.add(id);
    }
  };
  return lookNowAndThen({ everyMs, look, log, failed: 'Showing stuck orders failed' });
}
