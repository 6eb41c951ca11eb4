/** An edit of an order, done once for each key. */
import { idempotent } from '#db/idempotency.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import type { Edited } from '#transactions/service-orders/edit-order.ts';
import { orderProblem } from './order-problem.ts';

interface Once<Result> {
  readonly orderId: string;
  /** The order's, afterwards. */
  readonly version: number;
  readonly result: Result;
}

/** What the edit came to; JSON, since it is kept. @throws ProblemError for a refusal, which rolls everything back */
export async function editedOnce<Result>(
  t: Transaction<'orders'>,
  request: { readonly route: string; readonly key: string; readonly asks: object },
  edit: () => Promise<Edited<Result>>,
): Promise<Once<Result>> {
  const decision = await idempotent(t, request, async (): Promise<Decision<Once<Result>>> => {
    const edited = await edit();
    if (!edited.ok) throw orderProblem(edited.refusal);
    return accept({ orderId: edited.order.id, version: edited.order.version, result: edited.result });
  });
  if (!decision.ok) throw orderProblem(decision.refusal);
  return decision;
}
