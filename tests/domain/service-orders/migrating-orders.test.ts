import fc from 'fast-check';
import { expect, test } from 'vitest';

import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { migrateOrder } from '#domain/service-orders/stage-migration.ts';
import { checkStageModel } from '#domain/service-orders/stage-model-check.ts';
import { permitted, possibleMoves, type Stage, type StageModel } from '#domain/service-orders/stage-model.ts';
import { addMs } from '#domain/shared/instant.ts';
import { anOrder, began, hourMs } from '#tests/support/service-orders.ts';

const next = (change: (stage: Stage) => Stage | null): StageModel => ({
  ...defaultStageModel,
  version: 2,
  stages: defaultStageModel.stages.flatMap((stage) => change(stage) ?? []),
});
const changed = (id: string, more: Partial<Stage>) =>
  next((stage) => (stage.id === id ? { ...stage, ...more } : stage));
const without = (id: string) => next((stage) => (stage.id === id ? null : stage));

function codeOf(order: Partial<ServiceOrder>, to: StageModel): string | null {
  const moved = migrateOrder(anOrder(order), defaultStageModel, to);
  return moved.ok ? null : moved.refusal.code;
}

const waiting = { on: 'supplier', until: addMs(began, hourMs), since: began, overdue: false };
const waits = { stage: 'waiting', cameFrom: ['planned'], waiting };
const doing = { id: 'k', command: 'post', phase: 'doing' as const, decidedAt: began, budgetMs: 1, effects: [] };

test('an order whose stage means the same in the new version moves, and stays where it stands', () => {
  for (const { id } of defaultStageModel.stages.filter(({ to }) => to.every(({ stage }) => stage !== 'previous')))
    expect(
      codeOf(
        { stage: id },
        next((stage) => stage),
      ),
    ).toBeNull();
  expect(migrateOrder(anOrder(waits), defaultStageModel, changed('planned', { name: 'Arranged' }))).toEqual({
    ok: true,
    stage: 'waiting',
    cameFrom: ['planned'],
  });
});

test.each<[string, Partial<ServiceOrder>, StageModel, string]>([
  ['its stage is gone', { stage: 'dispatched' }, without('dispatched'), 'stage-migration.stage-gone'],
  ['the stage that it waits to go back to is gone', waits, without('planned'), 'stage-migration.origin-gone'],
  [
    'its stage goes back to where it came from, which nobody knows',
    { stage: 'planned' },
    changed('planned', { to: [{ stage: 'previous', reason: false }] }),
    'stage-migration.origin-unknown',
  ],
  [
    'its stage ends the work now',
    { stage: 'dispatched' },
    changed('dispatched', { end: 'done' }),
    'stage-migration.end-changed',
  ],
  ['a field is missing', { siteId: null }, changed('received', { fields: ['siteId'] }), 'order.field-missing'],
  [
    'nobody said whom it waits for',
    {},
    changed('received', { requires: ['waitingFor'] }),
    'stage-migration.waiting-unknown',
  ],
  ['a command is being done', { pending: [doing] }, changed('received', {}), 'order.busy'],
  ['it is closed', { closedAt: began }, changed('received', {}), 'order.closed'],
])('an order cannot move when %s', (_, order, to, code) => {
  expect(codeOf(order, to)).toBe(code);
});

test('a log of the past moves although a field is missing', () => {
  expect(codeOf({ siteId: null, recordedTime: true }, changed('received', { fields: ['siteId'] }))).toBeNull();
});

test('a stage that is not left to where it was entered from any more forgets that place', () => {
  const onward = changed('waiting', { to: [{ stage: 'planned', reason: false }], permits: ['modify'] });
  const order = anOrder(waits);
  expect(migrateOrder(order, defaultStageModel, onward)).toEqual({ ok: true, stage: 'waiting', cameFrom: [] });
  const data = { stageModelId: 'standard', fromVersion: 1, toVersion: 2, cameFrom: [] };
  const after = evolve(order, { name: 'stageModelChanged', data }, began);
  expect(after).toMatchObject({ stage: 'waiting', cameFrom: [], waiting, version: order.version + 1 });
});

test('whatever the new version is, an order that moves stands in it and can go on', () => {
  const anyChange = fc.record({
    gone: fc.constantFrom('none', 'planned', 'dispatched', 'waiting'),
    waitsAt: fc.constantFrom('none', 'received', 'planned'),
  });
  const anyPlace = fc.constantFrom(
    ...defaultStageModel.stages.map(({ id }) => ({ stage: id, cameFrom: id === 'waiting' ? ['planned'] : [] })),
  );
  fc.assert(
    fc.property(anyChange, anyPlace, ({ gone, waitsAt }, place) => {
      const to = next((stage) => {
        if (stage.id === gone) return null;
        const kept = stage.to.filter((move) => move.stage !== gone);
        const back = stage.id === waitsAt && !stage.initial ? [{ stage: 'previous', reason: false }] : [];
        return { ...stage, to: [...kept, ...back] };
      });
      fc.pre(checkStageModel(to).length === 0);
      const moved = migrateOrder(anOrder({ ...place, waiting }), defaultStageModel, to);
      if (!moved.ok) return;
      const at = { stage: place.stage, cameFrom: moved.cameFrom };
      expect(() => permitted(to, at)).not.toThrow();
      const isEnd = to.stages.find(({ id }) => id === place.stage)?.end === 'cancelled';
      if (!isEnd) expect(possibleMoves(to, at).length).toBeGreaterThan(0);
    }),
  );
});
