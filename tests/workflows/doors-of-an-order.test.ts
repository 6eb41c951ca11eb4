/** What integrators, machines and operators send to an order's workflow past the API, decided by the real rules. */
import { Connection } from '@temporalio/client';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import type { View } from '#contracts/workflows/service-order.ts';
import { connectDatabase } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import { claimOrder } from '#transactions/service-orders/claim.ts';
import { decideCommand } from '#transactions/service-orders/decide-command.ts';
import { eventually } from '../support/eventually.ts';
import {
  aVisitOf,
  command,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  readTimeline,
  type Desk,
  type DeskOrder,
  type DeskWorld,
} from '../support/order-desk.ts';
import { connectToTemporalOf, type OrderTemporal } from '../support/order-temporal.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();
let desk: Desk;
let world: DeskWorld;
let temporal: OrderTemporal;

beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
  temporal = await connectToTemporalOf(stack());
});
afterAll(() => temporal.close());

async function anOrder(): Promise<DeskOrder> {
  const order = await createOrder(desk, world);
  await eventually(() => temporal.order(order.number).describe());
  return order;
}

function update(order: DeskOrder, name: string, input: unknown, updateId: string) {
  return temporal.order(order.number).executeUpdate<{ stage: string }, [unknown]>(name, { args: [input], updateId });
}

