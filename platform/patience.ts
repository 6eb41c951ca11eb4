/** Trying again for a while, where what is asked needs a moment. */
import { setTimeout as delay } from 'node:timers/promises';

/** In milliseconds. */
export interface Patience {
  readonly withinMs: number;
  /** Time between two tries. */
  readonly everyMs: number;
}

/**
 * Tries until `attempt` no longer throws, and returns what it returned.
 * @throws what the last try threw, when the time is over
 */
export async function patiently<Result>(
  { withinMs, everyMs }: Patience,
  attempt: () => Result | Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() >= deadline) throw error;
      await delay(everyMs);
    }
  }
}
