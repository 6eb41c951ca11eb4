/** The decisions about service orders, as the local activities of their workflow. */
import type { Claim, Decided, DecideRequest, RunIdentity } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import { claimOrder } from '#transactions/service-orders/claim.ts';
import { decideCommand } from '#transactions/service-orders/decide-command.ts';

export interface OrdersActivities {
  claimOrder(input: { readonly orderId: string; readonly run: RunIdentity }): Promise<Claim>;
  decideCommand(request: DecideRequest): Promise<Decided>;
}

export function createOrdersActivities({ db }: { readonly db: Db<'orders'> }): OrdersActivities {
  return {
    claimOrder: ({ orderId, run }) => claimOrder(db, orderId, run),
    decideCommand: (request) => decideCommand(db, request),
  };
}
