import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { Visit } from '#contracts/http/dispatch.ts';
import type { Technician } from '#contracts/http/dispatch.ts';
import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { Page } from '#contracts/http/schemas.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import { technicianReader } from '#db/queries/notifications-readers.ts';
import { transaction } from '#db/transaction.ts';
import { mailsTo } from '#tests/support/caught-mails.ts';
import { eventually } from '#tests/support/eventually.ts';
import {
  acceptance,
  aVisitOf,
  command,
  complete,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  stockOfItem,
} from '#tests/support/order-desk.ts';
import type { Desk, DeskOrder, DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

// Every answer is held against its contract.
beforeAll(() => void vi.stubEnv('CALLOUT_CHECK_ANSWERS', '1'));
const stack = stackForThisFile();
afterAll(() => void vi.unstubAllEnvs());

let desk: Desk;
let world: DeskWorld;
beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
}, 60_000);

const read = async ({ orderId }: DeskOrder) =>
  (await desk.mustDo('GET', `/v1/service-orders/${orderId}`)).body as ServiceOrder;
const move = (order: DeskOrder, body: object, key?: string) => command(desk, order, 'change-stage', body, key);
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** An order at a stage of the default model. */
async function anOrderAt(stage: 'received' | 'in-progress' | 'completed' | 'cancelled' | 'signed'): Promise<DeskOrder> {
  const order = await createOrder(desk, world);
  if (stage === 'in-progress') await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
  if (stage === 'cancelled') await mustBeDone(desk, order, 'cancel', { reasonCode: 'not-needed' });
  if (stage === 'completed' || stage === 'signed') await complete(desk, world, order);
  if (stage === 'signed') await mustBeDone(desk, order, 'sign-off', acceptance);
  return order;
}

describe('moving an order', () => {
  test('plans its visit and reserves its parts before it answers', async () => {
    const order = await anOrderAt('received');

    const { status, body } = await move(order, { to: 'planned', visit: aVisitOf(world.technicianId) });

    expect(status).toBe(200);
    expect(body).toMatchObject({ orderId: order.orderId, number: order.number, stage: 'planned' });
    const { lines, visits, missingParts } = await read(order);
    expect(lines.find(({ type }) => type === 'item')).toMatchObject({ reserved: 2, missing: 0 });
    await eventually(async () => expect((await read(order)).visits).toMatchObject([{ status: 'planned' }]));
    expect([visits.length <= 1, missingParts]).toEqual([true, false]);
  });

  test('is not held up by a shortage, which shows on line, order and list', async () => {
    const lines = [{ type: 'item', category: 'spare-parts', itemId: world.itemId, plannedQuantity: stockOfItem * 2 }];
    const order = await createOrder(desk, world, { lines });

    await mustBeDone(desk, order, 'change-stage', { to: 'planned' });

    const whole = await read(order);
    expect(whole.missingParts).toBe(true);
    expect(whole.lines[0]?.missing).toBeGreaterThan(0);
    await mustBeDone(desk, order, 'cancel', { reasonCode: 'not-needed' });
  });

  test('refuses a visit over another of the technician, unless somebody chose it', async () => {
    const visit = aVisitOf(world.technicianId);
    await mustBeDone(desk, await anOrderAt('received'), 'change-stage', { to: 'planned', visit });
    const second = await anOrderAt('received');

    expect((await move(second, { to: 'planned', visit })).code).toBe('dispatch.overlap');
    expect(await read(second)).toMatchObject({ stage: 'received' });
    const chosen = { ...visit, overlapReasonCode: 'short-visit' };
    await eventually(async () => expect((await move(second, { to: 'planned', visit: chosen })).status).toBe(200));
  });

  test('waits for somebody until an instant, and goes back to where it came from', async () => {
    const order = await anOrderAt('in-progress');
    const until = tomorrow();

    const wait = { to: 'waiting', reasonCode: 'no-access', waitingFor: 'customer', until };
    await mustBeDone(desk, order, 'change-stage', wait);

    expect(await read(order)).toMatchObject({ waiting: { on: 'customer', until }, sla: { state: 'paused' } });
    await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
    expect(await read(order)).toMatchObject({ stage: 'in-progress', waiting: null, sla: { state: 'running' } });
  });

  test.each([
    ['a stage that is not allowed now', { to: 'completed' }, 'order.stage-forbidden'],
    ['a stage that there is not', { to: 'nowhere' }, 'order.stage-forbidden'],
    ['waiting without a reason', { to: 'waiting', waitingFor: 'x', until: tomorrow() }, 'order.reason-missing'],
    ['waiting for nobody', { to: 'waiting', reasonCode: 'no-access' }, 'order.waiting-incomplete'],
    ['a technician that there is not', { to: 'planned', visit: aVisitOf(randomUUID()) }, 'dispatch.unknown-technician'],
    ['a recorded time', { to: 'in-progress', occurredAt: '2020-01-01T00:00:00.000Z' }, 'order.recorded-time'],
  ])('is refused for %s', async (_what, body, code) => {
    const order = await anOrderAt('received');

    const answer = await move(order, body);

    expect(answer.code).toBe(code);
    expect(await read(order)).toMatchObject({ stage: 'received' });
    if (code === 'order.stage-forbidden')
      expect(answer.body).toMatchObject({ allowed: expect.arrayContaining([expect.anything()]) });
  });

  test('refuses a visit that ends before it starts', async () => {
    const { startsAt, endsAt, ...visit } = aVisitOf(world.technicianId);
    const reversed = { ...visit, startsAt: endsAt, endsAt: startsAt };

    expect((await move(await anOrderAt('received'), { to: 'planned', visit: reversed })).code).toBe(
      'order.visit-invalid',
    );
  });
});

