/** Rounds of the bench: in each, every shape is measured once, so that what the machine does beside falls on all of them. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';

import type { Say } from '../progress.ts';
import type { Stack } from '../stack.ts';
import type { ProductBench, ProductRun } from './product.ts';

export interface RoundPlan {
  /** At most so many rounds, and none begun that would end too late. */
  readonly rounds: number;
  /** Of one round; a yardstick of none is left out. */
  readonly orders: {
    readonly naive: number;
    readonly lean: number;
    readonly ownEmpty: number;
    readonly product: number;
  };
  /** Orders that are lived at once. */
  readonly inFlight: number;
  /** How long all rounds may take together. */
  readonly roundsWithinMs: number;
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

/** What was measured, a run for each round. */
export interface Rounds {
  readonly naive: readonly YardstickRun[];
  readonly lean: readonly YardstickRun[];
  readonly ownEmpty: readonly YardstickRun[];
  readonly product: readonly ProductRun[];
}

export interface Measured {
  readonly stack: Stack;
  /** Where the product's workflow runs with empty activities. */
  readonly namespace: string;
  readonly bench: ProductBench;
  readonly say: Say;
}

/** Every other round goes backwards, so that a machine that slows down slows each shape alike. */
export async function alternate({ stack, namespace, bench, say }: Measured, plan: RoundPlan): Promise<Rounds> {
  const { orders, inFlight } = plan;
  const naive: YardstickRun[] = [];
  const lean: YardstickRun[] = [];
  const ownEmpty: YardstickRun[] = [];
  const product: ProductRun[] = [];
  const yardstick = async (runs: YardstickRun[], file: string, what: string, count: number) => {
    if (count > 0) runs.push(await measureYardstick(stack, file, [what, String(count), String(inFlight)]));
  };
  const measures = [
    () => yardstick(naive, 'bare.ts', 'naive', orders.naive),
    () => yardstick(lean, 'bare.ts', 'lean', orders.lean),
    () => yardstick(ownEmpty, 'own-empty.ts', namespace, orders.ownEmpty),
    async () => product.push(await bench.throughput(orders.product, inFlight)),
  ];
  const beganAt = performance.now();
  for (let round = 1; round <= plan.rounds; round += 1) {
    const spentMs = performance.now() - beganAt;
    if (round > 1 && (spentMs * round) / (round - 1) > plan.roundsWithinMs) break;
    for (const measure of round % 2 === 1 ? measures : measures.toReversed()) await measure();
    const rates = [naive, lean, ownEmpty, product].map((runs) => runs.at(-1)?.ordersPerSecond);
    say(`bench: round ${round}: naive, lean, own workflow empty, product: ${rates.join(', ')} orders/s`);
  }
  return { naive, lean, ownEmpty, product };
}

/** No run of a yardstick takes so long. One that does waits for an answer that the server has lost. */
const yardstickWithinMs = 90_000;

/** Runs a yardstick in a process of its own, as its file says; one that hangs is ended and run once more. */
async function measureYardstick(
  stack: Stack,
  file: string,
  args: readonly string[],
  mayHang = true,
): Promise<YardstickRun> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
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
  if (code === null && mayHang) return measureYardstick(stack, file, args, false);
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
  return yardstickRun.parse(JSON.parse(printed.trim().split('\n').at(-1) ?? ''));
}
