/** Waits for what becomes true in a while, instead of sleeping. */
import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** How long it may take, in milliseconds. */
  readonly withinMs?: number;
  /** Time between two tries, in milliseconds. */
  readonly everyMs?: number;
}

/**
 * Tries until `attempt` no longer throws, and returns what it returned.
 * @throws what the last try threw, when the time is over
 */
export async function eventually<Result>(
  attempt: () => Result | Promise<Result>,
  { withinMs = 15_000, everyMs = 50 }: EventuallyOptions = {},
): Promise<Result> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await delay(everyMs);
    }
  }
}
