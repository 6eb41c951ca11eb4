import { describe, expect, test } from 'vitest';

import { createOrder } from '#domain/service-orders/create.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { addMs } from '#domain/shared/instant.ts';
import {
  aContext,
  aLine,
  aMove,
  anOrder,
  aPart,
  aVisit,
  began,
  carriedOut,
  decided,
  hourMs,
} from '#tests/support/service-orders.ts';

const context = aContext();

describe('the default stage model', () => {
  test.each([
    ['received', ['planned', 'in-progress', 'waiting', 'cancelled']],
    ['planned', ['dispatched', 'in-progress', 'received', 'waiting', 'cancelled']],
    ['dispatched', ['in-progress', 'planned', 'waiting', 'cancelled']],
    ['in-progress', ['completed', 'planned', 'waiting']],
    ['completed', ['in-progress']],
  ])('from %s an order may go to %j and nowhere else', (stage, targets) => {
    const order = anOrder({ stage });

    for (const { id } of defaultStageModel.stages) {
      const move = aMove(id, { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 24 * hourMs) });
      const { decision } = decided(order, move, context);
      expect(decision.kind === 'refused', id).toBe(!targets.includes(id));
    }
  });

  test('lets every order begin in its one initial stage', () => {
    const made = createOrder({ header: anOrder(), lines: [], repairLines: [], today: '2026-03-02' }, context);

    expect(made).toMatchObject({ order: { version: 1, stage: 'received', entered: ['received'], cameFrom: [] } });
  });

  test('a refused move says what is allowed instead', () => {
    const { decision } = decided(anOrder(), aMove('completed'), context);

    expect(decision).toMatchObject({
      kind: 'refused',
      refusal: { code: 'order.stage-forbidden', allowed: ['planned', 'in-progress', 'waiting', 'cancelled'] },
    });
  });

  test.each([
    ['planned', 'received'],
    ['dispatched', 'planned'],
    ['in-progress', 'planned'],
    ['completed', 'in-progress'],
    ['received', 'cancelled'],
  ])('the move from %s to %s asks for a reason', (from, to) => {
    expect(decided(anOrder({ stage: from }), aMove(to), context).decision).toMatchObject({
      refusal: { code: 'order.reason-missing' },
    });
  });

  test('waiting asks for whom and until when', () => {
    const { decision } = decided(anOrder(), aMove('waiting', { reasonCode: 'why', waitingFor: 'customer' }), context);

    expect(decision).toMatchObject({ refusal: { code: 'order.waiting-incomplete' } });
  });
});

test('an order keeps the stages it has entered, in their order', () => {
  const wait = aMove('waiting', { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 48 * hourMs) });
  const moves = [aMove('in-progress'), wait, aMove('in-progress'), aMove('completed')];

  const order = moves.reduce((here, move) => decided(here, move, context).order, anOrder());

  expect(order.entered).toEqual(['received', 'in-progress', 'waiting', 'in-progress', 'completed']);
  expect(decided(order, aMove('received'), context).order.entered).toEqual(order.entered);
});

describe('waiting', () => {
  const wait = aMove('waiting', { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 48 * hourMs) });

  test('leads back to where the order came from, and nowhere else', () => {
    const waiting = decided(anOrder({ stage: 'dispatched' }), wait, context).order;

    expect(decided(waiting, aMove('planned'), context).decision.kind).toBe('refused');
    expect(decided(waiting, aMove('dispatched'), context).order).toMatchObject({
      stage: 'dispatched',
      waiting: null,
      cameFrom: [],
    });
  });

  test('may be cancelled only where the stage behind it may', () => {
    const cancel = aMove('cancelled', { reasonCode: 'why' });
    const fromPlanned = decided(anOrder({ stage: 'planned' }), wait, context).order;
    const fromWork = decided(anOrder({ stage: 'in-progress' }), wait, context).order;

    expect(decided(fromPlanned, cancel, context).order.stage).toBe('cancelled');
    expect(decided(fromWork, cancel, context).decision.kind).toBe('refused');
  });

  test('stops the clock, and returning lets it go on with what is left', () => {
    const later = aContext({ at: addMs(began, 3 * hourMs) });
    const waiting = decided(anOrder(), wait, context).order;
    const back = decided(waiting, aMove('received'), later).order;

    expect(waiting.sla).toMatchObject({ phase: 'paused', countedMs: hourMs });
    expect(back.sla).toMatchObject({ phase: 'running', dueAt: addMs(began, 10 * hourMs) });
  });

  test('does not reserve again when the order comes back to a stage that reserves', () => {
    const planned = carriedOut(anOrder({ lines: [aPart()] }), aMove('planned'), context).order;
    const waiting = decided(planned, wait, context).order;

    expect(decided(waiting, aMove('planned'), context).decision.kind).toBe('done');
  });
});

