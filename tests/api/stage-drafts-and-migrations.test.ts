/** Preparing and publishing stage models, and moving open orders to a newer version, at the doors. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StageModelDraft, StageModelVersion } from '#contracts/http/service-orders-stage-drafts.ts';
import type {
  MigratedOrder,
  MigrationPreview,
  StageMigration,
} from '#contracts/http/service-orders-stage-migrations.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';
import { systemActor } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import type { Stage } from '#domain/service-orders/stage-model.ts';
import { staff } from '#tests/support/http.ts';
import { aCustomer, arrive, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';
import { createServiceOrder } from '#transactions/service-orders/create.ts';
import { migrateSomeOrders } from '#transactions/service-orders/migrate-orders.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
});
afterAll(() => doors.stop());

const manager = staff('service-delivery-manager');
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const get = async <Body>(path: string) => bodyOf<Body>(await send(path, { as: manager }), 200);

interface Content {
  readonly name: string;
  readonly stages: readonly Stage[];
}
const standard: Content = { name: 'Standard', stages: defaultStageModel.stages };
const saved = (id: string, content: Content, revision: number) =>
  send(`/v1/stage-models/${id}/draft`, { method: 'PUT', as: manager, json: { ...content, revision } });
const published = (id: string, revision: number, key?: string) =>
  send(`/v1/stage-models/${id}/draft/publish`, posted(manager, { revision }, key));

/** Drafts and publishes the next version of a model that has no draft. */
async function publish(id: string, content: Content): Promise<StageModel> {
  bodyOf(await saved(id, content, 0), 200);
  return bodyOf<StageModel>(await published(id, 1), 201);
}

describe('a draft', () => {
  test('is begun from the newest version, changed, and published as the next one; then it is gone', async () => {
    const first = await publish('drafted', standard);
    expect(first).toMatchObject({ id: 'drafted', version: 1 });
    const begun = bodyOf<StageModelDraft>(await saved('drafted', standard, 0), 200);
    expect(begun).toMatchObject({ basedOn: 1, revision: 1, changedBy: manager.principal });
    const renamed = { ...standard, name: 'Renamed' };
    expect(bodyOf<StageModelDraft>(await saved('drafted', renamed, 1), 200).revision).toBe(2);
    expect((await get<{ items: StageModelDraft[] }>('/v1/stage-model-drafts')).items).toContainEqual(
      expect.objectContaining({ id: 'drafted', name: 'Renamed' }),
    );
    expect(await published('drafted', 2).then((answer) => bodyOf<StageModel>(answer, 201))).toMatchObject({
      version: 2,
      name: 'Renamed',
    });
    expect((await send('/v1/stage-models/drafted/draft', { as: manager })).status).toBe(404);
    const { items } = await get<{ items: StageModelVersion[] }>('/v1/stage-models/drafted/versions');
    expect(items.map(({ version, openOrders }) => [version, openOrders])).toEqual([
      [2, 0],
      [1, 0],
    ]);
  });

  test('of another revision than the present one is neither saved nor published', async () => {
    bodyOf(await saved('stale', standard, 0), 200);
    bodyOf(await saved('stale', standard, 1), 200);
    for (const answer of [
      await saved('stale', standard, 1),
      await saved('stale', standard, 0),
      await published('stale', 1),
    ])
      expect(answer.problem().code).toBe('request.version-stale');
  });

  test('that was begun before somebody else published is not published over it', async () => {
    await publish('behind', standard);
    bodyOf(await saved('behind', standard, 0), 200);
    const put = { method: 'PUT', as: manager, json: { ...standard, name: 'Theirs' } } as const;
    expect((await send('/v1/stage-models/behind/versions/2', put)).status).toBe(201);
    expect((await published('behind', 1)).problem()).toMatchObject({ status: 409, code: 'stage-model.draft-behind' });
    expect((await send('/v1/stage-models/behind/draft', { method: 'DELETE', as: manager })).status).toBe(204);
  });

  test('with faults is kept, and publishing tells each with its place', async () => {
    const [first, ...rest] = standard.stages;
    if (first === undefined) throw new Error('The default model has stages');
    const to = [...first.to, { stage: 'planned', reason: false }, { stage: 'nowhere', reason: false }];
    const faulty = { ...standard, stages: [{ ...first, to, reason: true, reasons: ['no-such-reason'] }, ...rest] };
    bodyOf(await saved('faulty', faulty, 0), 200);
    const { status, errors = [] } = (await published('faulty', 1)).problem();
    expect(status).toBe(422);
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/stages/0', '/stages/0/to/4', '/stages/0/to/5']);
    expect((await get<StageModelDraft>('/v1/stage-models/faulty/draft')).revision).toBe(1);
  });

  test('published twice under one key is published once', async () => {
    bodyOf(await saved('twice', standard, 0), 200);
    const first = bodyOf<StageModel>(await published('twice', 1, 'publish-it'), 201);
    expect(bodyOf<StageModel>(await published('twice', 1, 'publish-it'), 201)).toEqual(first);
    expect((await published('twice', 1)).status).toBe(404);
  });
});

