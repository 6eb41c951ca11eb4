/** An edit of an order, done once for each key. */
import { idempotent } from '#db/idempotency.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import type { Edited } from '#transactions/service-orders/edit-order.ts';
import { orderProblem } from './order-problem.ts';

interface EditedOrder {
  readonly orderId: string;
  readonly version: number;
}

/** Which order it was, and its version afterwards. @throws ProblemError for a refusal, which rolls everything back */
export async function editedOnce(
  t: Transaction<'orders'>,
  request: { readonly route: string; readonly key: string; readonly asks: object },
  edit: () => Promise<Edited<unknown>>,
): Promise<EditedOrder> {
  const decision = await idempotent(t, request, async (): Promise<Decision<EditedOrder>> => {
    const edited = await edit();
    if (!edited.ok) throw orderProblem(edited.refusal);
    return accept({ orderId: edited.order.id, version: edited.order.version });
  });
  if (!decision.ok) throw orderProblem(decision.refusal);
  const { orderId, version } = decision;
  return { orderId, version };
}
