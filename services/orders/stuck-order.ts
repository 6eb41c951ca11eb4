/** What an order's workflow hangs at, as the Temporal server knows it, and how it is made to try at once. */
import { isGrpcServiceError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import type * as z from 'zod';

import type { PendingActivity, StuckOrder } from '#contracts/http/service-orders-stuck.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';

type Pending = z.output<typeof PendingActivity>;
type Raw = WorkflowExecutionDescription['raw'];
type RawActivity = NonNullable<Raw['pendingActivities']>[number];
type RawInstant = RawActivity['nextAttemptScheduleTime'];

const answerWithinMs = 3_000;
const longestWords = 500;
/** What a server says to a call that it does not know. */
const unimplementedCode = 12;

/** What the workflow waits for at others, the longest waiting first. It never throws: a page shows the rest all the same. */
export async function lookAtWorkflow(
  client: () => Client,
  number: string,
): Promise<Pick<StuckOrder, 'activities' | 'workflow'>> {
  const { workflow, raw } = await found(client, number);
  return { workflow, activities: raw === null ? [] : [...activitiesOf(raw), ...decisionOf(raw)] };
}

type Found =
  | { readonly workflow: 'running'; readonly raw: Raw }
  | { readonly workflow: 'missing' | 'unknown'; readonly raw: null };

/** The running workflow of an order; `unknown` while the server does not answer. */
async function found(client: () => Client, number: string): Promise<Found> {
  try {
    const { raw, status } = await described(client(), number);
    return status.name === 'RUNNING' ? { workflow: 'running', raw } : { workflow: 'missing', raw: null };
  } catch (error) {
    return { workflow: error instanceof WorkflowNotFoundError ? 'missing' : 'unknown', raw: null };
  }
}

/**
 * Has every failing activity of an order's workflow tried at once; how many, or undefined while the server does not answer.
 * A server that cannot do that tries them when their time comes.
 */
export async function tryActivitiesNow(client: () => Client, number: string): Promise<number | undefined> {
  const { workflow, raw } = await found(client, number);
  if (raw === null) return workflow === 'missing' ? 0 : undefined;
  const connected = client();
  const { namespace } = connected.options;
  const execution = { workflowId: serviceOrderWorkflowId(number) };
  let tried = 0;
  for (const { activityId: id } of (raw.pendingActivities ?? []).filter(isFailing))
    try {
      await connected.withDeadline(Date.now() + answerWithinMs, () =>
        connected.workflowService.resetActivity({ namespace, execution, identity: 'callout', id: id ?? '' }),
      );
      tried += 1;
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== unimplementedCode) throw error;
    }
  return tried;
}

function described(client: Client, number: string): Promise<WorkflowExecutionDescription> {
  return client.withDeadline(Date.now() + answerWithinMs, () =>
    client.workflow.getHandle(serviceOrderWorkflowId(number)).describe(),
  );
}

function isFailing({ attempt, lastFailure }: RawActivity): boolean {
  return (attempt ?? 1) > 1 || (lastFailure !== null && lastFailure !== undefined);
}

function activitiesOf({ pendingActivities }: Raw): readonly Pending[] {
  return (pendingActivities ?? []).map((activity) => ({
    name: activity.activityType?.name ?? '',
    attempts: activity.attempt ?? 1,
    nextAttemptAt: instantOf(activity.nextAttemptScheduleTime),
    lastFailure: wordsOf(activity.lastFailure),
  }));
}

/** The workflow's own task fails when a decision cannot be had, and is tried again by itself. */
function decisionOf({ pendingWorkflowTask: task }: Raw): readonly Pending[] {
  const attempts = task?.attempt ?? 1;
  return attempts > 1 ? [{ name: 'decision', attempts, nextAttemptAt: null, lastFailure: null }] : [];
}

function wordsOf(failure: RawActivity['lastFailure']): string | null {
  const words = [failure?.message, failure?.cause?.message].filter((each) => each !== null && each !== undefined);
  return words.length === 0 ? null : words.join(': ').slice(0, longestWords);
}

function instantOf(at: RawInstant): string | null {
  const ms = at === null || at === undefined ? 0 : tsToMs(at);
  return ms === 0 ? null : new Date(ms).toISOString();
}