test('V7: a published version cannot be edited, by its own door or as a draft', async () => {
  await publish('fixed', standard);
  const other = { ...standard, name: 'Other' };
  const put = { method: 'PUT', as: manager, json: other } as const;
  const answer = await send('/v1/stage-models/fixed/versions/1', put);
  expect(answer.problem()).toMatchObject({ status: 409, code: 'stage-model.published' });
  expect(await publish('fixed', other)).toMatchObject({ version: 2, name: 'Other' });
  expect(await get<StageModel>('/v1/stage-models/fixed/versions/1')).toMatchObject({ name: 'Standard' });
});

/** A model of its own with open orders in it. */
async function ordersOf(id: string, count: number): Promise<string[]> {
  await publish(id, standard);
  const type = { name: id, stageModelId: id, priorityId: 'normal', slaPolicyId: null, active: true };
  await arrive(doors, 'order-type', id, type);
  const { customerId } = await aCustomer(doors);
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const wish = { customerId, orderType: id };
    const created = await transaction(doors.db, manager, (t) =>
      createServiceOrder(t, wish, manager, doors.clock.now()),
    );
    if (!created.ok) throw new Error(created.refusal.code);
    made.push(created.orderId);
  }
  return made;
}

const systemOrder = (orderId: string) => transaction(doors.db, systemActor('test'), (t) => findOrder(t, orderId));
const moveAll = async (migrationId: string) => {
  for (let left = 1; left > 0;) ({ waiting: left } = await migrateSomeOrders(doors.db, migrationId, doors.clock.now()));
};

