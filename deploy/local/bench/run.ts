/** One run of the bench: yardsticks and product in turn, then the product at half of what it can do. */
import { ensureNamespace } from '../../temporal/namespace.ts';
import type { Say } from '../progress.ts';
import type { Stack } from '../stack.ts';
import { createApi } from './api.ts';
import { disagreements, openBooks } from './books.ts';
import type { Books } from './books.ts';
import { openProductBench } from './product.ts';
import type { CalmRun, Percentiles } from './product.ts';
import { alternate } from './rounds.ts';
import type { RoundPlan, Rounds } from './rounds.ts';
import { memoryMiB } from './stack-memory.ts';
import { makeWorld } from './standard-order.ts';
import { median, rounded } from './statistics.ts';

export type BenchSize = 'full' | 'quick' | 'short';

export interface BenchReport {
  readonly naive: { readonly ordersPerSecond: number };
  readonly lean: { readonly ordersPerSecond: number };
  readonly ownEmpty: { readonly ordersPerSecond: number };
  readonly product: {
    readonly ordersPerSecond: number;
    readonly stateTransitions: number;
    readonly historyEvents: number;
    readonly refusedEvents: number;
  };
  /** What the product reaches of each yardstick: the median of the rounds, so that a machine that changes its speed changes both. */
  readonly productOf: { readonly naive: number; readonly lean: number; readonly ownEmpty: number };
  /** At half capacity, from sending the request to its answer. */
  readonly stageChangeMs: Percentiles;
  /** At half capacity, from the commit of an event to the commit of what reporting made of it. */
  readonly readModelMs: Percentiles;
  readonly rssMiB: number;
  /** (b) is so slow that the machine was busy with something else. */
  readonly isVoid: boolean;
  readonly books: Books;
  /** Why the run is not to be counted; none when all agrees. */
  readonly disagreements: readonly string[];
  readonly each: Rounds & { readonly calm: CalmRun };
}

/** The orders a second of (b) that two idle cores reach at the least. */
const idleLeanRate = 6;

interface Plan extends RoundPlan {
  /** Orders before anything is measured: the engine that runs JavaScript makes an order a fifth cheaper within the first hundred. */
  readonly warmUp: number;
  readonly calmSeconds: number;
}

const plans: Readonly<Record<BenchSize, Plan>> = {
  full: {
    rounds: 3,
    inFlight: 20,
    orders: { naive: 50, lean: 80, ownEmpty: 60, product: 80 },
    warmUp: 120,
    calmSeconds: 20,
    roundsWithinMs: 420_000,
  },
  quick: {
    rounds: 1,
    inFlight: 20,
    orders: { naive: 30, lean: 60, ownEmpty: 60, product: 60 },
    warmUp: 30,
    calmSeconds: 8,
    roundsWithinMs: 60_000,
  },
  // Nothing is held against a yardstick; those without code of the product are not measured at all.
  short: {
    rounds: 1,
    inFlight: 6,
    orders: { naive: 0, lean: 0, ownEmpty: 2, product: 4 },
    warmUp: 1,
    calmSeconds: 2,
    roundsWithinMs: 30_000,
  },
};

/**
 * Measures on a stack that runs in one process and that nobody else uses.
 * @throws Error when an order cannot be lived
 */
export async function runBench(stack: Stack, size: BenchSize, say: Say): Promise<BenchReport> {
  const plan = plans[size];
  const empty = `${stack.name}-empty`;
  await ensureNamespace(stack.installation.servers.temporalAddress, empty);
  const api = createApi(stack.url, stack.adminToken());
  const books = await openBooks(stack, api);
  const bench = await openProductBench(stack, api, await makeWorld(api), books);
  try {
    say(`bench: warming up with ${plan.warmUp} orders`);
    await bench.throughput(plan.warmUp, plan.inFlight);
    const refusedEvents = await bench.refusedEvents();
    const each = await alternate({ stack, namespace: empty, bench, say }, plan);
    say('bench: half of the capacity');
    const calm = await bench.latency(medianOf(each.product, (run) => run.ordersPerSecond) / 2, plan.calmSeconds);
    const rssMiB = await memoryMiB(pidsOf(stack));
    return reportOf({ ...each, calm }, refusedEvents, rssMiB, await books.settled());
  } finally {
    await Promise.all([bench.close(), books.close()]);
    api.close();
  }
}

function reportOf(each: BenchReport['each'], refusedEvents: number, rssMiB: number, books: Books): BenchReport {
  const lean = { ordersPerSecond: medianOf(each.lean, (run) => run.ordersPerSecond) };
  return {
    naive: { ordersPerSecond: medianOf(each.naive, (run) => run.ordersPerSecond) },
    lean,
    ownEmpty: { ordersPerSecond: medianOf(each.ownEmpty, (run) => run.ordersPerSecond) },
    product: {
      ordersPerSecond: medianOf(each.product, (run) => run.ordersPerSecond),
      stateTransitions: medianOf(each.product, (run) => run.stateTransitions),
      historyEvents: medianOf(each.product, (run) => run.historyEvents),
      refusedEvents,
    },
    productOf: {
      naive: medianOfRounds(each, 'naive'),
      lean: medianOfRounds(each, 'lean'),
      ownEmpty: medianOfRounds(each, 'ownEmpty'),
    },
    stageChangeMs: each.calm.stageChangeMs,
    readModelMs: each.calm.readModelMs,
    rssMiB,
    isVoid: lean.ordersPerSecond < idleLeanRate,
    books,
    disagreements: disagreements(books),
    each,
  };
}

function pidsOf(stack: Stack): readonly number[] {
  return stack.installation.supervisor.children().flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
}

function medianOfRounds({ product, ...each }: Rounds, yardstick: 'naive' | 'lean' | 'ownEmpty'): number {
  const shares = product.map(
    (run, round) => run.ordersPerSecond / (each[yardstick][round]?.ordersPerSecond ?? Number.NaN),
  );
  return rounded(median(shares), 2);
}

function medianOf<Run>(runs: readonly Run[], value: (run: Run) => number): number {
  return rounded(median(runs.map(value)), 2);
}
