/** Doing the same to many orders: the look ahead, the request, stopping it and going on. */
import { v7 as uuidv7 } from 'uuid';

import type { Actor } from '#contracts/roles.ts';
import type { StartBulk } from '#contracts/workflows/messages.ts';
import { appendMessage } from '#db/outbox.ts';
import { isStaff } from '#db/queries/requests-cases.ts';
import { findBulkRun, insertBulkRun, turnBulkRun } from '#db/queries/service-orders-bulk.ts';
import { findOrder, loadOrderParts, orderOf } from '#db/queries/service-orders.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import type { Transaction } from '#db/transaction.ts';
import { judgeForBulk, type BulkWish } from '#domain/service-orders/bulk.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';

type Orders = Transaction<'orders'>;

export interface CannotInBulk {
  readonly orderId: string;
  readonly number: string;
  readonly refusal: OrderRefusal;
}

export interface BulkPreview {
  readonly can: readonly { readonly orderId: string; readonly number: string }[];
  readonly cannot: readonly CannotInBulk[];
  /** Whether one of them asks for a reason. */
  readonly needsReason: boolean;
}

/** What a wish would come to, order by order. Writes nothing. */
export async function previewBulk(
  t: Orders,
  { roles }: Pick<Actor, 'roles'>,
  wish: BulkWish,
  orderIds: readonly string[],
): Promise<Decision<BulkPreview, 'bulk.nothing-chosen'>> {
  const can: { orderId: string; number: string }[] = [];
  const cannot: CannotInBulk[] = [];
  let needsReason = false;
  for (const orderId of new Set(orderIds)) {
    const row = await findOrder(t, orderId);
    if (row === undefined) continue;
    const order = orderOf(row, await loadOrderParts(t, orderId, []));
    const model = await stageModel(t, row.stageModelId, row.stageModelVersion);
    const { number } = row;
    const judged = judgeForBulk(order, model, wish, roles);
    if (judged.ok) can.push({ orderId, number });
    else cannot.push({ orderId, number, refusal: judged.refusal });
    needsReason ||= judged.ok && judged.needsReason;
  }
  if (can.length + cannot.length === 0) return refuse('bulk.nothing-chosen');
  return accept({ can, cannot, needsReason });
}

export interface BulkRequest {
  readonly wish: BulkWish;
  readonly responsibleId: string | null;
  readonly orderIds: readonly string[];
  readonly reasonCode: string | null;
  readonly note: string | null;
}

/** Writes down what is to be done to which orders, and has it begin. Choosing nothing chooses nothing, never all. */
export async function requestBulk(
  t: Orders,
  { principal, roles }: Actor,
  { wish, responsibleId, orderIds, reasonCode, note }: BulkRequest,
  now: string,
): Promise<Decision<{ readonly bulkId: string }, 'bulk.nothing-chosen' | 'order.unknown-reference'>> {
  const chosen = [...new Set(orderIds)];
  if (chosen.length === 0) return refuse('bulk.nothing-chosen');
  if (responsibleId !== null && !(await isStaff(t, responsibleId)))
    return refuse('order.unknown-reference', { params: { field: 'responsibleId', value: responsibleId } });
  const bulkId = uuidv7();
  const run = {
    ...{ bulkId, action: wish.action, toStage: wish.to, responsibleId, reasonCode, note },
    ...{ requestedAt: now, requestedBy: principal, roles },
  };
  const known = await Promise.all(chosen.map((orderId) => findOrder(t, orderId)));
  if (known.every((row) => row === undefined)) return refuse('bulk.nothing-chosen');
  const { number } = await insertBulkRun(t, run, chosen);
  await begin(t, { bulkId, number }, 1);
  return accept({ bulkId });
}

/** Begins no more of a run; what was sent is done all the same. A run that is over stays so. */
export async function stopBulk(t: Orders, bulkId: string): Promise<Decision<object, 'resource.unknown'>> {
  if ((await findBulkRun(t, bulkId)) === undefined) return refuse('resource.unknown');
  await turnBulkRun(t, bulkId, 'stopped');
  return accept({});
}

/** Goes on with a run that was stopped, where it stands. */
export async function resumeBulk(t: Orders, bulkId: string): Promise<Decision<object, 'resource.unknown'>> {
  if ((await findBulkRun(t, bulkId)) === undefined) return refuse('resource.unknown');
  const turned = await turnBulkRun(t, bulkId, 'running');
  if (turned) await begin(t, { bulkId, number: turned.number }, turned.revision);
  return accept({});
}

async function begin(t: Orders, run: Omit<StartBulk, 'kind'>, version: number): Promise<void> {
  const message: StartBulk = { kind: 'start-bulk', ...run };
  await appendMessage(t, { aggregateId: run.bulkId, version, message });
}
