/** Recorded histories replay, also after a rule has gained a guard and without a cache; a terminated or reset order comes back. */
import { createLogger } from '#platform/logging.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import type { View } from '#contracts/workflows/service-order.ts';
import type { Say } from '#deploy/local/progress.ts';
import { reconcileAll } from '#deploy/local/reconcile.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { createApiClient } from '#deploy/replay/api-client.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { installRuntime } from '#platform/temporal/runtime.ts';
import { addedGuard, withChangedBundle } from '../replay/changed-bundle.ts';
import { replayKept, type Replayed } from '../replay/histories.ts';
import { eventually } from '../support/eventually.ts';
import { faultsOf } from '../support/left-over.ts';
import {
  aVisitOf,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  type Desk,
  type DeskOrder,
  type DeskWorld,
  type SeenOrder,
} from '../support/order-desk.ts';
import { connectToTemporalOf, type OrderTemporal } from '../support/order-temporal.ts';
import { faultsWithoutCache } from '../support/without-cache.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

/** Each part of it, that is, in the test of its own. */
export const needs: AcceptNeeds = { shortIn: 'tests/replay, tests/workflows and tests/api/reconcile.test.ts' };

const log = createLogger({ name: 'accept', level: 'fatal' });

export async function run(stack: Stack, _size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  installRuntime({ log });
  const faults: string[] = [];
  say('Replaying the recorded histories');
  const replayed = await replayKept(await bundle({ log }));
  faults.push(...brokenOf('replay', replayed));
  say('Replaying them with a guard added to a rule');
  faults.push(...brokenOf('replay with a guard', await withChangedBundle(log, addedGuard, replayKept)));
  say('Running an order without a cache');
  const { servers, options } = stack.installation;
  faults.push(...(await faultsWithoutCache({ address: servers.temporalAddress, namespace: options.namespace })));
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const temporal = await connectToTemporalOf(stack);
  try {
    for (const [name, interfere] of Object.entries(interferences)) {
      say(`An operator ${name} the workflow of an order`);
      faults.push(
        ...(await comesBack({ stack, desk, world, temporal }, interfere)).map((fault) => `${name}: ${fault}`),
      );
    }
  } finally {
    await temporal.close();
  }
  const figure = `${replayed.length} histories replay, also with a guard; an order runs without a cache; an order whose workflow an operator ${Object.keys(interferences).join(' or ')} comes back`;
  return { passed: faults.length === 0 && replayed.length >= 5, figure: [figure, ...faults].join('; ') };
}

function brokenOf(what: string, replayed: readonly Replayed[]): readonly string[] {
  return replayed.flatMap(({ name, error }) => (error === undefined ? [] : [`${what} of ${name}: ${error.message}`]));
}

interface Trial {
  readonly stack: Stack;
  readonly desk: Desk;
  readonly world: DeskWorld;
  readonly temporal: OrderTemporal;
}
type Interfere = (trial: Trial, order: DeskOrder) => Promise<void>;

const interferences: Readonly<Record<string, Interfere>> = {
  terminates: async ({ temporal }, { number }) => {
    await temporal.order(number).terminate('an operator');
  },
  resets: async ({ stack, temporal }, { number }) => {
    const { events } = await temporal.order(number).fetchHistory();
    const tasks = (events ?? []).filter(({ workflowTaskCompletedEventAttributes: completed }) => completed);
    await temporal.client.workflowService.resetWorkflowExecution({
      namespace: stack.installation.options.namespace,
      workflowExecution: { workflowId: serviceOrderWorkflowId(number) },
      ...{ reason: 'an operator', requestId: `reset-${number}` },
      workflowTaskFinishEventId: tasks[1]?.eventId ?? null,
    });
  },
};

async function comesBack(trial: Trial, interfere: Interfere): Promise<readonly string[]> {
  const { desk, world, temporal, stack } = trial;
  const order = await createOrder(desk, world);
  await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
  const before = await withItsVisit(desk, order);
  await interfere(trial, order);
  await reconcileAll(createApiClient({ url: stack.url, token: stack.adminToken(), patienceMs: 60_000 }), {});
  const view = await eventually(async () => {
    const found = await temporal.order(order.number).query<View | null>('view');
    if (found?.stage !== 'in-progress') throw new Error(`the workflow is at ${found?.stage}`);
    return found;
  });
  await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
  const disagreements = await faultsOf(desk, order);
  const after = await readOrder(desk, order);
  const visitsOf = ({ visits }: SeenOrder) => visits.map(({ visitId }) => visitId).join(' ');
  return [
    ...disagreements,
    ...(view.version >= before.version ? [] : [`the workflow is at version ${view.version} of ${before.version}`]),
    ...(visitsOf(after) === visitsOf(before) ? [] : [`visits ${visitsOf(after)} instead of ${visitsOf(before)}`]),
    ...(after.stage === 'completed' ? [] : [`the order is ${after.stage}`]),
  ];
}

/** An order shows a visit once dispatch's event has told where and when it is, which is a moment after the plan is done. */
function withItsVisit(desk: Desk, order: DeskOrder): Promise<SeenOrder> {
  return eventually(async () => {
    const seen = await readOrder(desk, order);
    if (seen.visits.length === 0) throw new Error(`${order.number} shows no visit yet`);
    return seen;
  });
}
