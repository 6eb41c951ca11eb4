/** A client that does not give up: whatever dies, it sends the same request under the same key until it knows the outcome. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { Desk, DeskAnswer } from './order-desk.ts';

const pauseMs = 200;
/** The order stands as it was: the same wish is a new request. */
const mayBeAskedAnew: ReadonlySet<string> = new Set([
  'order.unanswered',
  'order.busy',
  'order.undoing',
  'command.withdrawn',
  'invoice-proposal.unconfirmed',
]);

/**
 * One wish, done once: sent until it is answered by a success.
 * @throws Error for a refusal that stays, or when `withinMs` are over
 */
export async function untilDone(desk: Desk, path: string, body: object, withinMs = 120_000): Promise<DeskAnswer> {
  const deadline = Date.now() + withinMs;
  let key = randomUUID();
  let last = 'no answer';
  while (Date.now() < deadline) {
    const answer = await desk.send('POST', path, { body, key }).catch(() => null);
    if (answer !== null) {
      last = `${answer.status} ${answer.code}`;
      if (answer.status === 200 || answer.status === 201) return answer;
      if (mayBeAskedAnew.has(answer.code)) key = randomUUID();
      else if (answer.status !== 202 && answer.status < 500) throw new Error(`${path}: ${last}`);
    }
    await delay(pauseMs);
  }
  throw new Error(`${path} was not done in time: ${last}`);
}
