/** The replay of the repair workshop while processes die by -9: the same table, nothing lost, nothing twice. */
import { comparisonText } from '#deploy/replay/compare.ts';
import { isFaithful } from '#deploy/replay/replay.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { killAtRandom } from '../support/killer.ts';
import { replayWorkshop } from '../support/workshop.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shape: 'split', shortShape: 'one-process', servers: 'own' };

const services = ['gateway', 'orders', 'dispatch', 'inventory', 'invoicing', 'reporting'];
const mortal = [...services, 'postgres', 'kafka', 'temporal'];
const temporalAndOrders = ['temporal', 'orders'];
const anyOne: readonly string[] = [];

interface Size {
  readonly cases: number | undefined;
  readonly kills: readonly (readonly string[])[];
  readonly leastPauseMs: number;
  readonly longestPauseMs: number;
  readonly orders: number;
  readonly repairLines: number;
}

/** At full size PostgreSQL, Kafka and Temporal die at least once each; the rest is chance. */
const sizes: Readonly<Record<AcceptSize, Size>> = {
  full: {
    ...{ cases: undefined, orders: 1_104, repairLines: 1_510, leastPauseMs: 5_000, longestPauseMs: 20_000 },
    kills: [
      ...[anyOne, ['postgres'], anyOne, ['kafka'], anyOne, temporalAndOrders],
      ...[anyOne, ['temporal'], anyOne, ['orders'], anyOne, anyOne],
    ],
  },
  short: {
    ...{ cases: 15, orders: 15, repairLines: 0, leastPauseMs: 200, longestPauseMs: 1_500 },
    kills: [['temporal', 'product'], ['postgres']],
  },
};

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const { cases, kills, orders, repairLines, leastPauseMs, longestPauseMs } = sizes[size];
  const killing = killAtRandom(stack, { kills, among: mortal, leastPauseMs, longestPauseMs, say });
  const log = { say, ...(cases === undefined ? {} : { cases }) };
  try {
    const first = await replayWorkshop(stack, log);
    await killing.done;
    // What was killed after the last command, too, must leave the same table; every command is known by its key.
    const report = await replayWorkshop(stack, log);
    say(comparisonText(report));
    const isRight =
      isFaithful(first) &&
      isFaithful(report) &&
      report.orders === orders &&
      (repairLines === 0 || report.repairLines === repairLines) &&
      killing.killed().length === kills.length;
    const counts = `${report.orders} orders, ${report.ended} ended, ${report.open} open, ${report.repairLines} repair lines`;
    const faults = `${first.differences.length} and ${report.differences.length} cases differ, ${report.refused.length} refused`;
    return { passed: isRight, figure: `${counts}; ${faults}; killed ${killing.killed().join(', ')}` };
  } finally {
    killing.stop();
    await killing.done.catch(() => undefined);
  }
}
