/** An order's workflow whose decisions and effects a test writes itself: the row is a view that the script keeps. */
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { v7 as uuidv7 } from 'uuid';

import type { OrdersActivities } from '#activities/service-orders.ts';
import { serviceOrderWorkflowId, taskQueues, workflowTypes } from '#contracts/workflows/ids.ts';
import type { Decided, DecideRequest, EffectCall, Outcome, Pending, View } from '#contracts/workflows/service-order.ts';
import { createLogger } from '#platform/logging.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { createClient } from '#platform/temporal/connect.ts';
import { installRuntime } from '#platform/temporal/runtime.ts';
import { createWorker } from '#platform/temporal/worker.ts';

const log = createLogger({ name: 'test', level: 'error' });

export interface ScriptedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly handle: WorkflowHandle;
  /** Every decision that was asked for, in order. */
  readonly asked: DecideRequest[];
  view: View;
}

/** What a script makes of a request: the row's new view where it changes, and the outcome; done when it says nothing. */
export type Script = (
  request: DecideRequest,
  order: ScriptedOrder,
) => void | Outcome | 'superseded' | Promise<void | Outcome | 'superseded'>;

export interface ScriptedOrders {
  readonly client: Client;
  /** From now on workflows and effects are worked at. */
  readonly work: () => Promise<void>;
  readonly start: (script: Script, view?: Partial<View>) => Promise<ScriptedOrder>;
  /** Starts a run for an order that has none. */
  readonly startAgain: (order: ScriptedOrder) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ScriptedOptions {
  readonly address: string;
  readonly namespace: string;
  /** Activities of other services, by queue and name. */
  readonly effects?: Readonly<Record<string, object>>;
  /** Of the workflows; the orders service's when absent. */
  readonly taskQueue?: string;
  readonly maxCachedWorkflows?: number;
}

export async function scriptedOrders(options: ScriptedOptions): Promise<ScriptedOrders> {
  installRuntime({ log });
  const connection = await NativeConnection.connect({ address: options.address });
  const client = createClient(connection, options.namespace);
  const scripts = new Map<string, { order: ScriptedOrder; script: Script }>();
  const { maxCachedWorkflows, taskQueue = taskQueues.orders } = options;
  const common = { connection, namespace: options.namespace };
  const workers: Worker[] = [];
  let ends: readonly Promise<void>[] = [];
  const begin = ({ orderId, number }: Pick<ScriptedOrder, 'orderId' | 'number'>) =>
    client.workflow.start(workflowTypes.serviceOrder, {
      ...{ taskQueue, workflowId: serviceOrderWorkflowId(number), args: [{ orderId }] },
    });
  return {
    client,
    async work() {
      workers.push(
        await createWorker({
          ...{ ...common, taskQueue, workflowBundle: await bundle({ log }), activities: activitiesOf(scripts) },
          ...{ onlyLocalActivities: true, ...(maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows }) },
        }),
      );
      for (const [queue, activities] of Object.entries(options.effects ?? {}))
        workers.push(await createWorker({ ...common, taskQueue: queue, activities }));
      ends = workers.map((worker) => worker.run());
    },
    async start(script, view = {}) {
      const orderId = uuidv7();
      const number = `SO-${orderId}`;
      const handle = client.workflow.getHandle(serviceOrderWorkflowId(number));
      const order: ScriptedOrder = { orderId, number, handle, asked: [], view: aView({ orderId, number, ...view }) };
      scripts.set(orderId, { order, script });
      await begin(order);
      return order;
    },
    async startAgain(order) {
      await begin(order);
    },
    async stop() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(ends);
      await connection.close();
    },
  };
}

function activitiesOf(scripts: ReadonlyMap<string, { order: ScriptedOrder; script: Script }>): OrdersActivities {
  const scriptOf = (orderId: string) => {
    const known = scripts.get(orderId);
    if (!known) throw new Error(`No script for order ${orderId}`);
    return known;
  };
  return {
    migrateSomeOrders: () => Promise.resolve({ waiting: 0 }),
    doSomeOfBulk: () => Promise.resolve({ left: 0, pauseMs: 0 }),
    claimOrder: async ({ orderId }) => ({ kind: 'claimed', view: scriptOf(orderId).order.view }),
    async decideCommand(request): Promise<Decided> {
      const { order, script } = scriptOf(request.orderId);
      order.asked.push(request);
      const outcome = await script(request, order);
      if (outcome === 'superseded') return { kind: 'superseded' };
      const { version, stage } = order.view;
      return { kind: 'decided', outcome: outcome ?? { kind: 'done', version, stage }, view: order.view };
    },
  };
}

/** Changes the scripted row, as a decision does. */
export function row(order: ScriptedOrder, changes: Partial<View>): void {
  order.view = { ...order.view, ...changes, version: order.view.version + 1 };
}

export function aView(view: Partial<View>): View {
  return {
    ...{ orderId: '', number: '', version: 1, stage: 'received', stageName: 'Received', progress: 'in-process' },
    ...{
      priority: 'normal',
      customerRef: 'C-1',
      technicianRef: null,
      targets: ['planned'],
      refused: {},
      waiting: null,
    },
    ...{ sla: { state: 'running', dueAt: null }, missingParts: false, lastRefusal: null, pending: [] },
    ...{ nextAt: null, nextWhat: null, closed: false },
    ...view,
  };
}

/** A pending command with one visit to plan. */
export function aPending(id: string, pending: Partial<Pending> = {}): Pending {
  const input: EffectCall<'planVisit'>['input'] = {
    ...{ key: `${id}/planVisit`, orderId: 'order', customerId: 'customer', orderNumber: 'SO', visitId: 'visit' },
    ...{ technicianId: 'technician', startsAt: '2026-03-02T08:00:00.000Z', endsAt: '2026-03-02T09:00:00.000Z' },
    ...{ timeZone: 'UTC', overlapReasonCode: null },
  };
  return {
    ...{ id, command: 'changeStage', phase: 'doing', decidedAt: new Date().toISOString(), budgetMs: 30_000 },
    effects: [{ name: 'planVisit', input, after: [] }],
    ...pending,
  };
}
