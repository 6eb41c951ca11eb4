/** The decisions about service orders, as the local activities of their workflow. */
import type { Claim, Decided, DecideRequest, RunIdentity } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import { claimOrder } from '#transactions/service-orders/claim.ts';
import { decideCommand } from '#transactions/service-orders/decide-command.ts';

export interface OrdersActivities {
  claimOrder(input: { readonly orderId: string; readonly run: RunIdentity }): Promise<Claim>;
  decideCommand(request: DecideRequest): Promise<Decided>;
}

/** @param deps.publicUrl the gateway as the browser sees it, for links to the console */
export function createOrdersActivities({
  db,
  publicUrl,
}: {
  readonly db: Db<'orders'>;
  readonly publicUrl: string;
}): OrdersActivities {
  return {
    async claimOrder({ orderId, run }) {
      const claim = await claimOrder(db, orderId, run);
      return claim.kind === 'claimed' ? { ...claim, consoleUrl: `${publicUrl}/orders/${orderId}` } : claim;
    },
    decideCommand: (request) => decideCommand(db, request),
  };
}
