/** Replays recorded histories against the present code. */
import { Worker } from '@temporalio/worker';
import type { ReplayHistoriesIterable, ReplayResult } from '@temporalio/worker';

import type { WorkflowBundle } from './bundle.ts';
import { temporalPlugins } from './plugin.ts';

export type { ReplayHistoriesIterable, ReplayResult } from '@temporalio/worker';

/** One result per history, with `error` where the present code would not do what was recorded. */
export function replay(
  histories: ReplayHistoriesIterable,
  workflowBundle: WorkflowBundle,
): AsyncIterable<ReplayResult> {
  return Worker.runReplayHistories({ workflowBundle, plugins: temporalPlugins() }, histories);
}
