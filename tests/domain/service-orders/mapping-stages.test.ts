/** Orders of stages that a newer version no longer has go where a manager says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { kindOfStage, mappingFault, standInsFor, type StageMapping } from '#domain/service-orders/stage-mapping.ts';
import { migrateOrder, migrationFacts } from '#domain/service-orders/stage-migration.ts';
import { permitted, possibleMoves, stageOf, type Stage, type StageModel } from '#domain/service-orders/stage-model.ts';
import { outlookOf } from '#domain/service-orders/stage-outlook.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, anOrder, began, hourMs } from '#tests/support/service-orders.ts';

const from = defaultStageModel;

/** The next version, in which stages are gone and others came. */
function next(gone: readonly string[], came: readonly Stage[] = []): StageModel {
  const stages = [...from.stages.filter(({ id }) => !gone.includes(id)), ...came];
  const isThere = (id: string) => !gone.includes(id);
  const leading = stages.map((stage) => ({ ...stage, to: stage.to.filter((move) => isThere(move.stage)) }));
  return { ...from, version: 2, stages: leading };
}
const renamed = (id: string, as: string, more: Partial<Stage> = {}): Stage => ({
  ...stageOf(from, id),
  ...{ id: as, name: as, ...more },
});
const waiting = { on: 'supplier', until: addMs(began, hourMs), since: began, overdue: false };
const waits = { stage: 'waiting', cameFrom: ['dispatched'], waiting };

function moved(order: ServiceOrder, to: StageModel, mapping: StageMapping): ServiceOrder {
  const at = migrateOrder(order, from, to, mapping);
  if (!at.ok) throw new Error(at.refusal.code);
  return migrationFacts(order, { from, to, at }, aContext()).reduce(
    (before, fact) => evolve(before, fact, addMs(began, hourMs)),
    order,
  );
}

describe('a mapping', () => {
  const to = next(['dispatched', 'waiting'], [renamed('waiting', 'on-hold')]);

  it('sends the orders of a stage that is gone to one of the same kind', () => {
    expect(mappingFault({ dispatched: 'planned', waiting: 'on-hold' }, [from], to)).toBeNull();
    expect(standInsFor(stageOf(from, 'waiting'), to).map(({ id }) => id)).toEqual(['on-hold']);
  });

  it.each<[string, StageMapping, string]>([
    ['names a stage that is still there', { planned: 'received' }, 'stage-migration.mapping-needless'],
    ['names a stage that there never was', { nowhere: 'received' }, 'stage-migration.mapping-needless'],
    ['leads to a stage that there is not', { dispatched: 'nowhere' }, 'stage-migration.target-unknown'],
    ['leads from working to waiting', { dispatched: 'on-hold' }, 'stage-migration.target-differs'],
    ['leads from waiting to working', { waiting: 'planned' }, 'stage-migration.target-differs'],
    ['leads from working to an end', { dispatched: 'completed' }, 'stage-migration.target-differs'],
  ])('is refused when it %s', (_, mapping, code) => {
    expect(mappingFault(mapping, [from], to)?.code).toBe(code);
  });

  it('of a stage that ended the work otherwise is refused', () => {
    const without = next(['completed'], [renamed('completed', 'done')]);
    expect(mappingFault({ completed: 'cancelled' }, [from], without)?.code).toBe('stage-migration.target-differs');
    expect(mappingFault({ completed: 'done' }, [from], without)).toBeNull();
  });
});

