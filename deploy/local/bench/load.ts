/** The two ways of sending orders: as many at once as were said, or so many a second. */
import { setTimeout as delay } from 'node:timers/promises';

/** Keeps `inFlight` orders going until `count` were lived. @throws the first error, after the others have ended */
export async function closedLoop(count: number, inFlight: number, live: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  let failure: unknown;
  const lane = async () => {
    while (next < count && failure === undefined) {
      await live(next++).catch((error: unknown) => (failure ??= error));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  if (failure !== undefined) throw new Error('An order could not be lived', { cause: failure });
}

/** Begins an order every `1 / perSecond` seconds, however long the others take, and resolves when all have ended. */
export async function openLoop(count: number, perSecond: number, live: (n: number) => Promise<void>): Promise<void> {
  const beganAt = performance.now();
  const running: Promise<void>[] = [];
  let failure: unknown;
  for (let n = 0; n < count; n += 1) {
    await delay(Math.max(0, beganAt + (n * 1_000) / perSecond - performance.now()));
    running.push(live(n).catch((error: unknown) => void (failure ??= error)));
  }
  await Promise.all(running);
  if (failure !== undefined) throw new Error('An order could not be lived', { cause: failure });
}
