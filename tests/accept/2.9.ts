/** What Step 2 added does not cost an order more than a twentieth of its speed, nor the workflow's history more than that. */
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { benchInTurn } from '../support/bench-in-turn.ts';
import type { ProductFigures } from '../support/bench-in-turn.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shape: 'one-process', shortIn: '1.4' };

/** The product when Step 2 began. */
const before = {
  revision: '993b05306938a9d82a40bd872c5586d86981174b',
  stateTransitions: 33,
  historyEvents: 115,
};
const worseByAtMost = 0.05;
const rounds = 3;

/** Both in turn, with no other stack beside them. */
export async function run(stack: Stack, _size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  await stack.stop();
  const found = await benchInTurn(before.revision, rounds, say);
  const was = mean(found.before);
  const is = mean(found.now);
  const passed = is >= was * (1 - worseByAtMost) && found.now.every(isAsLong);
  const figure = `${is.toFixed(2)} orders/s, ${was.toFixed(2)} when the step began (${(is / was).toFixed(2)}, mean of ${rounds} each)`;
  return { passed, figure };
}

function isAsLong({ stateTransitions, historyEvents }: ProductFigures): boolean {
  const most = 1 + worseByAtMost;
  return stateTransitions <= before.stateTransitions * most && historyEvents <= before.historyEvents * most;
}

function mean(figures: readonly ProductFigures[]): number {
  return figures.reduce((sum, { ordersPerSecond }) => sum + ordersPerSecond, 0) / figures.length;
}
