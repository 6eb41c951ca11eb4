/** (c) The product: standard orders through HTTP, with everything on. */
import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { defineUpdate } from '@temporalio/workflow';
import * as z from 'zod';

import { reportingRoutes } from '#contracts/http/reporting.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import type { Stack } from '../stack.ts';
import { ApiRefusal } from './api.ts';
import type { Api } from './api.ts';
import type { BookReader } from './books.ts';
import { closedLoop, openLoop } from './load.ts';
import { beginOrder, finishOrder } from './standard-order.ts';
import type { BegunOrder, World } from './standard-order.ts';
import { median, percentile, rounded } from './statistics.ts';
import { until } from './until.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export interface ProductRun {
  readonly orders: number;
  readonly inFlight: number;
  readonly ordersPerSecond: number;
  /** Of one order, as the server counts them: the median of the orders of the run. */
  readonly stateTransitions: number;
  readonly historyEvents: number;
  readonly stageChangeMs: Percentiles;
  readonly readModelMs: Percentiles;
}

export interface CalmRun {
  readonly perSecond: number;
  readonly orders: number;
  readonly stageChangeMs: Percentiles;
  readonly readModelMs: Percentiles;
}

export interface ProductBench {
  /** Lives `orders` standard orders, `inFlight` at once, and waits until all are closed. */
  readonly throughput: (orders: number, inFlight: number) => Promise<ProductRun>;
  /** Begins `perSecond` orders a second for `seconds`, whatever the others do. */
  readonly latency: (perSecond: number, seconds: number) => Promise<CalmRun>;
  /** History events that refused stage changes add to an order, through the API and straight to its workflow. */
  readonly refusedEvents: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const closedWithinMs = 60_000;
const looksEveryMs = 50;
const describedAtMost = 40;

export async function openProductBench(stack: Stack, api: Api, world: World, books: BookReader): Promise<ProductBench> {
  const { servers, options } = stack.installation;
  const connection = await Connection.connect({ address: servers.temporalAddress });
  const temporal = new Client({ connection, namespace: options.namespace });
  let next = 0;

  async function live(onMove: (ms: number) => void, onBegun: (order: BegunOrder) => void): Promise<void> {
    const n = next++;
    const order = await beginOrder(api, world, n);
    onBegun(order);
    await finishOrder(api, world, n, order, onMove);
  }

  const allClosed = () =>
    until('every order is closed', closedWithinMs, looksEveryMs, async () => (await books.openOrders()) === 0);

  return {
    async throughput(orders, inFlight) {
      const { moves, begun, onMove, onBegun } = notes();
      const beganAt = Date.now();
      await closedLoop(orders, inFlight, () => live(onMove, onBegun));
      await allClosed();
      const seconds = (Date.now() - beganAt) / 1_000;
      const costs = await costsOf(temporal, begun.slice(-describedAtMost));
      return {
        orders,
        inFlight,
        ordersPerSecond: rounded(orders / seconds, 2),
        stateTransitions: median(costs.map((cost) => cost.stateTransitions)),
        historyEvents: median(costs.map((cost) => cost.historyEvents)),
        stageChangeMs: percentilesOf(moves),
        readModelMs: await lagSince(api, beganAt),
      };
    },
    async latency(perSecond, seconds) {
      const { moves, onMove, onBegun } = notes();
      const orders = Math.max(1, Math.round(perSecond * seconds));
      const beganAt = Date.now();
      await openLoop(orders, perSecond, () => live(onMove, onBegun));
      await allClosed();
      const stageChangeMs = percentilesOf(moves);
      return { perSecond: rounded(perSecond, 2), orders, stageChangeMs, readModelMs: await lagSince(api, beganAt) };
    },
    async refusedEvents() {
      const n = next++;
      const order = await beginOrder(api, world, n);
      const handle = temporal.workflow.getHandle(serviceOrderWorkflowId(order.number));
      await until('the order has its workflow', closedWithinMs, looksEveryMs, () => isIdle(temporal, order));
      const before = (await handle.describe()).historyLength;
      await mustBeRefused(() =>
        api.call(serviceOrderRoutes.changeStage, { params: { orderId: order.orderId }, body: { to: 'completed' } }),
      );
      const changeStage = defineUpdate<unknown, [object]>('changeStage');
      await mustBeRefused(() => handle.executeUpdate(changeStage, { args: [{ to: 'completed' }] }));
      const after = (await handle.describe()).historyLength;
      await finishOrder(api, world, n, order);
      await allClosed();
      return after - before;
    },
    close: () => connection.close(),
  };
}

function notes() {
  const moves: number[] = [];
  const begun: BegunOrder[] = [];
  return { moves, begun, onMove: (ms: number) => moves.push(ms), onBegun: (order: BegunOrder) => begun.push(order) };
}

async function costsOf(temporal: Client, orders: readonly BegunOrder[]) {
  return Promise.all(
    orders.map(async ({ number }) => {
      const { raw, historyLength } = await temporal.workflow.getHandle(serviceOrderWorkflowId(number)).describe();
      const stateTransitions = Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
      return { stateTransitions, historyEvents: historyLength };
    }),
  );
}

/** True once the workflow has claimed its order and waits for people. */
async function isIdle(temporal: Client, { number }: BegunOrder): Promise<boolean> {
  try {
    const description = await temporal.workflow.getHandle(serviceOrderWorkflowId(number)).describe();
    return description.raw.pendingWorkflowTask === null && description.historyLength > 3;
  } catch {
    return false;
  }
}

async function mustBeRefused(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return;
    if (error instanceof ApiRefusal && error.code === 'order.stage-forbidden') return;
    throw error;
  }
  throw new Error('A stage change that its stage forbids was not refused');
}

async function lagSince(api: Api, sinceMs: number): Promise<Percentiles> {
  const { body } = await api.call(reportingRoutes.lag, { query: { since: new Date(sinceMs).toISOString() } });
  const { count, p50, p99 } = z.object({ count: z.int(), p50: z.number(), p99: z.number() }).parse(body);
  if (count === 0) throw new Error('Reporting measured no event');
  return { p50: rounded(p50, 1), p99: rounded(p99, 1) };
}

function percentilesOf(values: readonly number[]): Percentiles {
  return { p50: rounded(percentile(values, 0.5), 1), p99: rounded(percentile(values, 0.99), 1) };
}
