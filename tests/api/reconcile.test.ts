import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { connectDatabase } from '#db/connection.ts';
import { systemActor } from '#contracts/roles.ts';
import { serviceRequestWorkflowId } from '#contracts/workflows/service-request.ts';
import { transaction } from '#db/transaction.ts';
import { reconcileAll, reconcileText } from '#deploy/local/reconcile.ts';
import { createApiClient } from '#deploy/replay/api-client.ts';
import { createLogger } from '#platform/logging.ts';
import { tendOnce } from '#services/orders/jobs/tend-requests.ts';
import { createRequestWorkflows } from '#services/orders/request-workflows.ts';
import { eventually } from '#tests/support/eventually.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import { faultsOf } from '#tests/support/left-over.ts';
import { connectToTemporalOf, type OrderTemporal } from '#tests/support/order-temporal.ts';
import {
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  readTimeline,
} from '#tests/support/order-desk.ts';
import type { Desk, DeskOrder, DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const Asked = z.object({ requestId: z.string(), number: z.string() });
const Opened = z.object({ caseId: z.string(), number: z.string() });

const stack = stackForThisFile();
let desk: Desk;
let world: DeskWorld;
let temporal: OrderTemporal;

const reconcile = (recordedUntil?: string) =>
  reconcileAll(createApiClient({ url: stack().url, token: stack().adminToken(), patienceMs: 30_000 }), {
    recordedUntil,
  });
const differencesOf = async ({ number }: DeskOrder) =>
  (await reconcile()).differences.filter((difference) => difference.number === number);

/** An order in progress, old enough that its start cannot still be on its way. */
async function anOldOrder(): Promise<DeskOrder> {
  const order = await createOrder(desk, world);
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
  await inOrders((db) =>
    db.updateTable('serviceOrders').set({ createdAt: '2026-01-01T00:00:00.000Z' }).where('orderId', '=', order.orderId),
  );
  return order;
}

/** As the job does, a minute later, so that no start is still on its way. */
async function tendRequestsNow(): Promise<number> {
  const db = connectDatabase({ url: stack().databaseUrl('orders'), service: 'orders', max: 1 });
  const requests = createRequestWorkflows(() => temporal.client, stack().url);
  const nowMs = () => Date.now() + 60_000;
  const clock = { now: () => new Date(nowMs()).toISOString(), nowMs };
  const started = await tendOnce({ db, requests, clock, log: createLogger({ name: 'test', level: 'silent' }) });
  await db.destroy();
  return started;
}

/** Changes the tables of a service behind everybody's back. */
async function inOrders(
  change: (db: ReturnType<typeof connectDatabase<'orders'>>) => { execute: () => Promise<unknown> },
) {
  const db = connectDatabase({ url: stack().databaseUrl('orders'), service: 'orders', max: 1 });
  await transaction(db, systemActor('test'), (t) => change(t).execute());
  await db.destroy();
}

beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
  temporal = await connectToTemporalOf(stack());
});
afterAll(() => temporal.close());