describe('a key', () => {
  test('is one command: the same answer comes again, and another body is refused', async () => {
    const order = await anOrderAt('received');
    const key = randomUUID();

    const first = await move(order, { to: 'in-progress' }, key);
    const again = await move(order, { to: 'in-progress' }, key);

    expect(again).toEqual(first);
    expect((await read(order)).version).toBe(2);
    expect((await move(order, { to: 'planned' }, key)).code).toBe('idempotency.other-body');
    expect((await command(desk, order, 'change-stage', { to: 'planned' }, '')).code).toBe('idempotency.key-missing');
  });

  test('of a refused command may be used again', async () => {
    const order = await anOrderAt('received');
    const key = randomUUID();
    const before = await read(order);

    expect((await move(order, { to: 'completed' }, key)).code).toBe('order.stage-forbidden');

    expect((await read(order)).version).toBe(before.version);
    expect((await move(order, { to: 'in-progress' }, key)).status).toBe(200);
  });

  test('tells what became of its command', async () => {
    const order = await anOrderAt('received');
    const { body } = await move(order, { to: 'in-progress' });
    const { operationId } = body as { operationId: string };

    const operation = await desk.mustDo('GET', `/v1/operations/${operationId}`);

    expect(operation.body).toMatchObject({ status: 'done', command: 'changeStage', version: 2, problem: null });
  });
});

describe('cancelling', () => {
  test('gives parts and visits back, and may be taken back itself', async () => {
    const order = await createOrder(desk, world, {
      lines: [{ type: 'item', category: 'spare-parts', itemId: world.itemId, plannedQuantity: 1 }],
    });
    await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });

    await mustBeDone(desk, order, 'cancel', { reasonCode: 'not-needed' });

    await eventually(async () => {
      const { busy, lines, visits } = await read(order);
      expect([busy, lines.map((line) => line.reserved)]).toEqual([[], [0]]);
      expect(visits).toMatchObject([{ status: 'cancelled' }]);
    });
    await mustBeDone(desk, order, 'revoke', {});
    expect(await read(order)).toMatchObject({ stage: 'planned', lines: [{ status: 'planned' }] });
  });

  test('asks for a reason', async () => {
    expect((await command(desk, await anOrderAt('received'), 'cancel', {})).code).toBe('order.reason-missing');
  });
});

describe('a further visit', () => {
  test('is planned beside the first', async () => {
    const order = await anOrderAt('in-progress');

    await mustBeDone(desk, order, 'plan-visit', { visit: aVisitOf(world.technicianId) });
    await mustBeDone(desk, order, 'plan-visit', { visit: aVisitOf(world.technicianId) });

    await eventually(async () => expect((await read(order)).visits).toHaveLength(2));
    const late = await anOrderAt('completed');
    const refused = await command(desk, late, 'plan-visit', { visit: aVisitOf(world.technicianId) });
    expect(refused.code).toBe('order.stage-forbidden');
  });
});

/** Orders hears of technicians by events. */
async function untilOrdersKnow(technicians: readonly Technician[]): Promise<void> {
  const db = connectDatabase({ url: stack().databaseUrl('orders'), service: 'orders', max: 1 });
  try {
    for (const { technicianId } of technicians)
      await eventually(async () => {
        const known = await transaction(db, systemActor('test'), (t) => technicianReader(t, technicianId));
        expect(known).toBeDefined();
      });
  } finally {
    await db.destroy();
  }
}

