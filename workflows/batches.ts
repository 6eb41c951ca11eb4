/** Long runs over many rows: a few at a time by a local activity, until none is left. */
import { sleep, workflowInfo } from '@temporalio/workflow';
import { loudly } from './asking.ts';

export interface Left {
  readonly left: number;
  readonly pauseMs?: number;
}

/**
 * Does one batch after the other. The rows say what is left, so that whatever dies in between goes on where they stand.
 * @param again continues as new; called where the history has become long
 */
export async function untilNoneIsLeft(batch: () => Promise<Left>, again: () => Promise<never>): Promise<void> {
  for (;;) {
    const { left, pauseMs = 0 } = await loudly(batch);
    if (left === 0) return;
    if (workflowInfo().continueAsNewSuggested) await again();
    if (pauseMs > 0) await sleep(pauseMs, { summary: 'some orders are busy' });
  }
}
