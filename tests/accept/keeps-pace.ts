/** Whether a step made the product slower: the quick bench of before and of now, one after the other. */
import { benchInTurn } from '../support/bench-in-turn.ts';
import type { ProductFigures } from '../support/bench-in-turn.ts';
import type { AcceptLine } from './accept-line.ts';

const worseByAtMost = 0.05;
const rounds = 3;

/** What a step may not make worse: where it began, and how long an order's history was there. */
export interface Earlier {
  readonly revision: string;
  readonly stateTransitions: number;
  readonly historyEvents: number;
}

/** A line that runs both in turn, with no other stack beside them. */
export function keepsPaceWith(earlier: Earlier): AcceptLine['run'] {
  return async (stack, _size, say) => {
    await stack.stop();
    const found = await benchInTurn(earlier.revision, rounds, say);
    const was = mean(found.before);
    const is = mean(found.now);
    const passed = is >= was * (1 - worseByAtMost) && found.now.every((figures) => isAsLong(figures, earlier));
    const figure = `${is.toFixed(2)} orders/s, ${was.toFixed(2)} when the step began (${(is / was).toFixed(2)}, mean of ${rounds} each)`;
    return { passed, figure };
  };
}

function isAsLong({ stateTransitions, historyEvents }: ProductFigures, earlier: Earlier): boolean {
  const most = 1 + worseByAtMost;
  return stateTransitions <= earlier.stateTransitions * most && historyEvents <= earlier.historyEvents * most;
}

function mean(figures: readonly ProductFigures[]): number {
  return figures.reduce((sum, { ordersPerSecond }) => sum + ordersPerSecond, 0) / figures.length;
}