test('technicians are told by mail of visits that they get and lose, at the address that dispatch keeps', async () => {
  const hire = async (email: string, language: string) => {
    const body = { name: email, timeZone: 'Europe/Vienna', email, language };
    return (await desk.mustDo('POST', '/v1/technicians', { body })).body as Technician;
  };
  const [tina, tom] = [await hire('tina@callout.example', 'de'), await hire('tom@callout.example', 'en')];
  await untilOrdersKnow([tina, tom]);
  const order = await createOrder(desk, world, { itemId: null });
  await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(tina.technicianId) });
  const { body } = await desk.mustDo('GET', `/v1/visits?orderId=${order.orderId}`);
  const [visit] = Page(Visit).parse(body).items;
  const change = { technicianId: tom.technicianId };
  await desk.mustDo('POST', `/v1/visits/${visit?.visitId}/move`, { body: change, ifMatch: 1 });
  await mustBeDone(desk, order, 'cancel', { reasonCode: 'not-needed' });

  await eventually(async () => {
    const subjects = async (to: string) => (await mailsTo(stack(), to)).map(({ subject }) => subject).toSorted();
    expect(await subjects('tina@callout.example')).toEqual([
      expect.stringMatching(/^Jemand anderes übernimmt Ihren Besuch/),
      expect.stringMatching(/^Sie haben einen Besuch/),
    ]);
    expect(await subjects('tom@callout.example')).toEqual([
      expect.stringMatching(/^You have a visit/),
      expect.stringMatching(/^Your visit on .* will not take place/),
    ]);
  });
});

