/** What Step 2 added does not cost an order more than a twentieth of its speed, nor the workflow's history more than that. */
import { createApi } from '#deploy/local/bench/api.ts';
import { openBooks } from '#deploy/local/bench/books.ts';
import { openProductBench } from '#deploy/local/bench/product.ts';
import { makeWorld } from '#deploy/local/bench/standard-order.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { benchInTurn } from '../support/bench-in-turn.ts';
import type { ProductFigures } from '../support/bench-in-turn.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shape: 'one-process' };

/** The product when Step 2 began. */
const before = {
  revision: '993b05306938a9d82a40bd872c5586d86981174b',
  stateTransitions: 33,
  historyEvents: 115,
};
const ever = { stateTransitions: 36, historyEvents: 125 };
const worseByAtMost = 0.05;
const rounds = 3;

export function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  return size === 'full' ? speeds(stack, say) : anOrder(stack);
}

/** Both in turn, with no other stack beside them. */
async function speeds(stack: Stack, say: Say): Promise<AcceptOutcome> {
  await stack.stop();
  const found = await benchInTurn(before.revision, rounds, say);
  const was = mean(found.before);
  const is = mean(found.now);
  const passed = is >= was * (1 - worseByAtMost) && found.now.every(isAsLong);
  const figure = `${is.toFixed(2)} orders/s, ${was.toFixed(2)} when the step began (${(is / was).toFixed(2)}, mean of ${rounds} each)`;
  return { passed, figure };
}

/** On a busy machine an effect may end a task later than its twin: an order is held against the bounds of line 1.4. */
async function anOrder(stack: Stack): Promise<AcceptOutcome> {
  const api = createApi(stack.url, stack.adminToken());
  const books = await openBooks(stack, api);
  try {
    const bench = await openProductBench(stack, api, await makeWorld(api), books);
    const found = await bench.throughput(1, 1);
    await bench.close();
    const figure = `${found.stateTransitions} state transitions and ${found.historyEvents} events an order`;
    const passed = found.stateTransitions <= ever.stateTransitions && found.historyEvents <= ever.historyEvents;
    return { passed, figure };
  } finally {
    await books.close();
    api.close();
  }
}

function isAsLong({ stateTransitions, historyEvents }: ProductFigures): boolean {
  const most = 1 + worseByAtMost;
  return stateTransitions <= before.stateTransitions * most && historyEvents <= before.historyEvents * most;
}

function mean(figures: readonly ProductFigures[]): number {
  return figures.reduce((sum, { ordersPerSecond }) => sum + ordersPerSecond, 0) / figures.length;
}
