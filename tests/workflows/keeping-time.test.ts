/** The workflow's one timer, on a server that skips time: it rings for the earliest instant, and what that means is decided then. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { searchAttributeTypes } from '#contracts/workflows/ids.ts';
import type { View } from '#contracts/workflows/service-order.ts';
import { saySilently } from '#deploy/local/progress.ts';
import { timeSkippingServer } from '#deploy/local/parts/time-skipping-server.ts';
import { createLogger } from '#platform/logging.ts';
import { installRuntime } from '#platform/temporal/runtime.ts';
import { eventually } from '../support/eventually.ts';
import { row, scriptedOrders, type ScriptedOrder, type ScriptedOrders } from '../support/scripted-order.ts';

/** Values of temporal.api.enums.v1.IndexedValueType. */
const indexedValueTypes = { KEYWORD: 2, DATETIME: 6 } as const;

let skipping: TestWorkflowEnvironment;
let orders: ScriptedOrders;

beforeAll(async () => {
  installRuntime({ log: createLogger({ name: 'test', level: 'error' }) });
  const path = await timeSkippingServer(process.env, saySilently);
  skipping = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await skipping.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(searchAttributeTypes).map(([name, type]) => [name, indexedValueTypes[type]]),
    ),
  });
  orders = await scriptedOrders({ address: skipping.address, namespace: 'default' });
  await orders.work();
});
afterAll(async () => {
  await orders.stop();
  await skipping.teardown();
});

const hourMs = 3_600_000;

/** Lets time pass until the run has ended. */
async function ended({ handle }: ScriptedOrder): Promise<void> {
  await skipping.client.workflow.getHandle(handle.workflowId).result();
}

async function inHours(hours: number): Promise<string> {
  return new Date((await skipping.currentTimeMs()) + hours * hourMs).toISOString();
}

/** Every instant that was reached, as `what at hours after the beginning`. */
function reached({ asked }: ScriptedOrder, beganAt: number): readonly string[] {
  return asked.flatMap(({ command, now }) =>
    command.name === 'instantReached'
      ? [`${command.input.what} at ${Math.round((Date.parse(now) - beganAt) / hourMs)}`]
      : [],
  );
}

test('a warning and a breach are found at their instants, and closing ends the run', async () => {
  const beganAt = await skipping.currentTimeMs();
  const then: readonly Partial<View>[] = [
    { nextAt: await inHours(8), nextWhat: 'sla-breach' },
    { nextAt: await inHours(240), nextWhat: 'close' },
    { nextAt: null, nextWhat: null, closed: true },
  ];
  let found = 0;
  const order = await orders.start(
    ({ command }, it) => {
      if (command.name === 'instantReached') row(it, then[found++] ?? {});
    },
    { nextAt: await inHours(6), nextWhat: 'sla-warning' },
  );
  await ended(order);
  expect(reached(order, beganAt)).toEqual(['sla-warning at 6', 'sla-breach at 8', 'close at 240']);
});

test('an earlier instant re-arms the timer, a later one lets it ring for nothing, and none is decided twice', async () => {
  const beganAt = await skipping.currentTimeMs();
  const [soon, later] = [await inHours(2), await inHours(30)];
  const order = await orders.start(
    ({ command, key }, it) => {
      if (key === 'waits') row(it, { nextAt: soon, nextWhat: 'waiting-until' });
      else if (key === 'goes on') row(it, { nextAt: later, nextWhat: 'close' });
      else if (command.name === 'instantReached') row(it, { nextAt: null, nextWhat: null, closed: true });
    },
    { nextAt: await inHours(10), nextWhat: 'sla-warning' },
  );
  await eventually(() => order.handle.query('view'));
  for (const updateId of ['waits', 'goes on'])
    await order.handle.executeUpdate('changeStage', { updateId, args: [{ to: 'planned' }] });
  await ended(order);
  expect(reached(order, beganAt)).toEqual(['close at 30']);
  const { events } = await order.handle.fetchHistory();
  const timers = (events ?? []).filter(({ timerStartedEventAttributes: started }) => started);
  expect(timers).toHaveLength(3);
});

test('an order of recorded time has no instant, and arms no timer', async () => {
  const order = await orders.start(() => undefined, { nextAt: null });
  await eventually(() => order.handle.query('view'));
  await order.handle.executeUpdate('changeStage', { args: [{ to: 'planned' }] });
  const { events } = await order.handle.fetchHistory();
  expect((events ?? []).filter(({ timerStartedEventAttributes: started }) => started)).toEqual([]);
});

test('what operators search by follows the row, in one event a change and in none without', async () => {
  const dueAt = await inHours(5);
  const order = await orders.start(({ key }, it) => {
    if (key === 'moves') row(it, { stage: 'planned', sla: { state: 'paused', dueAt }, technicianRef: 'T-7' });
  });
  await eventually(() => order.handle.query('view'));
  await order.handle.executeUpdate('changeStage', { updateId: 'moves', args: [{ to: 'planned' }] });
  await order.handle.executeUpdate('changeStage', { updateId: 'stays', args: [{ to: 'planned' }] });
  const { typedSearchAttributes } = await order.handle.describe();
  const keyword = (name: string) =>
    typedSearchAttributes.get(defineSearchAttributeKey(name, SearchAttributeType.KEYWORD));
  expect([keyword('OrderStage'), keyword('SlaState'), keyword('TechnicianRef')]).toEqual(['planned', 'paused', 'T-7']);
  const { events } = await order.handle.fetchHistory();
  const upserts = (events ?? []).filter((event) => event.upsertWorkflowSearchAttributesEventAttributes);
  expect(upserts).toHaveLength(2);
});
