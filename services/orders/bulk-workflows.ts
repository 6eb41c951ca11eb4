/** How the orders service starts the workflow that does the same to many orders, and lets it go on. */
import type { Client } from '@temporalio/client';

import { BULK_LOOK, bulkWorkflowId } from '#contracts/workflows/bulk.ts';
import { taskQueues, workflowTypes } from '#contracts/workflows/ids.ts';
import type { StartBulk } from '#contracts/workflows/messages.ts';

/** One that runs is told to look again, so that a run which goes on just as it ended is not forgotten. */
export async function startBulk(client: Client, { bulkId, number }: StartBulk, publicUrl: string): Promise<void> {
  await client.workflow.signalWithStart(workflowTypes.bulk, {
    taskQueue: taskQueues.orders,
    workflowId: bulkWorkflowId(number),
    args: [{ bulkId }],
    signal: BULK_LOOK,
    signalArgs: [],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: `The same for many orders, run ${number}`,
    staticDetails: `[Open the orders in the console](${publicUrl}/orders)`,
  });
}