describe('planning', () => {
  const plan = aMove('planned', { visit: aVisit });

  test('asks inventory for the parts and dispatch for the visit, and is done when both have answered', () => {
    const begun = decided(anOrder({ lines: [aPart()] }), plan, context);
    const ended = carriedOut(anOrder({ lines: [aPart()] }), plan, context);

    expect(begun.decision.kind).toBe('pending');
    expect(begun.order).toMatchObject({ stage: 'received', pending: [{ phase: 'doing' }] });
    expect(begun.order.pending[0]?.effects.map((effect) => effect.name)).toEqual(['setReservations', 'planVisit']);
    expect(ended.order).toMatchObject({
      stage: 'planned',
      reserves: true,
      pending: [],
      visits: [{ status: 'planned' }],
      lines: [{ reserved: 1 }],
    });
  });

  test('without parts and visit asks nobody', () => {
    expect(decided(anOrder({ lines: [aLine()] }), aMove('planned'), context).order).toMatchObject({
      stage: 'planned',
      pending: [],
    });
  });

  test('a shortage blocks nothing: what is missing is shown', () => {
    const { order } = decided(anOrder({ lines: [aPart()] }), plan, context);
    const answers = {
      setReservations: { ok: true, result: { lines: [{ lineId: 'line-2', reserved: 0, missing: 1 }] } },
      planVisit: { ok: true, result: { visitId: 'visit-1' } },
    } as const;

    const planned = decided(order, { name: 'effectsEnded', of: context.key, answers, begun: plan }, context).order;

    expect(planned).toMatchObject({ stage: 'planned', lines: [{ reserved: 0, missing: 1 }] });
  });

  test('a visit that ends before it starts is refused', () => {
    const visit = { ...aVisit, endsAt: aVisit.startsAt };
    expect(decided(anOrder(), aMove('planned', { visit }), context).decision).toMatchObject({
      refusal: { code: 'order.visit-invalid' },
    });
  });

  test('a service that says no leaves the order as it was, with the reason, and undoes the other', () => {
    const begun = decided(anOrder({ lines: [aPart()] }), plan, context).order;
    const answers = {
      setReservations: { ok: true, result: { lines: [] } },
      planVisit: { ok: false, code: 'dispatch.overlap', params: { order: 'SO-7' } },
    } as const;

    const { decision, order } = decided(
      begun,
      { name: 'effectsEnded', of: context.key, answers, begun: plan },
      context,
    );

    expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'dispatch.overlap' } });
    expect(order).toMatchObject({ stage: 'received', lastRefusal: { code: 'dispatch.overlap' } });
    expect(order.pending).toMatchObject([{ phase: 'undoing', effects: [{ name: 'setReservations' }] }]);
  });

  test('a service that does not answer is undone too: nobody knows what it did', () => {
    const begun = decided(anOrder({ lines: [aPart()] }), plan, context).order;
    const ended = decided(begun, { name: 'effectsEnded', of: context.key, answers: {}, begun: plan }, context);

    expect(ended.decision).toMatchObject({ kind: 'refused', refusal: { code: 'order.unanswered' } });
    expect(ended.order.pending[0]?.effects).toHaveLength(2);
  });

  test('what is being undone must end before the same is asked for again', () => {
    const begun = decided(anOrder({ lines: [aPart()] }), plan, context).order;
    const undoing = decided(begun, { name: 'effectsEnded', of: context.key, answers: {}, begun: plan }, context).order;
    const again = aContext({ key: 'key-2' });

    expect(decided(undoing, plan, again).decision).toMatchObject({ refusal: { code: 'order.undoing' } });
    const undone = decided(undoing, { name: 'effectsUndone', of: context.key }, again).order;
    expect(decided(undone, plan, again).decision.kind).toBe('pending');
  });
});

