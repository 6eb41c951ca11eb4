import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { SlaPolicy } from '#contracts/http/sla.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';
import { eventsOf } from '#db/events.ts';
import { latestStageModel, stageModel } from '#db/queries/stage-models.ts';
import { transaction } from '#db/transaction.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { staff } from '#tests/support/http.ts';
import { arrive, bodyOf, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';
import { seedStageModels } from '#transactions/service-orders/publish-stage-model.ts';
import { defaultConfiguration } from '#transactions/setup/default-configuration.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: false });
});
afterAll(() => doors.stop());

const manager = staff('service-delivery-manager');
const viewer = staff('viewer');
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const put = (path: string, json: object, as = manager) => send(path, { method: 'PUT', as, json });
const { name, stages } = defaultStageModel;
const events = (id: string) => transaction(doors.db, manager, (t) => eventsOf(t, id));

describe('stage models', () => {
  test('the one that comes with the product is published once, as the first start’s own', async () => {
    await seedStageModels(doors.db, doors.clock.now());
    const model = bodyOf<StageModel>(await send('/v1/stage-models/standard', { as: viewer }), 200);

    expect(model).toEqual(defaultStageModel);
    const published = await events('stage-model/standard/1');
    expect(published).toMatchObject([{ type: 'stage-model.published', principal: 'system:seed' }]);
  });

  test('a version is published once; the same again is no event, another one under it is refused', async () => {
    const path = '/v1/stage-models/workshop/versions/1';
    const first = await put(path, { name, stages });
    const again = await put(path, { stages, name });
    const other = await put(path, { name: 'Other', stages });

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json()).toEqual(first.json());
    expect(other.problem()).toMatchObject({ status: 409, code: 'stage-model.published' });
    expect(await events('stage-model/workshop/1')).toHaveLength(1);
  });

  test('new orders begin with the highest version, older ones stay to be read', async () => {
    const path = '/v1/stage-models/versioned/versions';
    for (const version of [1, 2]) await put(`${path}/${version}`, { name: `Version ${version}`, stages });

    expect(await latestStageModel(doors.db, 'versioned')).toMatchObject({ version: 2 });
    expect(await transaction(doors.db, manager, (t) => stageModel(t, 'versioned', 1))).toMatchObject({ version: 1 });
    expect(bodyOf<StageModel>(await send(`${path}/1`, { as: viewer }), 200).name).toBe('Version 1');
    expect((await send(`${path}/3`, { as: viewer })).status).toBe(404);
    const list = bodyOf<{ items: StageModel[] }>(await send('/v1/stage-models', { as: viewer }), 200);
    expect(list.items.filter(({ id }) => id === 'versioned').map(({ version }) => version)).toEqual([2]);
  });

  test('what a publication would roll back is not remembered', async () => {
    const model = { ...defaultStageModel, id: 'rolled-back' };
    const { publishStageModel } = await import('#transactions/service-orders/publish-stage-model.ts');
    const rolledBack = transaction(doors.db, manager, async (t) => {
      await publishStageModel(t, manager, model, doors.clock.now());
      await stageModel(t, model.id, model.version);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    await expect(stageModel(doors.db, model.id, model.version)).rejects.toThrow('no stage model');
  });

  test('faults are told with the pointer of their stage', async () => {
    const broken = stages.map((stage) =>
      stage.id === 'completed' ? { ...stage, to: [{ stage: 'gone', reason: true }] } : stage,
    );
    const answer = await put('/v1/stage-models/broken/versions/1', { name, stages: broken });
    expect(answer.problem()).toMatchObject({
      ...{ status: 422, code: 'stage-model.invalid', errors: [{ pointer: '/stages/5/to/0' }] },
    });
  });

  test('only those who may publish do', async () => {
    expect((await put('/v1/stage-models/mine/versions/1', { name, stages }, viewer)).problem().status).toBe(403);
    expect((await put('/v1/stage-models/mine/versions/0', { name, stages })).problem().status).toBe(400);
  });
});

describe('SLA policies', () => {
  const policy = { name: 'Eight hours', calendarId: 'default', targets: [{ target: 'resolve', limitMinutes: 480 }] };

  test('need a calendar that has arrived, with which the default policy comes', async () => {
    const before = await put('/v1/sla-policies/early', policy);
    expect(before.problem()).toMatchObject({ status: 422, code: 'sla-policy.unknown-calendar' });

    for (const { kind, id, data } of defaultConfiguration) if (kind === 'calendar') await arrive(doors, kind, id, data);

    expect((await put('/v1/sla-policies/early', policy)).status).toBe(201);
    const standard = bodyOf<SlaPolicy>(await send('/v1/sla-policies/standard', { as: viewer }), 200);
    expect(standard).toMatchObject({ version: 1, targets: [{ limitMinutes: 960, warnAtShare: 0.75 }] });
  });

  test('are new versions where they differ; older ones stay to be read', async () => {
    const path = '/v1/sla-policies/versioned';
    const versions = [
      bodyOf<SlaPolicy>(await put(path, policy), 201).version,
      bodyOf<SlaPolicy>(await put(path, policy), 200).version,
      bodyOf<SlaPolicy>(await put(path, { ...policy, name: 'Still eight' }), 200).version,
    ];

    expect(versions).toEqual([1, 1, 2]);
    expect(bodyOf<SlaPolicy>(await send(`${path}?version=1`, { as: viewer }), 200).name).toBe('Eight hours');
    expect(bodyOf<SlaPolicy>(await send(path, { as: viewer }), 200).name).toBe('Still eight');
    expect((await events('sla-policy/versioned')).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('keep a share as it was said', async () => {
    const targets = [{ target: 'resolve', limitMinutes: 100, warnAtShare: 0.57 }];
    const published = bodyOf<SlaPolicy>(await put('/v1/sla-policies/share', { ...policy, targets }), 201);
    expect(published.targets).toEqual(targets);
  });

  test('a target that is there twice, or warned before it begins, is refused with its pointer', async () => {
    const target = { target: 'resolve', limitMinutes: 1, warnAtShare: 0.000001 };
    const answer = await put('/v1/sla-policies/wrong', { ...policy, targets: [...policy.targets, target] });
    expect(answer.problem()).toMatchObject({ status: 422, code: 'sla-policy.invalid' });
    expect(answer.problem().errors?.map(({ pointer }) => pointer)).toEqual(['/targets/1', '/targets/1']);
  });
});
