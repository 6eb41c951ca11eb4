/** A workflow run claims its order: first start, restart, reset and continue-as-new are this one path. */
import type { Claim, RunIdentity } from '#contracts/workflows/service-order.ts';
import { temporalOperator } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { loadOrderParts, lockOrder, orderOf, saveClaim, type OrderRow } from '#db/queries/service-orders.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import { transaction } from '#db/transaction.ts';
import { viewOf } from './view.ts';

/** Whether a run may write: the run that claimed last, however often it asks. */
export function ownsOrder(row: OrderRow, run: RunIdentity): boolean {
  return row.runOriginal === run.original;
}

/**
 * The same run claims once however often it asks; a later run wins; an earlier one is told `superseded`. The claim of a
 * closed order answers its view, which says so.
 * @throws Error when there is no such order: the workflow's task fails loudly
 */
export async function claimOrder(db: Db<'orders'>, orderId: string, run: RunIdentity): Promise<Claim> {
  return transaction(db, temporalOperator, async (t) => {
    const row = await lockOrder(t, orderId);
    if (!row) throw new Error(`There is no order ${orderId}`);
    const startedAt = new Date(run.startedAt).toISOString();
    const isLater = row.runStartedAt === null || startedAt > row.runStartedAt;
    if (!ownsOrder(row, run) && !isLater) return { kind: 'superseded' };
    const model = await stageModel(t, row.stageModelId, row.stageModelVersion);
    if (!model) throw new Error(`Order ${row.number} has no stage model`);
    if (!ownsOrder(row, run)) await saveClaim(t, orderId, run.original, startedAt);
    const order = orderOf(row, await loadOrderParts(t, orderId, []));
    return { kind: 'claimed', view: viewOf(order, model, row.customerNumber, startedAt) };
  });
}