describe('cancelling', () => {
  const cancel = aMove('cancelled', { reasonCode: 'why' });

  test('cancels the open lines, and revoking brings them back as they were', () => {
    const lines = [aLine({ status: 'planned', quantity: null }), aPart({ status: 'cancelled' })];
    const cancelled = decided(anOrder({ lines }), cancel, context).order;
    const revoked = decided(cancelled, aMove('received'), context).order;

    expect(cancelled).toMatchObject({
      stage: 'cancelled',
      progress: 'cancelled',
      lines: [{ status: 'cancelled' }, { status: 'cancelled' }],
    });
    expect(revoked).toMatchObject({
      stage: 'received',
      progress: 'in-process',
      lines: [{ status: 'planned' }, { status: 'cancelled' }],
    });
  });

  test('gives parts and visits back by itself, after the answer', () => {
    const planned = carriedOut(anOrder({ lines: [aPart()] }), aMove('planned', { visit: aVisit }), context).order;
    const { decision, order } = decided(planned, cancel, aContext({ key: 'key-2' }));

    expect(decision.kind).toBe('done');
    expect(order).toMatchObject({
      stage: 'cancelled',
      pending: [
        { phase: 'following', effects: [{ name: 'setReservations', input: { lines: [] } }, { name: 'cancelVisits' }] },
      ],
    });
  });

  test('overtakes what is being done: that is refused and undone', () => {
    const begun = decided(anOrder({ lines: [aPart()] }), aMove('planned'), context).order;
    const { decision, order } = decided(begun, cancel, aContext({ key: 'key-2' }));

    expect(decision).toMatchObject({
      kind: 'done',
      facts: [
        { name: 'commandRefused', data: { commandId: 'key-1', code: 'order.overtaken' } },
        { name: 'stageChanged' },
      ],
    });
    expect(order).toMatchObject({ stage: 'cancelled', pending: [{ id: 'key-1', phase: 'undoing' }] });
  });

  test('every other command with effects is refused as busy', () => {
    const begun = decided(anOrder({ lines: [aPart()] }), aMove('planned'), context).order;

    expect(decided(begun, aMove('in-progress'), aContext({ key: 'key-2' })).decision).toMatchObject({
      refusal: { code: 'order.busy' },
    });
  });

  test('by its own name finds the stage by itself', () => {
    expect(decided(anOrder(), aMove(null, { name: 'cancel', reasonCode: 'why' }), context).order.stage).toBe(
      'cancelled',
    );
    expect(
      decided(anOrder({ stage: 'in-progress' }), aMove(null, { name: 'cancel', reasonCode: 'why' }), context).decision
        .kind,
    ).toBe('refused');
  });
});

test('completing meets the SLA target, and what the clock passed before is recorded at its own instant', () => {
  const late = aContext({ at: addMs(began, 9 * hourMs) });
  const { decision, order } = decided(anOrder({ stage: 'in-progress' }), aMove('completed'), late);

  expect(decision).toMatchObject({
    facts: [
      { name: 'slaWarned', data: { at: addMs(began, 6 * hourMs) } },
      { name: 'slaBreached', data: { at: addMs(began, 8 * hourMs) } },
      { name: 'stageChanged' },
    ],
  });
  expect(order.sla).toMatchObject({ phase: 'met', breachedAt: addMs(began, 8 * hourMs) });
});

test('a closed order refuses every command of a person, and settles what the workflow still says', () => {
  const closed = anOrder({ stage: 'completed', closedAt: began });

  expect(decided(closed, aMove('in-progress', { reasonCode: 'why' }), context).decision).toMatchObject({
    refusal: { code: 'order.closed' },
  });
  expect(decided(closed, { name: 'rowsChanged' }, context).decision.kind).toBe('settled');
});
