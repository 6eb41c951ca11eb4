/** Every time-out and retry of the workflows of orders and requests, in one table. */
import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { effectQueues, type EffectInput, type EffectName, type EffectAnswer } from '#contracts/workflows/effects.ts';
import type { RequestsActivities } from '#activities/requests.ts';
import type { OrdersActivities } from '#activities/service-orders.ts';

/** Decisions: a transaction of milliseconds. After 10 s of trying the workflow's task fails, which is loud and tried again. */
export const local = proxyLocalActivities<OrdersActivities & RequestsActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '10s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '100ms', maximumInterval: '1s' },
});

type EffectActivity = (input: EffectInput) => Promise<EffectAnswer>;
type UndoActivity = (input: EffectInput) => Promise<void>;

/** An effect of a command, within what is left of the command's budget. A stopped process is not waited for. */
export function callEffect(name: EffectName, input: EffectInput, leftMs: number): Promise<EffectAnswer> {
  const activities = proxyActivities<Record<string, EffectActivity>>({
    taskQueue: effectQueues[name],
    startToCloseTimeout: Math.min(10_000, leftMs),
    scheduleToCloseTimeout: leftMs,
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: { initialInterval: '200ms', maximumInterval: '2s' },
    summary: name,
  });
  return activityOf(activities, name)(input);
}

/** An effect that follows its command's outcome: tried until it is done. */
export function followEffect(name: EffectName, input: EffectInput): Promise<EffectAnswer> {
  return activityOf(withoutLimit<EffectActivity>(name, name), name)(input);
}

/** The compensation of an effect: tried until it is done. */
export function undoEffect(name: EffectName, input: EffectInput): Promise<void> {
  const undo = `undo${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return activityOf(withoutLimit<UndoActivity>(name, undo), undo)({ key: input.key, orderId: input.orderId });
}

function withoutLimit<Activity extends EffectActivity | UndoActivity>(name: EffectName, summary: string) {
  return proxyActivities<Record<string, Activity>>({
    taskQueue: effectQueues[name],
    startToCloseTimeout: '10s',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: { initialInterval: '500ms', maximumInterval: '30s' },
    summary,
  });
}

function activityOf<Activity>(activities: Record<string, Activity>, name: string): Activity {
  const activity = activities[name];
  if (!activity) throw new Error(`No activity ${name}`);
  return activity;
}