describe('from sign-off to posting', () => {
  test('an order is signed off once, by a signature or the reason why there is none', async () => {
    const order = await anOrderAt('completed');
    const unknown = { signedBy: 'A. Nobody', signatureFileId: randomUUID() };

    expect((await command(desk, order, 'sign-off', { signedBy: 'A. Nobody' })).code).toBe('order.signature-missing');
    expect((await command(desk, order, 'sign-off', unknown)).code).toBe('order.signature-unknown');
    expect((await command(desk, order, 'post', {})).code).toBe('order.not-signed-off');
    await mustBeDone(desk, order, 'sign-off', acceptance);

    expect(await read(order)).toMatchObject({ signOff: { signedBy: 'A. Nobody' } });
    expect((await command(desk, order, 'sign-off', acceptance)).code).toBe('order.already-signed-off');
  });

  test('what was signed is kept under its hash, its lines stay, and it is taken back with a reason', async () => {
    const order = await anOrderAt('signed');
    const { signOff, lines } = await read(order);
    expect(signOff).toMatchObject({ documentSha256: expect.stringMatching(/^[0-9a-f]{64}$/), changedLines: [] });
    const line = `/v1/service-orders/${order.orderId}/lines/${lines[0]?.lineId}`;
    const changed = await desk.send('PATCH', line, { body: { description: 'Said otherwise' } });
    expect(changed).toMatchObject({ status: 409, body: { code: 'order.line-signed' } });

    expect((await command(desk, order, 'undo-sign-off', {})).code).toBe('order.sign-off-reason-missing');
    await mustBeDone(desk, order, 'undo-sign-off', { reasonCode: 'fault-came-back' });
    expect((await read(order)).signOff).toBeNull();
    expect((await command(desk, order, 'post', {})).code).toBe('order.not-signed-off');
    await mustBeDone(desk, order, 'sign-off', acceptance);
    expect((await read(order)).signOff).toMatchObject({ changedLines: [] });
    await mustBeDone(desk, order, 'post', {});
    expect((await command(desk, order, 'undo-sign-off', { reasonCode: 'fault-came-back' })).code).toBe(
      'order.lines-posted',
    );
  });

  test('posting prices every confirmed line, and leaves a proposal', async () => {
    const order = await anOrderAt('signed');

    await mustBeDone(desk, order, 'post', {});

    const { lines, progress, proposalId } = await read(order);
    expect([progress, lines.map((line) => line.status)]).toEqual(['posted', ['posted', 'posted']]);
    expect(lines.find(({ type }) => type === 'item')).toMatchObject({
      amountMinor: 9_000,
      costMinor: 5_000,
      issued: 2,
    });
    expect(proposalId).not.toBeNull();
    expect((await command(desk, order, 'post', {})).code).toBe('order.nothing-to-post');
    expect((await command(desk, order, 'reopen', {})).code).toBe('order.reason-missing');
  });

  test('what its agreement pays is shown before and left out when the order is posted; cost counts in full', async () => {
    const by = (category: string) => ({ subject: { by: 'category', category }, percent: null, limit: null });
    const half = { treatment: 'discount', percent: 50, limit: { of: 'count', quantity: 1 } };
    const coverage = [
      { ...by('labour'), treatment: 'covered' },
      { ...half, subject: { by: 'item-group', groupId: 'valves' } },
    ];
    await desk.mustDo('PUT', '/v1/item-groups/valves', { body: { name: 'Valves', active: true } });
    await desk.mustDo('PATCH', `/v1/items/${world.itemId}`, { ifMatch: 1, body: { groupId: 'valves' } });
    const agreed = { customerId: world.customerId, name: 'Valves', startsOn: '2026-01-01', coverage };
    const { body } = await desk.mustDo('POST', '/v1/agreements', { body: agreed });
    const { agreementId } = body as Agreement;
    const order = await createOrder(desk, world, { agreementId });
    const inPart = { lineProperty: 'in-part', charged: { amount: 6_750 } };
    await eventually(async () => {
      const { body: before } = await desk.mustDo('GET', `/v1/service-orders/${order.orderId}/charges`);
      expect(before).toMatchObject({ lines: [{ lineProperty: 'covered' }, inPart], net: { amount: 6_750 } });
    });

    await complete(desk, world, order);
    await mustBeDone(desk, order, 'sign-off', acceptance);
    await mustBeDone(desk, order, 'post', {});

    const { lines } = await read(order);
    expect(lines).toMatchObject([
      { type: 'hour', amountMinor: 0, coveredMinor: 8_500, costMinor: 4_200 },
      { type: 'item', amountMinor: 6_750, coveredMinor: 2_250, costMinor: 5_000 },
    ]);
  });

  test('a line without a price keeps the order as it was, and says so', async () => {
    const order = await createOrder(desk, world, { itemId: world.unpricedItemId, lines: undefined });
    await desk.mustDo('POST', `/v1/service-orders/${order.orderId}/lines`, {
      body: { type: 'hour', category: 'unheard-of', quantity: 1 },
    });
    await complete(desk, world, order);
    await mustBeDone(desk, order, 'sign-off', acceptance);

    expect((await command(desk, order, 'post', {})).code).toBe('invoicing.price-missing');

    expect(await read(order)).toMatchObject({ stage: 'completed', progress: 'in-process', proposalId: null });
  });

  test('a completed order is reopened with a reason, and has to be signed again', async () => {
    const order = await anOrderAt('signed');

    await mustBeDone(desk, order, 'reopen', { reasonCode: 'fault-came-back' });

    expect(await read(order)).toMatchObject({ stage: 'in-progress', signOff: null, closesAt: null });
  });
});

describe('allowed actions', () => {
  const bodies: Readonly<Record<string, () => object>> = {
    changeStage: () => ({ reasonCode: 'customer-request', waitingFor: 'customer', until: tomorrow() }),
    cancel: () => ({ reasonCode: 'not-needed' }),
    revoke: () => ({ reasonCode: 'customer-request' }),
    reopen: () => ({ reasonCode: 'fault-came-back' }),
    planVisit: () => ({ visit: aVisitOf(world.technicianId) }),
    signOff: () => acceptance,
    undoSignOff: () => ({ reasonCode: 'fault-came-back' }),
    post: () => ({}),
  };
  const doors: Readonly<Record<string, string>> = {
    ...{ changeStage: 'change-stage', planVisit: 'plan-visit', signOff: 'sign-off', undoSignOff: 'undo-sign-off' },
    ...{ cancel: 'cancel', revoke: 'revoke', reopen: 'reopen', post: 'post' },
  };

  test.each(['received', 'in-progress', 'completed', 'cancelled', 'signed'] as const)(
    'of an order at %s are those that are accepted, and the others are refused as they say',
    async (stage) => {
      const { allowedActions } = await read(await anOrderAt(stage));

      for (const { action, to, allowed, refusal } of allowedActions) {
        const door = doors[action];
        if (door === undefined) continue;
        const target = action === 'changeStage' ? { to } : {};
        const { status, code } = await command(desk, await anOrderAt(stage), door, {
          ...bodies[action]?.(),
          ...target,
        });
        expect([action, to, status === 200, code]).toEqual([action, to, allowed, refusal?.code ?? '']);
      }
    },
    120_000,
  );
});