describe('reconciling', () => {
  test('finds nothing to repair where nothing happened', async () => {
    const order = await anOldOrder();

    expect(await differencesOf(order)).toEqual([]);
  });

  test('brings a terminated workflow back at its stage', async () => {
    const order = await anOldOrder();
    await temporal.order(order.number).terminate('by an operator');

    const [difference] = await differencesOf(order);

    expect(difference).toMatchObject({ with: 'workflow', found: 'nothing', repaired: true });
    await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
    expect(await readOrder(desk, order)).toMatchObject({ stage: 'completed' });
    expect(await faultsOf(desk, order)).toEqual([]);
  });

  test('gives a waiting request a workflow again whose run was terminated', async () => {
    const asked = { customerId: world.customerId, subject: 'Waits for the office' };
    const { body } = await desk.mustDo('POST', '/v1/service-requests', { body: asked });
    const run = temporal.client.workflow.getHandle(
      serviceRequestWorkflowId(z.object({ number: z.string() }).parse(body).number),
    );
    await eventually(() => run.describe());
    await run.terminate('by an operator');

    expect(await tendRequestsNow()).toBe(1);
    expect((await run.describe()).status.name).toBe('RUNNING');
    expect(await tendRequestsNow()).toBe(0);
  });

  test('gives a terminated request its workflow, and the read model what it lost of requests and cases', async () => {
    const { customerId } = world;
    const made = async (path: string, body: object) => (await desk.mustDo('POST', path, { body })).body;
    const request = Asked.parse(await made('/v1/service-requests', { customerId, subject: 'Drips' }));
    const matter = { customerId, subject: 'Drips again', category: 'complaint' };
    const found = Opened.parse(await made('/v1/cases', matter));
    const run = temporal.client.workflow.getHandle(serviceRequestWorkflowId(request.number));
    await eventually(() => run.describe());
    const long = { receivedAt: '2026-01-01T00:00:00.000Z' };
    await inOrders((db) => db.updateTable('requests').set(long).where('requestId', '=', request.requestId));
    const opened = { openedAt: '2026-01-01T00:00:00.000Z' };
    await inOrders((db) => db.updateTable('cases').set(opened).where('caseId', '=', found.caseId));
    const ofBoth = async () =>
      (await reconcile()).differences.filter(({ number }) => [request.number, found.number].includes(number));
    await eventually(async () => expect(await ofBoth()).toEqual([]), { withinMs: 20_000 });

    const db = connectDatabase({ url: stack().databaseUrl('reporting'), service: 'reporting', max: 1 });
    await transaction(db, systemActor('test'), async (t) => {
      await sql`delete from request_list where request_id = ${request.requestId}`.execute(t);
      await sql`delete from case_list where case_id = ${found.caseId}`.execute(t);
      const lost = [`request/${request.requestId}`, `case/${found.caseId}`];
      await sql`delete from inbox_positions where aggregate_id = any(${lost})`.execute(t);
    });
    await db.destroy();
    await run.terminate('by an operator');

    const differences = await ofBoth();
    const lost = differences.filter((each) => each.with === 'read-model');
    expect(lost.map(({ number, found: said, repaired }) => [number, said, repaired])).toEqual([
      [request.number, 'nothing', true],
      [found.number, 'nothing', true],
    ]);
    // By this comparison, or by the look at waiting requests that the service has just had.
    expect((await run.describe()).status.name).toBe('RUNNING');
    expect(await ofBoth()).toEqual([]);
  });

  test('agrees with a workflow that was reset to its beginning', async () => {
    const order = await anOldOrder();
    const { runId } = await temporal.order(order.number).describe();
    const { events = [] } = await temporal.order(order.number).fetchHistory();
    const firstTask = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
    await temporal.client.workflowService.resetWorkflowExecution({
      ...{ namespace: stack().installation.options.namespace, reason: 'by an operator', requestId: order.orderId },
      ...{ workflowExecution: { workflowId: `service-order/${order.number}`, runId } },
      workflowTaskFinishEventId: firstTask ?? null,
    });

    expect((await differencesOf(order)).every(({ repaired }) => repaired)).toBe(true);

    await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
    expect(await differencesOf(order)).toEqual([]);
    expect(await faultsOf(desk, order)).toEqual([]);
  });

  test('tells a workflow of rows that changed without its knowledge', async () => {
    const order = await anOldOrder();
    await desk.mustDo('POST', `/v1/service-orders/${order.orderId}/notes`, { body: { kind: 'internal', text: 'x' } });

    const [difference] = await differencesOf(order);

    expect(difference).toMatchObject({ with: 'workflow', row: 'in-progress at 3', repaired: true });
    expect(difference?.found).toBe('in-progress at 2');
  });

  test('publishes the events of an order again that the read model does not know', async () => {
    const order = await anOldOrder();
    await eventually(async () => expect(await differencesOf(order)).toEqual([]), { withinMs: 20_000 });
    const db = connectDatabase({ url: stack().databaseUrl('reporting'), service: 'reporting', max: 1 });
    await transaction(db, systemActor('test'), async (t) => {
      await sql`delete from order_list where order_id = ${order.orderId}`.execute(t);
      await sql`delete from stage_entries where order_id = ${order.orderId}`.execute(t);
      await sql`delete from inbox_positions where aggregate_id = ${`service-order/${order.orderId}`}`.execute(t);
    });
    await db.destroy();

    const [difference] = await differencesOf(order);

    expect(difference).toMatchObject({ with: 'read-model', found: 'nothing', repaired: true });
  });

  test('records what a timer would have found of an order in recorded time', async () => {
    const log = createDesk(stack().url, await issueToken(desk, ['importer']));
    const at = '1970-01-05T09:00:00.000Z';
    const order = await createOrder(log, world, { itemId: null, occurredAt: at, submittedAt: at });

    const before = await readTimeline(desk, order);
    const report = await reconcile('1970-03-01T00:00:00.000Z');

    expect(before.map(({ type }) => type)).toEqual(['service-order.created']);
    expect(report.recorded).toBe(2);
    const after = await readTimeline(desk, order);
    expect(after.map(({ type }) => type)).toEqual([
      'service-order.created',
      'service-order.sla-warned',
      'service-order.sla-breached',
    ]);
  });

  // The last, because every later comparison would wait for it once more.
  test('says what it could not repair', async () => {
    const order = await anOldOrder();
    await eventually(async () => expect(await differencesOf(order)).toEqual([]), { withinMs: 20_000 });
    const db = connectDatabase({ url: stack().databaseUrl('reporting'), service: 'reporting', max: 1 });
    await transaction(db, systemActor('test'), (t) =>
      t.updateTable('orderList').set({ stage: 'waiting' }).where('orderId', '=', order.orderId).execute(),
    );
    await db.destroy();

    const report = await reconcile();

    expect(report.differences.filter(({ number }) => number === order.number)).toMatchObject([
      { with: 'read-model', repaired: false },
    ]);
    expect(reconcileText(report)).toContain('NOT REPAIRED');
  }, 60_000);
});
