/** One run of the bench: yardsticks and product in turn, then the product at half of what it can do. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';

import { ensureNamespace } from '../../temporal/namespace.ts';
import type { Say } from '../progress.ts';
import type { Stack } from '../stack.ts';
import { createApi } from './api.ts';
import { disagreements, openBooks } from './books.ts';
import type { Books } from './books.ts';
import { openProductBench } from './product.ts';
import type { CalmRun, Percentiles, ProductBench, ProductRun } from './product.ts';
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
  readonly each: {
    readonly naive: readonly YardstickRun[];
    readonly lean: readonly YardstickRun[];
    readonly ownEmpty: readonly YardstickRun[];
    readonly product: readonly ProductRun[];
    readonly calm: CalmRun;
  };
}

const yardstickRun = z.object({
  orders: z.int(),
  inFlight: z.int(),
  ordersPerSecond: z.number(),
  stateTransitions: z.int(),
  historyEvents: z.int(),
  stageMs: z.object({ p50: z.number(), p99: z.number() }),
});
export type YardstickRun = z.infer<typeof yardstickRun>;

/** The orders a second of (b) that two idle cores reach at the least. */
const idleLeanRate = 6;
const inFlight = 20;

interface Plan {
  /** At most so many rounds, and none begun that would end too late. */
  readonly rounds: number;
  readonly orders: {
    readonly naive: number;
    readonly lean: number;
    readonly ownEmpty: number;
    readonly product: number;
  };
  readonly warmUp: number;
  readonly calmSeconds: number;
  /** How long all rounds may take together. */
  readonly roundsWithinMs: number;
}

const plans: Readonly<Record<BenchSize, Plan>> = {
  full: {
    rounds: 3,
    orders: { naive: 50, lean: 120, ownEmpty: 100, product: 100 },
    warmUp: 60,
    calmSeconds: 20,
    roundsWithinMs: 225_000,
  },
  quick: {
    rounds: 1,
    orders: { naive: 30, lean: 60, ownEmpty: 60, product: 60 },
    warmUp: 30,
    calmSeconds: 8,
    roundsWithinMs: 60_000,
  },
  short: {
    rounds: 1,
    orders: { naive: 20, lean: 20, ownEmpty: 20, product: 20 },
    warmUp: 5,
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
    await bench.throughput(plan.warmUp, inFlight);
    const refusedEvents = await bench.refusedEvents();
    const each = await alternate(stack, empty, bench, plan, say);
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

/** Every round measures each shape once, so that what the machine does beside falls on all of them. */
async function alternate(stack: Stack, empty: string, bench: ProductBench, { orders, ...plan }: Plan, say: Say) {
  const naive: YardstickRun[] = [];
  const lean: YardstickRun[] = [];
  const ownEmpty: YardstickRun[] = [];
  const product: ProductRun[] = [];
  const beganAt = performance.now();
  const bare = (shape: 'naive' | 'lean') => yardstick(stack, ['bare.ts', shape, String(orders[shape])]);
  for (let round = 1; round <= plan.rounds; round += 1) {
    const spentMs = performance.now() - beganAt;
    if (round > 1 && (spentMs * round) / (round - 1) > plan.roundsWithinMs) break;
    naive.push(await bare('naive'));
    lean.push(await bare('lean'));
    ownEmpty.push(await yardstick(stack, ['own-empty.ts', empty, String(orders.ownEmpty)]));
    product.push(await bench.throughput(orders.product, inFlight));
    const rates = [naive, lean, ownEmpty, product].map((runs) => runs.at(-1)?.ordersPerSecond);
    say(`bench: round ${round}: naive, lean, own workflow empty, product: ${rates.join(', ')} orders/s`);
  }
  return { naive, lean, ownEmpty, product };
}

/** No run of a yardstick takes so long. One that does waits for an answer that the server has lost. */
const yardstickWithinMs = 90_000;

/** Runs a yardstick in a process of its own, as its file says; one that hangs is ended and run once more. */
async function yardstick(stack: Stack, what: readonly string[], mayHang = true): Promise<YardstickRun> {
  const [file = '', ...args] = what;
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args, String(inFlight)], {
    env: { ...process.env, TEMPORAL_ADDRESS: stack.installation.servers.temporalAddress },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...{ timeout: yardstickWithinMs, killSignal: 'SIGKILL' as const },
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.removeListener('exit', end);
  if (code === null && mayHang) return yardstick(stack, what, false);
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
  return yardstickRun.parse(JSON.parse(printed.trim().split('\n').at(-1) ?? ''));
}

function medianOf<Run>(runs: readonly Run[], value: (run: Run) => number): number {
  return rounded(median(runs.map(value)), 2);
}
