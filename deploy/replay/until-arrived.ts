/** Waits for what was published to one service and is on its way to another. */
import { setTimeout as delay } from 'node:timers/promises';

import { Refusal } from './api-client.ts';

const pauseMs = 250;
const longestMs = 120_000;

/** Tries again while it is refused with the code. @throws Refusal after two minutes, and any other at once */
export async function untilArrived<Result>(code: string, ask: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== code || Date.now() > deadline) throw error;
      await delay(pauseMs);
    }
  }
}
