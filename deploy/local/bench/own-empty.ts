/**
 * (b') The product's own workflow with empty activities, called without HTTP: `node own-empty.ts NAMESPACE [orders] [inFlight]`,
 * server from TEMPORAL_ADDRESS. One process holds workers and client on one connection, as in bare.ts. Prints one JSON line.
 */
import { randomUUID } from 'node:crypto';

import type { Client } from '@temporalio/client';

import { serviceOrderWorkflowId, taskQueues } from '#contracts/workflows/ids.ts';
import type { CommandInputs } from '#contracts/workflows/service-order.ts';
import { createLogger } from '#platform/logging.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';
import type { Temporal } from '#platform/temporal/connect.ts';
import { createOrderWorkflows } from '#services/orders/order-workflows.ts';
import type { OrderWorkflows, Sent } from '#services/orders/order-workflows.ts';
import { cannedEffects, createCannedOrders } from './canned-orders.ts';
import { closedLoop } from './load.ts';
import { percentile, rounded } from './statistics.ts';

const log = createLogger({ name: 'bench', level: 'error' });
const waitMs = 60_000;

/** The standard order without its HTTP calls: the stages in their sequence. */
const stages = [
  'planned',
  'dispatched',
  'in-progress',
  'waiting',
  'in-progress',
  'waiting',
  'in-progress',
  'completed',
];

const [namespace = '', orders = '100', inFlight = '20'] = process.argv.slice(2);
const temporal = connectTemporal({ address: process.env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233', namespace, log });
await runWorkers(temporal);
const result = await measure(await temporal.whenConnected(), Number(orders), Number(inFlight));
await temporal.stop();
process.stdout.write(`${JSON.stringify(result)}\n`);

async function runWorkers({ runWorker }: Temporal): Promise<void> {
  runWorker({
    taskQueue: taskQueues.orders,
    workflowBundle: await bundle({ log }),
    activities: createCannedOrders(),
    onlyLocalActivities: true,
    maxCachedWorkflows: 2_000,
  });
  for (const queue of ['inventory', 'dispatch', 'invoicing'] as const)
    runWorker({ taskQueue: taskQueues[queue], activities: cannedEffects[queue] });
}

async function measure(client: Client, count: number, atOnce: number) {
  const workflows = createOrderWorkflows(() => client);
  const run = randomUUID();
  const latencies: number[] = [];
  const live = (n: number) => liveOrder(client, workflows, `${run}-${n}`, (ms) => latencies.push(ms));
  for (let n = 1; n <= 5; n += 1) await live(-n);
  latencies.length = 0;
  const beganAt = performance.now();
  await closedLoop(count, atOnce, live);
  const seconds = (performance.now() - beganAt) / 1_000;
  const { raw, historyLength } = await client.workflow.getHandle(serviceOrderWorkflowId(`${run}-0`)).describe();
  return {
    orders: count,
    inFlight: atOnce,
    ordersPerSecond: rounded(count / seconds, 2),
    stateTransitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
    historyEvents: historyLength,
    stageMs: { p50: rounded(percentile(latencies, 0.5), 1), p99: rounded(percentile(latencies, 0.99), 1) },
  };
}

async function liveOrder(
  client: Client,
  workflows: OrderWorkflows,
  number: string,
  onMove: (ms: number) => void,
): Promise<void> {
  const attributes = { stage: 'received', progress: 'open', priority: 'normal', customerRef: 'C-1' };
  const sla = { slaState: 'running', slaDueAt: null };
  await workflows.start({ kind: 'start-order', orderId: number, number, ...attributes, ...sla });
  const command = async (name: 'changeStage' | 'signOff' | 'post', input: CommandInputs[typeof name]) =>
    mustBeDone(await workflows.command({ number, commandId: randomUUID(), name, input, judgedAt: 0, waitMs }));
  for (const to of stages) {
    const sentAt = performance.now();
    await command('changeStage', { to });
    onMove(performance.now() - sentAt);
  }
  await command('signOff', { noSignatureReasonCode: 'nobody-present' });
  await command('post', {});
  mustBeDone(await workflows.rowsChanged(number, randomUUID()));
  await client.workflow.getHandle(serviceOrderWorkflowId(number)).result();
}

function mustBeDone(sent: Sent): void {
  if (sent.kind !== 'outcome' || sent.outcome.kind !== 'done') throw new Error(`Not done: ${JSON.stringify(sent)}`);
}
