/** Doing the same to many orders at the doors, and the steps of its run; commands are decided as the orders' workflows decide them. */
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { BulkOrder, BulkPreview, BulkRun } from '#contracts/http/service-orders-bulk.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Decided } from '#contracts/workflows/service-order.ts';
import { eventsOf } from '#db/events.ts';
import { keepStaffMember } from '#db/queries/notifications-readers.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { addMs } from '#domain/shared/instant.ts';
import { staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';
import { doSomeOfBulk, type BulkDeps } from '#transactions/service-orders/bulk-steps.ts';
import { claimOrder } from '#transactions/service-orders/claim.ts';
import { createServiceOrder } from '#transactions/service-orders/create.ts';
import { decideCommand } from '#transactions/service-orders/decide-command.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
});
afterAll(() => doors.stop());

const dispatcher = staff('dispatcher');
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const get = async <Body>(path: string) => bodyOf<Body>(await send(path, { as: dispatcher }), 200);
const path = '/v1/bulk-runs';
const reasonCode = 'duplicate';
const job = systemActor('test');

async function someOrders(count: number): Promise<string[]> {
  const { customerId } = await aCustomer(doors);
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const created = await transaction(doors.db, dispatcher, (t) =>
      createServiceOrder(t, { customerId }, dispatcher, doors.clock.now()),
    );
    if (!created.ok) throw new Error(created.refusal.code);
    made.push(created.orderId);
  }
  return made;
}

const begin = async (body: object, key?: string) =>
  bodyOf<BulkRun>(await send(path, posted(dispatcher, body, key)), 202);
const cancelAll = (orderIds: readonly string[]) => ({ action: 'cancel', reasonCode, note: 'No more', orderIds });
const readRun = (bulkId: string) => get<BulkRun>(`${path}/${bulkId}`);
const fatesOf = async (bulkId: string) => (await get<{ items: BulkOrder[] }>(`${path}/${bulkId}/orders`)).items;
const stageOf = async (orderId: string) => (await transaction(doors.db, job, (t) => findOrder(t, orderId)))?.stage;

/** Decides as the order's workflow does. */
const decideNow: BulkDeps['send'] = async ({ orderId, commandId, name, input }) => {
  const run = { original: orderId, startedAt: 1 };
  await claimOrder(doors.db, orderId, run);
  const command = { name, input } as Parameters<typeof decideCommand>[1]['command'];
  const now = doors.clock.now();
  const decided: Decided = await decideCommand(doors.db, { orderId, run, key: commandId, command, now });
  return decided.kind === 'decided' && decided.outcome.kind !== 'pending' ? decided.outcome : null;
};
const deps = (decide = decideNow): BulkDeps => ({ db: doors.db, now: doors.clock.now, send: decide });

const letPass = (ms: number) => doors.clock.moveTo(addMs(doors.clock.now(), ms));

/** Steps until nothing is left, as the workflow takes them. */
async function carryOut(bulkId: string): Promise<void> {
  for (let left = 1, steps = 0; left > 0; steps += 1) {
    if (steps > 30) throw new Error('The run does not end');
    const answer = await doSomeOfBulk(deps(), bulkId);
    ({ left } = answer);
    if (answer.pauseMs > 0) letPass(answer.pauseMs);
  }
}

async function makeBusy(orderId: string, isBusy: boolean): Promise<void> {
  const doing = { id: 'k', command: 'post', phase: 'doing', decidedAt: doors.clock.now(), budgetMs: 1, effects: [] };
  const pending = JSON.stringify(isBusy ? [doing] : []);
  await transaction(doors.db, job, (t) =>
    t.updateTable('serviceOrders').set({ pending }).where('orderId', '=', orderId).execute(),
  );
}

