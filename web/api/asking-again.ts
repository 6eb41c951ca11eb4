/** When a refused intent is sent again by itself: where something else was only just being done. */
import { AnsweredProblem } from './client.ts';

const most = 4;
const firstPauseMs = 300;

/** Whether to send again, after so many refusals. */
export function asksAgain(refusals: number, thrown: unknown): boolean {
  return refusals < most && thrown instanceof AnsweredProblem && thrown.isPassing;
}

/** How long to wait before, in milliseconds: some five seconds over all. */
export function pauseBefore(refusals: number): number {
  return firstPauseMs * 2 ** refusals;
}