async function codeOf(sent: Promise<unknown>): Promise<string | null | undefined> {
  const error = await sent.then(
    () => expect.fail('the update was done'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
  return error.cause.type;
}

async function stageOf(order: DeskOrder, stage: string): Promise<void> {
  await eventually(async () => expect((await readOrder(desk, order)).stage).toBe(stage));
}

test('an update of an integrator takes effect as the Temporal operator, and once under its id', async () => {
  const order = await anOrder();
  const [first, second] = await Promise.all([
    update(order, 'changeStage', { to: 'in-progress' }, 'move'),
    update(order, 'changeStage', { to: 'in-progress' }, 'move'),
  ]);
  expect(first).toEqual(second);
  expect(await update(order, 'changeStage', { to: 'in-progress' }, 'move')).toEqual(first);
  const moves = (await readTimeline(desk, order)).filter(({ data }) => data['to'] === 'in-progress');
  expect(moves).toHaveLength(1);
  expect(moves[0]?.principal).toBe('operator:temporal');
});

test('the same update id on another order is another command', async () => {
  const [one, other] = [await anOrder(), await anOrder()];
  await update(one, 'changeStage', { to: 'in-progress' }, 'same-id');
  await update(other, 'changeStage', { to: 'in-progress' }, 'same-id');
  expect((await readOrder(desk, other)).stage).toBe('in-progress');
});

test('a signal is done once under its message id, and the same message id on another order is another message', async () => {
  const [one, other] = [await anOrder(), await anOrder()];
  const signal = { messageId: 'm-1', to: 'in-progress' };
  for (const order of [one, one, other]) await temporal.order(order.number).signal('stageSignal', signal);
  await stageOf(one, 'in-progress');
  await stageOf(other, 'in-progress');
  await temporal.order(one.number).signal('stageSignal', { messageId: 'm-2', to: 'completed' });
  await stageOf(one, 'completed');
  const moves = (await readTimeline(desk, one)).filter(({ data }) => data['to'] === 'in-progress');
  expect(moves).toHaveLength(1);
});

test('a refused signal changes nothing, and its reason stands in the query, the current details and the timeline', async () => {
  const order = await anOrder();
  const handle = temporal.order(order.number);
  await handle.signal('stageSignal', { messageId: 'no', to: 'completed' });
  await eventually(async () =>
    expect(await handle.query('lastRefusal')).toMatchObject({ command: 'changeStage', code: 'order.stage-forbidden' }),
  );
  expect((await handle.query<View>('view')).stage).toBe('received');
  expect(await handle.query<string>('__temporal_workflow_metadata').then(JSON.stringify)).toContain(
    'order.stage-forbidden',
  );
  const refusals = (await readTimeline(desk, order)).filter(({ data }) => data['code'] === 'order.stage-forbidden');
  expect(refusals).toHaveLength(1);
  expect((await readOrder(desk, order)).stage).toBe('received');
});

test('an update with rubbish is refused, whatever the rubbish is', async () => {
  const order = await anOrder();
  const rubbish = ['in-progress', 7, true, ['in-progress'], { to: 7 }, { to: 'in-\u0000progress' }, null];
  for (const [index, input] of rubbish.entries()) {
    const sent = update(order, 'changeStage', input, `rubbish-${index}`);
    expect(await codeOf(sent), JSON.stringify(input)).toMatch(/request\.invalid|order\.stage-forbidden|Error/);
  }
  for (const [index, input] of ['a word', 7, ['x'], { reasonCode: '\u0000' }].entries())
    expect(await codeOf(update(order, 'cancel', input, `no-cancel-${index}`)), JSON.stringify(input)).toBe(
      'request.invalid',
    );
  await update(order, 'changeStage', { to: 'in-progress' }, 'good');
  await stageOf(order, 'in-progress');
});

test('signals with rubbish never hold an order up', async () => {
  const order = await anOrder();
  const handle = temporal.order(order.number);
  const nul = '\u0000';
  const rubbish: readonly unknown[] = [
    ...['in-progress', 7, null, ['x'], {}, { to: 7 }, { to: 'x'.repeat(100_000) }, { to: `in${nul}` }],
    { messageId: 'm'.repeat(10_000), to: 'nowhere' },
    { messageId: `a${nul}b`, to: 'nowhere' },
    { messageId: { toString: 1 }, to: 'nowhere' },
    { messageId: 'until', to: 'waiting', reasonCode: 'parts-on-order', waitingFor: 'x', until: 'tomorrow' },
    { [nul]: 1, messageId: 'key', to: 'nowhere' },
  ];
  for (const message of rubbish) {
    await handle.signal('stageSignal', message);
    await handle.signal('signOffSignal', message);
  }
  await handle.signal('stageSignal');
  await handle.signal('stageSignal', { messageId: 'good', to: 'in-progress' }, 'and', 'more');
  await stageOf(order, 'in-progress');
});

test('a signal that cannot be read at all is refused like any other', async () => {
  const order = await anOrder();
  const connection = await Connection.connect({ address: stack().installation.servers.temporalAddress });
  try {
    const data = new TextEncoder().encode('{"to": ');
    for (const encoding of ['json/plain', 'binary/of-another-world'])
      await connection.workflowService.signalWorkflowExecution({
        namespace: stack().installation.options.namespace,
        workflowExecution: { workflowId: serviceOrderWorkflowId(order.number) },
        signalName: 'stageSignal',
        input: { payloads: [{ metadata: { encoding: new TextEncoder().encode(encoding) }, data }] },
      });
  } finally {
    await connection.close();
  }
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
});

test('a wait without end in sight is waited for without a busy timer', async () => {
  const order = await anOrder();
  const handle = temporal.order(order.number);
  const wait = { to: 'waiting', reasonCode: 'parts-on-order', waitingFor: 'supplier' };
  await handle.executeUpdate('changeStage', { args: [{ ...wait, until: '9999-12-31T23:59:59.000Z' }] });
  const { historyLength } = await handle.describe();
  await mustBeDone(desk, order, 'change-stage', { to: 'received' });
  expect((await handle.describe()).historyLength).toBeLessThan(historyLength + 20);
});

test('a command that meets a terminated run starts another one and is done', async () => {
  const order = await anOrder();
  await temporal.order(order.number).terminate('an operator');
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
});

test('a run that is reset to its beginning goes on from the row', async () => {
  const order = await anOrder();
  await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
  const handle = temporal.order(order.number);
  const { events } = await handle.fetchHistory();
  const firstTask = events?.find(({ workflowTaskCompletedEventAttributes: task }) => task)?.eventId;
  await temporal.client.workflowService.resetWorkflowExecution({
    namespace: stack().installation.options.namespace,
    workflowExecution: { workflowId: serviceOrderWorkflowId(order.number) },
    reason: 'an operator',
    requestId: `reset-${order.number}`,
    workflowTaskFinishEventId: firstTask ?? null,
  });
  await eventually(async () => expect((await handle.query<View>('view')).stage).toBe('in-progress'));
  await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
  const planned = (await readTimeline(desk, order)).filter(({ data }) => data['to'] === 'planned');
  expect(planned).toHaveLength(1);
  expect((await readOrder(desk, order)).visits).toHaveLength(1);
});

test('a command for a closed order is refused, and starts no run', async () => {
  const order = await anOrder();
  await temporal.order(order.number).terminate('its order is closed');
  const db = connectDatabase({ url: stack().databaseUrl('orders'), service: 'orders' });
  try {
    await transaction(db, systemActor('test'), (t) =>
      t
        .updateTable('serviceOrders')
        .set({ closedAt: new Date().toISOString() })
        .where('orderId', '=', order.orderId)
        .execute(),
    );
  } finally {
    await db.destroy();
  }
  expect(await command(desk, order, 'change-stage', { to: 'in-progress' })).toMatchObject({
    status: 409,
    code: 'order.closed',
  });
  expect((await temporal.order(order.number).describe()).status.name).toBe('TERMINATED');
});

test('a request that is sent twice at once is one command', async () => {
  const order = await anOrder();
  const body = { to: 'in-progress' };
  const answers = await Promise.all([1, 2, 3].map(() => command(desk, order, 'change-stage', body, 'thrice-at-once')));
  for (const { status } of answers) expect([200, 202]).toContain(status);
  await stageOf(order, 'in-progress');
  expect((await readTimeline(desk, order)).filter(({ data }) => data['to'] === 'in-progress')).toHaveLength(1);
});

test('the run that was started last owns an order, however often and late an earlier one asks', async () => {
  const order = await anOrder();
  await eventually(async () => expect(await temporal.order(order.number).query('view')).not.toBeNull());
  const db = connectDatabase({ url: stack().databaseUrl('orders'), service: 'orders' });
  const [earlier, later] = [
    { original: 'earlier', startedAt: Date.parse('2100-01-01T00:00:00.000Z') },
    { original: 'later', startedAt: Date.parse('2100-01-01T00:00:01.000Z') },
  ];
  const decidedBy = (run: typeof earlier, key: string) =>
    decideCommand(db, {
      ...{ orderId: order.orderId, run, key, now: new Date().toISOString() },
      command: { name: 'changeStage', input: { to: 'in-progress' } },
    });
  try {
    const kinds: string[] = [];
    for (const run of [earlier, earlier, later, earlier, later])
      kinds.push((await claimOrder(db, order.orderId, run)).kind);
    expect(kinds).toEqual(['claimed', 'claimed', 'claimed', 'superseded', 'claimed']);
    expect((await decidedBy(earlier, 'zombie')).kind).toBe('superseded');
    expect((await readOrder(desk, order)).stage).toBe('received');
    expect((await decidedBy(later, 'owner')).kind).toBe('decided');
  } finally {
    await db.destroy();
  }
  await temporal.order(order.number).signal('stageSignal', { to: 'completed' });
  await temporal.order(order.number).result();
  expect((await readOrder(desk, order)).stage).toBe('in-progress');
});