describe('an order whose stage is gone', () => {
  it('stands where the mapping sends it, and has entered that stage', () => {
    const after = moved(anOrder({ stage: 'dispatched' }), next(['dispatched']), { dispatched: 'planned' });
    expect(after).toMatchObject({ stage: 'planned', cameFrom: [], entered: ['dispatched', 'planned'] });
  });

  it('keeps its version as long as nobody says where it goes', () => {
    const answer = migrateOrder(anOrder({ stage: 'dispatched' }), from, next(['dispatched']), {});
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'stage-migration.stage-gone' } });
  });

  it('that waits goes back to the stand-in of the stage that it came from', () => {
    const at = migrateOrder(anOrder(waits), from, next(['dispatched']), { dispatched: 'planned' });
    expect(at).toEqual({ ok: true, stage: 'waiting', cameFrom: ['planned'] });
  });

  it('needs what its new stage asks for', () => {
    const to = next(['dispatched'], [renamed('dispatched', 'on-the-way', { fields: ['siteId'] })]);
    const answer = migrateOrder(anOrder({ stage: 'dispatched' }), from, to, { dispatched: 'on-the-way' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'order.field-missing' } });
  });

  it('has its clock follow the new stage where that says something else', () => {
    const paused = renamed('dispatched', 'on-the-way', { sla: { resolve: 'pause' } });
    const to = next(['dispatched'], [paused]);
    const order = anOrder({ stage: 'dispatched' });
    expect(moved(order, to, { dispatched: 'on-the-way' }).sla?.phase).toBe('paused');
    const same = next(['dispatched'], [renamed('dispatched', 'on-the-way')]);
    expect(moved(order, same, { dispatched: 'on-the-way' }).sla).toEqual(order.sla);
  });

  it('keeps parts, visits and whom it waits for', () => {
    const order = anOrder({ ...waits, reserves: true });
    const after = moved(order, next(['waiting'], [renamed('waiting', 'on-hold')]), { waiting: 'on-hold' });
    expect(after).toMatchObject({ stage: 'on-hold', cameFrom: ['dispatched'], reserves: true, waiting });
    expect([after.lines, after.visits]).toEqual([order.lines, order.visits]);
  });
});

it('the look ahead counts each stage, where its orders go, and who comes back to one that is gone', () => {
  const to = next(['dispatched']);
  const orders = [anOrder({ stage: 'dispatched' }), anOrder({ stage: 'dispatched' }), anOrder(waits), anOrder({})];
  const look = (mapping: StageMapping) =>
    outlookOf(
      orders.map((order) => ({ order, from, moved: migrateOrder(order, from, to, mapping) })),
      to,
      mapping,
    ).map(({ stage, to: target, orders: count, movable, returning }) => [stage, target, count, movable, returning]);
  expect(look({})).toEqual([
    ['dispatched', null, 2, 0, 1],
    ['received', 'received', 1, 1, 0],
    ['waiting', 'waiting', 1, 0, 0],
  ]);
  expect(look({ dispatched: 'planned' })).toEqual([
    ['dispatched', 'planned', 2, 2, 1],
    ['received', 'received', 1, 1, 0],
    ['waiting', 'waiting', 1, 1, 0],
  ]);
});

it('whatever a fit mapping is, an order that moves stands in the new version, is of the same kind, and can go on', () => {
  const ids = from.stages.map(({ id }) => id);
  const anyGone = fc.subarray(ids.filter((id) => id !== 'received'));
  const anyPlace = fc.constantFrom(...ids.map((id) => ({ id, cameFrom: ['dispatched', 'planned', 'completed'] })));
  fc.assert(
    fc.property(anyGone, anyPlace, fc.nat(), fc.nat(2), (gone, { id, cameFrom }, pick, origin) => {
      const to = next(
        gone,
        gone.map((each) => renamed(each, `${each}-again`)),
      );
      const choose = (each: string) => standInsFor(stageOf(from, each), to);
      const mapping = Object.fromEntries(
        gone.map((each) => [each, choose(each)[pick % choose(each).length]?.id ?? '']),
      );
      expect(mappingFault(mapping, [from], to)).toBeNull();
      const order = anOrder({ stage: id, cameFrom: cameFrom.slice(origin, origin + 1), waiting });
      const at = migrateOrder(order, from, to, mapping);
      if (!at.ok) throw new Error(at.refusal.code);
      expect(kindOfStage(stageOf(to, at.stage))).toBe(kindOfStage(stageOf(from, id)));
      expect(() => permitted(to, at)).not.toThrow();
      for (const move of possibleMoves(to, at)) expect(to.stages.map((stage) => stage.id)).toContain(move.to);
    }),
  );
});
