/** Compares an order's row with its workflow, and brings the workflow to what the row says. */
import { randomUUID } from 'node:crypto';

import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import { queryNames, type View } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import type { ComparedOrder } from '#db/queries/order-lists.ts';
import { startAgain } from '#transactions/service-orders/start-again.ts';
import type { OrderWorkflows } from '../order-workflows.ts';
import type { Agreement, Place } from './agreement.ts';

export interface WorkflowParts {
  readonly db: Db<'orders'>;
  readonly client: () => Client;
  readonly workflows: OrderWorkflows;
}

const orderStage = defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD);
const queryWithinMs = 10_000;

/**
 * Where the workflow is by the server's own record: costs no worker anything, and lags by the workflow's running task.
 * Null when none is running. The version is not in it.
 */
export async function placeByServer(client: Client, number: string): Promise<Place | null> {
  try {
    const { status, typedSearchAttributes } = await client.workflow
      .getHandle(serviceOrderWorkflowId(number))
      .describe();
    if (status.name !== 'RUNNING') return null;
    return { stage: typedSearchAttributes.get(orderStage) ?? '', version: null };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** Where the workflow itself says that the order is; a workflow that does not answer is nowhere. */
export async function placeByWorkflow(client: Client, number: string): Promise<Place | null> {
  const running = await placeByServer(client, number);
  if (running === null) return null;
  try {
    const handle = client.workflow.getHandle(serviceOrderWorkflowId(number));
    const view = await client.withDeadline(Date.now() + queryWithinMs, () =>
      handle.query<View | null>(queryNames.view),
    );
    return view && { stage: view.stage, version: view.version };
  } catch {
    return { stage: 'no answer', version: null };
  }
}

/** How a row and its workflow come to agree; `look` says by whom the workflow is asked for. */
export function workflowAgreement(
  { db, client, workflows }: WorkflowParts,
  look: (client: Client, number: string) => Promise<Place | null>,
): Agreement<ComparedOrder> {
  return {
    with: 'workflow',
    look: ({ number }) => look(client(), number),
    agrees: (row, found) => agrees(row, found),
    async repair({ orderId, number }, found) {
      if (found !== null) {
        await workflows.rowsChanged(number, `reconcile/${randomUUID()}`);
        return;
      }
      const start = await startAgain(db, orderId);
      if (start) await workflows.start(start);
    },
  };
}

/** Rows of orders in recorded time change without their workflow, which has no timer that would need to know. */
function agrees(row: ComparedOrder, found: Place | null): boolean {
  if (row.closedAt !== null) return true;
  if (found === null || found.stage !== row.stage) return false;
  return found.version === null || row.recordedTime || found.version === row.version;
}
