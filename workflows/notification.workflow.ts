/** The way of one e-mail: tried until the mail server has taken it or said that it will not, for three days. */
import { ActivityFailure } from '@temporalio/common';
import { isCancellation, proxyActivities } from '@temporalio/workflow';
import { taskQueues } from '#contracts/workflows/ids.ts';
import type { NotificationInput } from '#contracts/workflows/notification.ts';
import type { NotificationsActivities } from '#activities/notifications.ts';

const { sendMail } = proxyActivities<NotificationsActivities>({
  taskQueue: taskQueues.notifications,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '5s',
  scheduleToCloseTimeout: '3d',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15m' },
  summary: 'send the mail',
});

const { giveUpMail } = proxyActivities<NotificationsActivities>({
  taskQueue: taskQueues.notifications,
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'give up',
});

export async function notification(input: NotificationInput): Promise<void> {
  try {
    await sendMail(input);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    await giveUpMail(input);
  }
}
