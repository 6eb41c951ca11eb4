/** The decisions about service orders, as the local activities of their workflow. */
import type { BulkInput, BulkLeft } from '#contracts/workflows/bulk.ts';
import type { Claim, Decided, DecideRequest, RunIdentity } from '#contracts/workflows/service-order.ts';
import type { StageMigrationInput, StageMigrationLeft } from '#contracts/workflows/stage-migration.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import { claimOrder } from '#transactions/service-orders/claim.ts';
import { doSomeOfBulk, type BulkDeps } from '#transactions/service-orders/bulk-steps.ts';
import { decideCommand } from '#transactions/service-orders/decide-command.ts';
import { migrateSomeOrders } from '#transactions/service-orders/migrate-orders.ts';

export interface OrdersActivities {
  claimOrder(input: { readonly orderId: string; readonly run: RunIdentity }): Promise<Claim>;
  decideCommand(request: DecideRequest): Promise<Decided>;
  /** Moves the next few orders of a stage migration, each by itself. */
  migrateSomeOrders(input: StageMigrationInput): Promise<StageMigrationLeft>;
  /** Does the next few orders of a bulk run, each by its own command. */
  doSomeOfBulk(input: BulkInput): Promise<BulkLeft>;
}

/**
 * @param deps.publicUrl the gateway as the browser sees it, for links to the console
 * @param deps.sendCommand sends a command that is in its row to its order
 */
export function createOrdersActivities({
  db,
  clock,
  publicUrl,
  sendCommand,
}: {
  readonly db: Db<'orders'>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly sendCommand: BulkDeps['send'];
}): OrdersActivities {
  return {
    async claimOrder({ orderId, run }) {
      const claim = await claimOrder(db, orderId, run);
      return claim.kind === 'claimed' ? { ...claim, consoleUrl: `${publicUrl}/orders/${orderId}` } : claim;
    },
    decideCommand: (request) => decideCommand(db, request),
    doSomeOfBulk: ({ bulkId }) => doSomeOfBulk({ db, now: clock.now, send: sendCommand }, bulkId),
    migrateSomeOrders: ({ migrationId }) => migrateSomeOrders(db, migrationId, clock.now()),
  };
}
