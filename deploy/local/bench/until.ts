/** Waiting for what comes by itself. */
import { setTimeout as delay } from 'node:timers/promises';

/** Asks every `everyMs` until the answer is yes. @throws Error naming `what` when it is not after `withinMs` */
export async function until(
  what: string,
  withinMs: number,
  everyMs: number,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline)
      throw new Error(`It did not come to pass within ${withinMs / 1000} s that ${what}`);
    await delay(everyMs);
  }
}
