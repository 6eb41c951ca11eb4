/** Waits for what becomes true in a while, instead of sleeping. */
import { patiently, type Patience } from '#platform/patience.ts';

/**
 * Tries until `attempt` no longer throws, and returns what it returned.
 * @throws what the last try threw, when the time is over
 */
export async function eventually<Result>(
  attempt: () => Result | Promise<Result>,
  { withinMs = 15_000, everyMs = 50 }: Partial<Patience> = {},
): Promise<Result> {
  return patiently({ withinMs, everyMs }, attempt);
}
