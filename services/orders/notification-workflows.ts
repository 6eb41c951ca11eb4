/** How the orders service starts the workflow that sends an e-mail. */
import type { Client } from '@temporalio/client';

import { taskQueues, workflowTypes } from '#contracts/workflows/ids.ts';
import type { StartNotification } from '#contracts/workflows/messages.ts';
import { notificationWorkflowId } from '#contracts/workflows/notification.ts';

/** The same round is started once, however often this is called; its run may have ended already. */
export async function startNotification(client: Client, message: StartNotification, publicUrl: string): Promise<void> {
  const { notificationId, round } = message;
  await client.workflow.start(workflowTypes.notification, {
    taskQueue: taskQueues.orders,
    workflowId: notificationWorkflowId({ notificationId, round }),
    args: [{ notificationId, round }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `E-mail of notification ${notificationId}`,
    staticDetails: `[Open the messages in the console](${publicUrl}/messages)`,
  });
}
