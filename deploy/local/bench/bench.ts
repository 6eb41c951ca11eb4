/**
 * `npm run bench [-- --json] [-- --quick]`: on one stack of its own, in one run, the two yardsticks (naive and lean), the product's
 * own workflow with empty activities, and the product with everything on. Exits 1 when what was started and what ended,
 * or what was written and what was read, differ.
 */
import { parseArgs } from 'node:util';
import { sayOnTerminal } from '../progress.ts';
import { runBench } from './run.ts';
import type { BenchReport } from './run.ts';
import { createStack } from '../stack.ts';
import type { Stack } from '../stack.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const say = sayOnTerminal;
const stack = await createStack({ shape: 'one-process', say });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.remove().finally(() => process.exit(130)));
const report = await onStack(stack).finally(stack.remove);
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table(report));
for (const problem of report.disagreements) say(`Not to be counted: ${problem}`);
process.exitCode = report.disagreements.length === 0 ? 0 : 1;

async function onStack(running: Stack): Promise<BenchReport> {
  say('bench: starting a stack of its own');
  await running.start();
  return runBench(running, values.quick ? 'quick' : 'full', say);
}

function table({ naive, lean, ownEmpty, product, productOf, ...report }: BenchReport): string {
  const ms = ({ p50, p99 }: { readonly p50: number; readonly p99: number }) => `${p50} ms p50, ${p99} ms p99`;
  const rows = [
    ['(a) naive', `${naive.ordersPerSecond} orders/s`],
    ['(b) lean', `${lean.ordersPerSecond} orders/s`],
    ["(b') own workflow, empty", `${ownEmpty.ordersPerSecond} orders/s`],
    ['(c) product', `${product.ordersPerSecond} orders/s`],
    ["(c) of (a), (b), (b')", `${productOf.naive}, ${productOf.lean}, ${productOf.ownEmpty}`],
    ['An order costs', `${product.stateTransitions} state transitions, ${product.historyEvents} history events`],
    ['A refused stage change', `${product.refusedEvents} history events`],
    ['Stage change, half capacity', ms(report.stageChangeMs)],
    ['Commit to read model', ms(report.readModelMs)],
    ['Memory of the stack', `${report.rssMiB} MiB`],
    ...(report.isVoid ? [['This run is void', '(b) is under 6 orders/s: the machine was busy']] : []),
  ];
  return rows.map(([name = '', value = '']) => `${name.padEnd(28)} ${value}\n`).join('');
}