describe('a bulk run', () => {
  test('is looked at beforehand: who can, who cannot and why', async () => {
    const [first = '', second = '', third = ''] = await someOrders(3);
    const setStage = (orderId: string, stage: string) =>
      transaction(doors.db, job, (t) =>
        t.updateTable('serviceOrders').set({ stage }).where('orderId', '=', orderId).execute(),
      );
    await setStage(third, 'in-progress');
    const wish = { action: 'cancel', orderIds: [first, second, third] };
    const preview = bodyOf<BulkPreview>(
      await send(`${path}/preview`, { method: 'POST', as: dispatcher, json: wish }),
      200,
    );
    expect(preview.can.map(({ orderId }) => orderId)).toEqual([first, second]);
    expect(preview).toMatchObject({
      ...{ needsReason: true, cannot: [{ orderId: third, refusal: { code: 'order.stage-forbidden' } }] },
      reasons: [{ code: 'order.stage-forbidden', orders: 1 }],
    });
    expect(await stageOf(first)).toBe('received');
  });

  test('of nothing is refused: choosing nothing chooses nothing, and not all', async () => {
    for (const [to, options] of [
      [`${path}/preview`, { method: 'POST', as: dispatcher, json: { action: 'cancel', orderIds: [] } }],
      [path, posted(dispatcher, { action: 'cancel', orderIds: [] })],
    ] as const)
      expect((await send(to, options)).problem()).toMatchObject({ status: 422, code: 'bulk.nothing-chosen' });
  });

  test('gives each order its command, for who asked, and its fate', async () => {
    const [first = '', second = '', refused = ''] = await someOrders(3);
    const { bulkId } = await begin(cancelAll([refused]), 'before');
    await carryOut(bulkId);
    const run = await begin(cancelAll([first, refused, second]), 'go');
    expect((await begin(cancelAll([first, refused, second]), 'go')).bulkId).toBe(run.bulkId);
    await carryOut(run.bulkId);
    expect(await readRun(run.bulkId)).toMatchObject({ state: 'done', total: 3, done: 2, refused: 1, waiting: 0 });
    expect((await fatesOf(run.bulkId)).map(({ orderId, fate }) => [orderId, fate])).toEqual([
      [first, 'done'],
      [refused, 'refused'],
      [second, 'done'],
    ]);
    const events = await transaction(doors.db, dispatcher, (t) => eventsOf(t, first));
    expect(events.at(-1)).toMatchObject({ principal: dispatcher.principal, data: { command: 'cancel', reasonCode } });
    const back = await begin({ action: 'revoke', orderIds: [first, second] });
    await carryOut(back.bulkId);
    expect([await stageOf(first), await stageOf(second)]).toEqual(['received', 'received']);
  });

  test('tries an order again that is busy', async () => {
    const [orderId = ''] = await someOrders(1);
    await makeBusy(orderId, true);
    const { bulkId } = await begin({ action: 'changeStage', to: 'planned', orderIds: [orderId] });
    expect(await doSomeOfBulk(deps(), bulkId)).toEqual({ left: 1, pauseMs: 1_000 });
    expect(await fatesOf(bulkId)).toMatchObject([{ fate: 'waiting', refusal: { code: 'order.busy' } }]);
    await makeBusy(orderId, false);
    letPass(1_000);
    await carryOut(bulkId);
    expect(await readRun(bulkId)).toMatchObject({ state: 'done', done: 1, refused: 0 });
    expect(await stageOf(orderId)).toBe('planned');
  });

  test('that dies after a command was stored finds it and does it once', async () => {
    const [orderId = ''] = await someOrders(1);
    const { bulkId } = await begin(cancelAll([orderId]));
    const dies = doSomeOfBulk(
      deps(async (command) => {
        await decideNow(command);
        throw new Error('killed');
      }),
      bulkId,
    );
    await expect(dies).rejects.toThrow('killed');
    expect(await fatesOf(bulkId)).toMatchObject([{ fate: 'sent' }]);
    await carryOut(bulkId);
    expect(await readRun(bulkId)).toMatchObject({ state: 'done', done: 1 });
    const events = await transaction(doors.db, dispatcher, (t) => eventsOf(t, orderId));
    expect(events.filter(({ type }) => type === 'service-order.stage-changed')).toHaveLength(1);
  });

  test('is stopped where it stands, and goes on from there', async () => {
    const orders = await someOrders(2);
    const { bulkId } = await begin(cancelAll(orders));
    expect(bodyOf<BulkRun>(await send(`${path}/${bulkId}/stop`, posted(dispatcher, {})), 200).state).toBe('stopped');
    expect(await doSomeOfBulk(deps(), bulkId)).toMatchObject({ left: 0 });
    expect(await readRun(bulkId)).toMatchObject({ state: 'stopped', waiting: 2 });
    expect(bodyOf<BulkRun>(await send(`${path}/${bulkId}/resume`, posted(dispatcher, {})), 200).state).toBe('running');
    await carryOut(bulkId);
    expect(await readRun(bulkId)).toMatchObject({ state: 'done', done: 2 });
    const { items } = await get<{ items: BulkRun[] }>(`${path}?mine=true`);
    expect(items.map((run) => run.bulkId)).toContain(bulkId);
  });

  test('gives orders to whom it names, but for those whose header may not be changed, and again changes nothing', async () => {
    const [first = '', second = '', done = ''] = await someOrders(3);
    await carryOut((await begin(cancelAll([done]))).bulkId);
    const responsibleId = randomUUID();
    await transaction(doors.db, job, (t) =>
      keepStaffMember(t, { userId: responsibleId, roles: ['dispatcher'], active: true }),
    );
    const wish = { action: 'assign', orderIds: [first, second, done] };
    const looked = await send(`${path}/preview`, { method: 'POST', as: dispatcher, json: wish });
    const preview = bodyOf<BulkPreview>(looked, 200);
    expect(preview).toMatchObject({ needsReason: false, cannot: [{ orderId: done }] });

    const stranger = { ...wish, responsibleId: randomUUID() };
    expect((await send(path, posted(dispatcher, stranger))).problem().code).toBe('order.unknown-reference');
    expect((await send(path, posted(dispatcher, wish))).problem().code).toBe('request.invalid');

    const given = await begin({ ...wish, responsibleId, note: 'On holiday' });
    await carryOut(given.bulkId);
    expect(await readRun(given.bulkId)).toMatchObject({ responsibleId, state: 'done', done: 2, refused: 1 });
    expect((await fatesOf(given.bulkId)).at(-1)?.refusal).toEqual(preview.cannot[0]?.refusal);
    const eventsOfFirst = () => transaction(doors.db, dispatcher, (t) => eventsOf(t, first));
    const events = await eventsOfFirst();
    expect(events.at(-1)).toMatchObject({
      principal: dispatcher.principal,
      data: { responsibleId, priority: 'normal' },
    });

    await carryOut((await begin({ ...wish, responsibleId })).bulkId);
    expect(await eventsOfFirst()).toHaveLength(events.length);
  });

  test('is not begun by who may only read', async () => {
    const viewer = staff('viewer');
    expect((await send(path, posted(viewer, cancelAll([])))).status).toBe(403);
  });
});
