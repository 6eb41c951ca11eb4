/** Clocks of several targets on one order: each goes by what the stages say for it. */
import { describe, expect, test } from 'vitest';

import { createOrder } from '#domain/service-orders/create.ts';
import { nextOf } from '#domain/service-orders/decide.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { worstClock } from '#domain/service-orders/sla-of-stage.ts';
import { checkStageModel } from '#domain/service-orders/stage-model-check.ts';
import type { Stage, StageModel } from '#domain/service-orders/stage-model.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, aMove, anOrder, began, decided, hourMs } from '#tests/support/service-orders.ts';

const effects: Readonly<Record<string, Partial<Stage['sla']>>> = {
  received: { respond: 'start', arrive: 'start' },
  planned: { respond: 'meet' },
  waiting: { respond: 'pause' },
  'in-progress': { arrive: 'meet' },
  cancelled: { respond: 'cancel', arrive: 'cancel' },
};
const model: StageModel = {
  ...defaultStageModel,
  stages: defaultStageModel.stages.map((stage) => ({ ...stage, sla: { ...stage.sla, ...effects[stage.id] } })),
};
const respond = { target: 'respond', limitMs: hourMs, warn: null } as const;
const arrive = { target: 'arrive', limitMs: 4 * hourMs, warn: { atPercent: 50 } } as const;
const resolve = { target: 'resolve', limitMs: 8 * hourMs, warn: null } as const;
const contextAt = (hours: number) => aContext({ model, at: addMs(began, hours * hourMs) });

function newOrder(slaTargets: readonly (typeof respond | typeof arrive)[] = [respond, arrive]) {
  const { lines: _, ...header } = anOrder();
  const input = { header, lines: [], repairLines: [], today: '2026-03-02' };
  const created = createOrder(input, { ...contextAt(0), slaTarget: resolve, slaTargets });
  if (!created.ok) throw new Error('The order begins');
  return created.order;
}
const targetsOf = ({ clocks }: ReturnType<typeof newOrder>) => clocks.map(({ target, phase }) => [target, phase]);

describe('the clocks of an order', () => {
  test('begin for the targets that its policy has and its first stage starts', () => {
    expect(targetsOf(newOrder())).toEqual([
      ['respond', 'running'],
      ['arrive', 'running'],
    ]);
    expect(targetsOf(newOrder([arrive]))).toEqual([['arrive', 'running']]);
    expect(newOrder([]).clocks).toEqual([]);
  });

  test('pause, are met and end each by itself, as the stage says for its target', () => {
    const waits = aMove('waiting', { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 9 * hourMs) });
    const waiting = decided(newOrder(), waits, contextAt(0.5)).order;
    expect(waiting.sla?.phase).toBe('paused');
    expect(targetsOf(waiting)).toEqual([
      ['respond', 'paused'],
      ['arrive', 'running'],
    ]);
    const planned = decided(newOrder(), aMove('planned'), contextAt(0.5)).order;
    expect(targetsOf(planned)[0]).toEqual(['respond', 'met']);
    const working = decided(planned, aMove('in-progress'), contextAt(1)).order;
    expect(working.sla?.phase).toBe('running');
    expect(targetsOf(working)[1]).toEqual(['arrive', 'met']);
  });

  test('breach each at its own instant, whichever is looked at late, and the order waits for the first of them', () => {
    const order = newOrder();
    expect(nextOf(order)).toEqual({ at: addMs(began, hourMs), what: 'sla-breach' });
    const late = decided(order, { name: 'instantReached' }, contextAt(5));
    expect(late.decision).toMatchObject({
      facts: [
        { name: 'slaBreached', data: { target: 'respond', at: addMs(began, hourMs) } },
        { name: 'slaWarned', data: { target: 'arrive', at: addMs(began, 2 * hourMs) } },
        { name: 'slaBreached', data: { target: 'arrive', at: addMs(began, 4 * hourMs) } },
      ],
    });
    expect(late.order.sla?.breachedAt).toBeNull();
    expect(late.order.clocks.map(({ breachedAt }) => breachedAt)).toEqual([
      addMs(began, hourMs),
      addMs(began, 4 * hourMs),
    ]);
    expect(nextOf(late.order)).toEqual({ at: addMs(began, 8 * hourMs), what: 'sla-breach' });
  });

  test('are shown by the worst that still counts, the one due first among equals', () => {
    const order = newOrder();
    expect(worstClock(order, began)?.target).toBe('respond');
    const planned = decided(order, aMove('planned'), contextAt(0.5)).order;
    expect(worstClock(planned, addMs(began, hourMs))?.target).toBe('arrive');
    const working = decided(planned, aMove('in-progress'), contextAt(1)).order;
    expect(worstClock(working, addMs(began, hourMs))?.target).toBe('resolve');
    const breached = decided(order, { name: 'instantReached' }, contextAt(1)).order;
    expect(worstClock(breached, addMs(began, hourMs))).toMatchObject({ target: 'respond' });
  });

  test('are all met by the sign-off', () => {
    const completed = { ...newOrder(), stage: 'completed', closesAt: addMs(began, 99 * hourMs) };
    const words = { signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'absent' };
    const { order } = decided(completed, { name: 'signOff', ...words }, contextAt(0.5));
    expect([order.sla?.phase, ...order.clocks.map(({ phase }) => phase)]).toEqual(['met', 'met', 'met']);
  });
});

test('no clock of any target begins in a stage that ends the work', () => {
  const stages = model.stages.map((stage) =>
    stage.id === 'completed' ? { ...stage, sla: { ...stage.sla, arrive: 'start' as const } } : stage,
  );
  expect(checkStageModel({ ...model, stages })).toEqual([{ code: 'stage-model.clock', stage: 'completed' }]);
  expect(checkStageModel(model)).toEqual([]);
});