describe('moving orders', () => {
  test('the look ahead counts those that can and lists those that cannot; the run does what it said, once', async () => {
    const orders = await ordersOf('moving', 3);
    const [blockedId = '', busyId = '', freeId = ''] = orders;
    await transaction(doors.db, systemActor('test'), (t) =>
      t.updateTable('serviceOrders').set({ stage: 'dispatched' }).where('orderId', '=', blockedId).execute(),
    );
    const stages = standard.stages
      .filter(({ id }) => id !== 'dispatched')
      .map((stage) => ({ ...stage, to: stage.to.filter((move) => move.stage !== 'dispatched') }));
    await publish('moving', { ...standard, stages });
    const preview = await get<MigrationPreview>('/v1/stage-models/moving/versions/2/migration-preview');
    expect(preview).toMatchObject({
      ...{ total: 3, movable: 2, reasons: [{ code: 'stage-migration.stage-gone', orders: 1 }] },
      items: [{ orderId: blockedId, stageName: 'Dispatched', fromVersion: 1 }],
    });

    const path = '/v1/stage-models/moving/versions/2/migrations';
    const begun = bodyOf<StageMigration>(await send(path, posted(manager, {}, 'go')), 202);
    expect(begun).toMatchObject({ state: 'running', total: 3, moved: 0, requestedBy: manager.principal });
    expect(bodyOf<StageMigration>(await send(path, posted(manager, {}, 'go')), 202).migrationId).toBe(
      begun.migrationId,
    );
    expect((await send(path, posted(manager, {}))).problem().code).toBe('stage-migration.running');
    await moveAll(begun.migrationId);
    await moveAll(begun.migrationId);
    expect(await get<StageMigration>(`/v1/stage-migrations/${begun.migrationId}`)).toMatchObject({
      ...{ state: 'done', total: 3, moved: 2, refused: 1 },
    });
    const fates = `/v1/stage-migrations/${begun.migrationId}/orders`;
    const { items } = await get<{ items: MigratedOrder[] }>(`${fates}?fate=refused`);
    expect(items).toMatchObject([{ orderId: blockedId, refusal: { code: 'stage-migration.stage-gone' } }]);
    for (const orderId of [busyId, freeId]) {
      expect(await systemOrder(orderId)).toMatchObject({ stageModelVersion: 2, stage: 'received' });
      const events = await transaction(doors.db, manager, (t) => eventsOf(t, orderId));
      const told = events.filter(({ type }) => type === 'service-order.stage-model-changed');
      expect(told).toMatchObject([{ principal: manager.principal, data: { fromVersion: 1, toVersion: 2 } }]);
    }
    expect(await systemOrder(blockedId)).toMatchObject({ stageModelVersion: 1 });
  });

  test('orders of a stage that is gone go where the manager says: counted beforehand, told in their history, once', async () => {
    const [goneId = '', keptId = ''] = await ordersOf('mapped', 2);
    await transaction(doors.db, systemActor('test'), (t) =>
      t.updateTable('serviceOrders').set({ stage: 'dispatched' }).where('orderId', '=', goneId).execute(),
    );
    const stages = standard.stages
      .filter(({ id }) => id !== 'dispatched')
      .map((stage) => ({ ...stage, to: stage.to.filter((move) => move.stage !== 'dispatched') }));
    await publish('mapped', { ...standard, stages });
    const path = '/v1/stage-models/mapped/versions/2';
    const look = (mapping: string) => send(`${path}/migration-preview?mapping=${mapping}`, { as: manager });
    for (const [mapping, code] of [
      ['dispatched:nowhere', 'target-unknown'],
      ['dispatched:waiting', 'target-differs'],
      ['planned:received', 'mapping-needless'],
    ] as const)
      expect((await look(mapping)).problem()).toMatchObject({ status: 422, code: `stage-migration.${code}` });
    expect(bodyOf<MigrationPreview>(await look('dispatched:planned'), 200)).toMatchObject({
      ...{ total: 2, movable: 2, items: [] },
      stages: [
        { stage: 'dispatched', gone: true, to: 'planned', toName: 'Planned', orders: 1, movable: 1 },
        { stage: 'received', gone: false, to: 'received', orders: 1, movable: 1 },
      ],
    });

    const mapping = { dispatched: 'planned' };
    const wrong = await send(`${path}/migrations`, posted(manager, { mapping: { dispatched: 'completed' } }));
    expect(wrong.problem().code).toBe('stage-migration.target-differs');
    const begun = bodyOf<StageMigration>(await send(`${path}/migrations`, posted(manager, { mapping })), 202);
    expect(begun.mapping).toEqual(mapping);
    await moveAll(begun.migrationId);
    expect(await systemOrder(goneId)).toMatchObject({ stageModelVersion: 2, stage: 'planned' });
    const events = await transaction(doors.db, manager, (t) => eventsOf(t, goneId));
    const told = events.filter(({ type }) => type === 'service-order.stage-model-changed');
    expect(told).toMatchObject([
      { data: { mapped: { from: 'dispatched', fromName: 'Dispatched', to: 'planned', toName: 'Planned' } } },
    ]);
    const { items } = await get<{ items: MigratedOrder[] }>(`/v1/stage-migrations/${begun.migrationId}/orders`);
    expect(items.map(({ orderId, fromStage, toStage }) => [orderId, fromStage, toStage])).toEqual([
      [goneId, 'dispatched', 'planned'],
      [keptId, 'received', 'received'],
    ]);
  });

  test('an order that changed after the look ahead keeps its version, and its fate says why', async () => {
    const [orderId = ''] = await ordersOf('changing', 1);
    await publish('changing', { ...standard, name: 'Next' });
    const path = '/v1/stage-models/changing/versions/2';
    expect(await get<MigrationPreview>(`${path}/migration-preview`)).toMatchObject({ total: 1, movable: 1 });
    const { migrationId } = bodyOf<StageMigration>(await send(`${path}/migrations`, posted(manager, {})), 202);
    const doing = { id: 'k', command: 'post', phase: 'doing', decidedAt: doors.clock.now(), budgetMs: 1, effects: [] };
    await transaction(doors.db, systemActor('test'), (t) =>
      t
        .updateTable('serviceOrders')
        .set({ pending: JSON.stringify([doing]) })
        .where('orderId', '=', orderId)
        .execute(),
    );
    await moveAll(migrationId);
    const { items } = await get<{ items: MigratedOrder[] }>(`/v1/stage-migrations/${migrationId}/orders`);
    expect(items).toMatchObject([{ orderId, fate: 'refused', refusal: { code: 'order.busy' } }]);
    expect(await systemOrder(orderId)).toMatchObject({ stageModelVersion: 1 });
    expect((await get<{ items: StageMigration[] }>('/v1/stage-migrations?stageModelId=changing')).items).toHaveLength(
      1,
    );
  });

  test('who does not keep stage models neither looks ahead nor moves', async () => {
    const viewer = staff('viewer');
    const path = '/v1/stage-models/standard/versions/1';
    expect((await send(`${path}/migration-preview`, { as: viewer })).status).toBe(403);
    expect((await send(`${path}/migrations`, posted(viewer, {}))).status).toBe(403);
    expect((await send('/v1/stage-models/standard/draft', { as: viewer })).status).toBe(403);
  });
});
