/** Compares orders with their workflows and the read model: a terminated order comes back at its stage. */
import type { Client } from '@temporalio/client';

import type { Difference, Reconciliation } from '#contracts/http/reconciliation.ts';
import { systemActor } from '#contracts/roles.ts';
import { comparedOrder, ordersToCompare, type ComparedOrder } from '#db/queries/order-lists.ts';
import { transaction } from '#db/transaction.ts';
import { inParallel } from '#platform/in-parallel.ts';
import type { Logger } from '#platform/logging.ts';
import { recordFound } from '#transactions/service-orders/record-found.ts';
import { reconciled, type Agreement } from './agreement.ts';
import { placesInReadModel, readModelAgreement, readModelAgrees, type ReadModelParts } from './compare-read-model.ts';
import { placeByServer, placeByWorkflow, workflowAgreement, type WorkflowParts } from './compare-workflow.ts';
import { lookNowAndThen } from './look-now-and-then.ts';

export interface ReconcileParts extends WorkflowParts, ReadModelParts {
  readonly log: Logger;
}

const everyMs = 5 * 60_000;
const pageSize = 200;
const atOnce = 10;
/** A younger order's start may still be on its way. */
const graceMs = 10_000;
const actor = systemActor('reconcile');

/**
 * At start and every five minutes, until stopped, open orders are compared with what the server knows of their workflows,
 * which costs no worker a replay.
 */
export function keepReconciled(parts: WorkflowParts & { readonly log: Logger }): {
  readonly stop: () => Promise<void>;
} {
  return lookNowAndThen({
    everyMs,
    firstAfterMs: graceMs,
    look: () => reconcileWorkflows(parts),
    log: parts.log,
    failed: 'Orders and workflows could not be compared',
  });
}

/** One comparison of all open orders with their workflows. */
export async function reconcileWorkflows(
  parts: WorkflowParts & { readonly log: Logger },
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let after = '';
  for (;;) {
    const rows = await transaction(parts.db, actor, (t) => ordersToCompare(t, { after, limit: pageSize, open: true }));
    found.push(...(await compareWorkflows(parts, rows, placeByServer)));
    const last = rows.at(-1);
    if (rows.length < pageSize || !last) return found;
    after = last.orderId;
  }
}

/** Compares the next orders behind an id with both, and repairs what differs. */
export async function reconcileNext(
  parts: ReconcileParts,
  { after = '', recordedUntil }: { readonly after?: string | undefined; readonly recordedUntil?: string | undefined },
): Promise<Reconciliation> {
  const { db } = parts;
  const page = await transaction(db, actor, (t) => ordersToCompare(t, { after, limit: pageSize, open: false }));
  let recorded = 0;
  for (const { orderId, recordedTime, closedAt } of page) {
    if (recordedUntil === undefined || !recordedTime || closedAt !== null) continue;
    recorded += await transaction(db, actor, (t) => recordFound(t, orderId, recordedUntil));
  }
  const rows =
    recorded === 0
      ? page
      : await transaction(db, actor, (t) => ordersToCompare(t, { after, limit: page.length, open: false }));
  const byWorkflow = await compareWorkflows(parts, rows, placeByWorkflow);
  const differences = [...byWorkflow, ...(await compareReadModel(parts, rows))];
  const open = rows.filter((row) => row.closedAt === null).length;
  const next = page.length < pageSize ? null : (page.at(-1)?.orderId ?? null);
  return { orders: rows.length, open, recorded, differences, next };
}

async function compareWorkflows(
  parts: WorkflowParts & { readonly log: Logger },
  rows: readonly ComparedOrder[],
  look: (client: Client, number: string) => ReturnType<typeof placeByServer>,
): Promise<readonly Difference[]> {
  const agreement = workflowAgreement(parts, look);
  const open = rows.filter((row) => row.closedAt === null && Date.now() - Date.parse(row.createdAt) > graceMs);
  return told(parts.log, await aFewAtOnce(open, (row) => comparedWith(parts, row, agreement)));
}

async function compareReadModel(parts: ReconcileParts, rows: readonly ComparedOrder[]): Promise<readonly Difference[]> {
  const agreement = readModelAgreement(parts);
  const places = await placesInReadModel(
    parts,
    rows.map(({ orderId }) => orderId),
  );
  const doubtful = rows.filter((row) => !readModelAgrees(row, places.get(row.orderId) ?? null));
  return told(parts.log, await aFewAtOnce(doubtful, (row) => comparedWith(parts, row, agreement)));
}

async function comparedWith(
  { db }: Pick<WorkflowParts, 'db'>,
  row: ComparedOrder,
  agreement: Agreement<ComparedOrder>,
): Promise<Difference | null> {
  const { orderId } = row;
  const difference = await reconciled(row, agreement, () => transaction(db, actor, (t) => comparedOrder(t, orderId)));
  return difference && { orderId, ...difference };
}

async function aFewAtOnce(
  rows: readonly ComparedOrder[],
  work: (row: ComparedOrder) => Promise<Difference | null>,
): Promise<readonly Difference[]> {
  const found: (Difference | null)[] = [];
  await inParallel(rows, atOnce, async (row) => {
    found.push(await work(row));
  });
  return found.filter((difference) => difference !== null);
}

function told(log: Logger, differences: readonly Difference[]): readonly Difference[] {
  for (const { number: orderNumber, ...difference } of differences) {
    log.warn({ ...difference, orderNumber }, 'An order differed from what others say of it');
  }
  return differences;
}
