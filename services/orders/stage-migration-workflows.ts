/** How the orders service starts the workflow that moves orders to a newer version of their stage model. */
import type { Client } from '@temporalio/client';

import { taskQueues, workflowTypes } from '#contracts/workflows/ids.ts';
import type { StartStageMigration } from '#contracts/workflows/messages.ts';
import { stageMigrationWorkflowId } from '#contracts/workflows/stage-migration.ts';

/** Started once, however often this is called. */
export async function startStageMigration(
  client: Client,
  { migrationId }: StartStageMigration,
  publicUrl: string,
): Promise<void> {
  await client.workflow.start(workflowTypes.stageMigration, {
    taskQueue: taskQueues.orders,
    workflowId: stageMigrationWorkflowId({ migrationId }),
    args: [{ migrationId }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Stage migration ${migrationId}`,
    staticDetails: `[Open the stage models in the console](${publicUrl}/set-up/stage-models)`,
  });
}
