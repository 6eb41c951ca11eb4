/** The bench: throughput against its yardsticks, transitions and events an order, latencies, memory. */
import { runBench } from '#deploy/local/bench/run.ts';
import type { BenchReport } from '#deploy/local/bench/run.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

interface Bound {
  readonly what: string;
  readonly found: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** It depends on how fast and how idle the machine is. */
  readonly ofMachine?: boolean;
}

/** At a short size only what does not depend on the machine is held against its bound. */
export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const report = await runBench(stack, size, say);
  const bounds = boundsOf(report);
  const missed = bounds.filter((bound) => isMissed(bound) && (size === 'full' || bound.ofMachine !== true));
  const isVoid = size === 'full' && report.isVoid;
  const figures = bounds.map((bound) => `${bound.what} ${bound.found}${isMissed(bound) ? ` (${wanted(bound)})` : ''}`);
  const wrong = [...(isVoid ? ['void: (b) is under 6 orders/s, the machine was busy'] : []), ...report.disagreements];
  say(`orders/s: ${ratesOf(report)}`);
  return { passed: missed.length === 0 && wrong.length === 0, figure: [...figures, ...wrong].join(', ') };
}

/** Medians of all rounds, as the bench names them. */
function ratesOf({ naive, lean, ownEmpty, product }: BenchReport): string {
  const named = { '(a)': naive, '(b)': lean, "(b')": ownEmpty, '(c)': product };
  return Object.entries(named)
    .map(([name, { ordersPerSecond }]) => `${name} ${ordersPerSecond}`)
    .join(', ');
}

function boundsOf({ product, productOf, ...report }: BenchReport): readonly Bound[] {
  return [
    { what: "(c) of (b')", found: productOf.ownEmpty, atLeast: 0.55, ofMachine: true },
    { what: '(c) of (b)', found: productOf.lean, atLeast: 0.4, ofMachine: true },
    { what: '(c) of (a)', found: productOf.naive, atLeast: 1.25, ofMachine: true },
    { what: 'state transitions', found: product.stateTransitions, atMost: 36 },
    { what: 'history events', found: product.historyEvents, atMost: 125 },
    { what: 'events of a refused change', found: product.refusedEvents, atMost: 0 },
    { what: 'stage change p99 ms', found: report.stageChangeMs.p99, atMost: 250, ofMachine: true },
    { what: 'read model p99 ms', found: report.readModelMs.p99, atMost: 500, ofMachine: true },
    { what: 'MiB', found: report.rssMiB, atMost: 3 * 1024, ofMachine: true },
  ];
}

function isMissed({ found, atLeast = -Infinity, atMost = Infinity }: Bound): boolean {
  return found < atLeast || found > atMost;
}

function wanted({ atLeast, atMost }: Bound): string {
  return atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
}
