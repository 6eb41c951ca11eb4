/** Replay of the repair workshop: every case an order, four equal counts for every stage, and no alarm for 1970. */
import { createApiClient } from '#deploy/replay/api-client.ts';
import { comparisonText } from '#deploy/replay/compare.ts';
import { inParallel } from '#platform/in-parallel.ts';
import { isFaithful } from '#deploy/replay/replay.ts';
import type { ReplayReport } from '#deploy/replay/replay.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { replayWorkshop } from '../support/workshop.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shortIn: 'tests/e2e' };

interface Wanted {
  /** Undefined: all of the log. */
  readonly cases: number | undefined;
  readonly orders: number;
  readonly ended: number;
  readonly repairLines: number;
  readonly notFixed: number;
  readonly seconds: number;
}

/** The figures of the whole log, and of its first twenty cases, counted apart from the replayer. */
const wanted: Readonly<Record<AcceptSize, Wanted>> = {
  full: { cases: undefined, orders: 1_104, ended: 1_000, repairLines: 1_510, notFixed: 36, seconds: 600 },
  short: { cases: 20, orders: 20, ended: 5, repairLines: 25, notFixed: 0, seconds: Infinity },
};

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const { cases, ...want } = wanted[size];
  const report = await replayWorkshop(stack, { say, ...(cases === undefined ? {} : { cases }) });
  say(comparisonText(report));
  const { orders, ended, open, repairLines, withTimer, seconds } = report;
  const notFixed = await notFixedOf(stack, report);
  const isRight =
    isFaithful(report) &&
    orders === want.orders &&
    ended === want.ended &&
    open === want.orders - want.ended &&
    repairLines === want.repairLines &&
    notFixed === want.notFixed &&
    withTimer === 0 &&
    seconds <= want.seconds;
  const counts = `${orders} orders, ${ended} ended, ${open} open, ${repairLines} repair lines, ${notFixed} not fixed`;
  const faults = `${report.differences.length} cases differ, ${report.refused.length} refused, ${withTimer} with a timer`;
  return {
    passed: isRight,
    figure: `${counts}; ${faults}; ${seconds} s, ${report.commandsPerSecond.toFixed(1)} commands/s`,
  };
}

const readAtOnce = 8;
const patienceMs = 60_000;

/** How many orders ended although the last repair was found not to have helped. */
async function notFixedOf(stack: Stack, { orderIds }: ReplayReport): Promise<number> {
  const api = createApiClient({ url: stack.url, token: stack.adminToken(), patienceMs });
  let notFixed = 0;
  await inParallel(orderIds, readAtOnce, async (orderId) => {
    const { body } = await api.call(serviceOrderRoutes.read, { params: { orderId } });
    if (body.end === 'done' && body.repairLines.at(-1)?.resolution === 'not-fixed') notFixed += 1;
  });
  return notFixed;
}
