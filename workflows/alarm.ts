/** The workflow's one timer, re-armed only for an earlier instant: one that rings too early costs less than re-arming. */
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

export interface Alarm {
  /** Rings at the instant, or before; an instant of null arms nothing. */
  readonly arm: (at: string | null, summary: string | null) => void;
}

/** @param ring called when the timer fires */
export function createAlarm(ring: () => void): Alarm {
  let armed: { readonly atMs: number; readonly scope: CancellationScope } | null = null;

  async function wait(scope: CancellationScope, atMs: number, summary: string): Promise<void> {
    try {
      await scope.run(() => sleep(Math.max(1, atMs - Date.now()), { summary }));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    armed = null;
    ring();
  }

  return {
    arm(at, summary) {
      if (at === null) return;
      const atMs = Date.parse(at);
      if (armed !== null && armed.atMs <= atMs) return;
      armed?.scope.cancel();
      const scope = new CancellationScope();
      armed = { atMs, scope };
      void wait(scope, atMs, summary ?? 'next instant');
    },
  };
}
