/** Builds and runs workers. Only the orders worker gets workflows. */
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';

import type { WorkflowBundle } from './bundle.ts';
import { temporalPlugins } from './plugin.ts';

export interface WorkerSpec {
  readonly taskQueue: string;
  /** By registered name; local activities too. */
  readonly activities?: object;
  readonly workflowBundle?: WorkflowBundle;
  /** True when no other queue's workflow asks for activities here: then none are polled for, only local ones run. */
  readonly onlyLocalActivities?: boolean;
  /** 0 replays at every task: for tests. */
  readonly maxCachedWorkflows?: number;
  readonly options?: Partial<
    Pick<
      WorkerOptions,
      | 'identity'
      | 'maxConcurrentWorkflowTaskExecutions'
      | 'maxConcurrentActivityTaskExecutions'
      | 'shutdownGraceTime'
      | 'sinks'
    >
  >;
}

/**
 * So many tasks are asked for ahead. A task that finds nobody waiting is written to the server's database and read again,
 * which costs it more than the task itself; pollers that grow with the backlog are late by definition.
 */
const pollers = { type: 'simple-maximum', maximum: 10 } as const;

/**
 * A worker for one task queue, not yet running. What it runs at its stop has 10 s to end.
 * @throws Error when the namespace is unknown or the bundle cannot be loaded
 */
export async function createWorker(
  spec: WorkerSpec & { readonly connection: NativeConnection; readonly namespace: string },
): Promise<Worker> {
  return Worker.create({
    connection: spec.connection,
    namespace: spec.namespace,
    taskQueue: spec.taskQueue,
    plugins: temporalPlugins(),
    activityTaskPollerBehavior: pollers,
    shutdownGraceTime: '10s',
    shutdownForceTime: '12s',
    maxConcurrentLocalActivityExecutions: 50,
    ...(spec.activities === undefined ? {} : { activities: spec.activities }),
    ...(spec.onlyLocalActivities === true ? { enableNonLocalActivities: false } : {}),
    ...(spec.workflowBundle === undefined ? {} : workflowSettings(spec.workflowBundle, spec.maxCachedWorkflows)),
    ...spec.options,
  });
}

/** An open order in the cache takes about 0.6 MB; one that is not costs a replay at its next message. */
const defaultCachedWorkflows = 600;

/** A crashed worker's workflows go elsewhere after 5 s instead of 10. */
function workflowSettings(workflowBundle: WorkflowBundle, maxCachedWorkflows: number | undefined) {
  return {
    workflowBundle,
    ...(maxCachedWorkflows === 0 ? {} : { stickyQueueScheduleToStartTimeout: '5s' as const }),
    workflowTaskPollerBehavior: pollers,
    maxCachedWorkflows: maxCachedWorkflows ?? defaultCachedWorkflows,
  };
}
