/** How far an order is, by its lines and its stage; what cancelling gives back, and what it cannot. */
import { describe, expect, test } from 'vitest';

import { refusalOf } from '#domain/service-orders/allowed-actions.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import type { LineStatus } from '#domain/service-orders/order.ts';
import { arriving, progressOf } from '#domain/service-orders/progress.ts';
import { aContext, aLine, aMove, anOrder, aPart, began, carriedOut, decided } from '#tests/support/service-orders.ts';

const context = aContext();
const statuses = { C: 'confirmed', X: 'cancelled', P: 'posted' } as const satisfies Record<string, LineStatus>;
const at = (stage: string, ...cameFrom: string[]) => ({ stage, cameFrom });
/** C, X and P as the vector writes them. */
const progress = (lines: string, place = at('completed')) =>
  progressOf(
    lines
      .split('')
      .map((letter) => ({ status: letter === 'C' ? statuses.C : letter === 'X' ? statuses.X : statuses.P })),
    defaultStageModel,
    place,
  );
const cancel = aMove(null, { name: 'cancel', reasonCode: 'why' });

describe('the progress of an order', () => {
  test.each([
    ['CCC', 'in-process'],
    ['XCC', 'in-process'],
    ['CXP', 'in-process'],
    ['PPP', 'posted'],
    ['PXX', 'posted'],
  ] as const)('V6: the lines %s are %s', (lines, expected) => {
    expect(progress(lines)).toBe(expected);
  });

  test('V6: the lines XXX are cancelled, where the order is', () => {
    expect(progress('XXX', at('cancelled', 'planned'))).toBe('cancelled');
    const { order } = decided(
      anOrder({ lines: [aLine(), aLine({ lineId: 'line-2', lineNumber: 2 })] }),
      cancel,
      context,
    );
    expect(order).toMatchObject({ stage: 'cancelled', progress: 'cancelled' });
  });

  test('V6: planned and proposed lines are open lines too', () => {
    for (const status of ['planned', 'proposed'] as const)
      expect(progressOf([{ status: 'posted' }, { status }], defaultStageModel, at('completed'))).toBe('in-process');
  });

  test('an order without lines follows its stage', () => {
    expect(progress('')).toBe('in-process');
    expect(progress('', at('cancelled', 'received'))).toBe('cancelled');
  });

  test('an order whose lines were all cancelled by themselves follows its stage, as one without lines', () => {
    expect(progress('XXX', at('planned'))).toBe('in-process');
  });

  test('only a stage that permits posting has posted orders: one that is reopened is in process again', () => {
    const posted = anOrder({ stage: 'completed', progress: 'posted', lines: [aLine({ status: 'posted' })] });
    const reopened = decided(posted, aMove(null, { name: 'reopen', reasonCode: 'why' }), context).order;
    expect(reopened).toMatchObject({ stage: 'in-progress', progress: 'in-process' });
    expect(decided(reopened, aMove('completed'), context).order.progress).toBe('posted');
  });

  test('times that are recorded after the cancellation are cancelled with the order, and come back with it', () => {
    const cancelled = decided(anOrder({ lines: [aLine()] }), cancel, context).order;
    const proposedLines = arriving(cancelled, [aLine({ lineId: 'late', lineNumber: 2, status: 'proposed' })]);
    const visit = { visitId: 'visit-1', technicianId: 'technician-1', technicianNumber: null, status: 'finished' };
    const after = evolve(cancelled, { name: 'visitChanged', data: { ...visit, proposedLines } }, began);
    expect(after).toMatchObject({ progress: 'cancelled', lines: [{}, { status: 'cancelled' }] });
    const revoked = decided(after, aMove(null, { name: 'revoke' }), context).order;
    expect(revoked).toMatchObject({ progress: 'in-process', lines: [{ status: 'confirmed' }, { status: 'proposed' }] });
  });
});

describe('cancelling', () => {
  test('V22: gives back the parts that were reserved for the order', () => {
    const order = anOrder({ stage: 'planned', reserves: true, lines: [aPart({ reserved: 1 })] });
    const { order: after, decision } = carriedOut(order, cancel, context);
    expect(decision.kind).toBe('done');
    expect(after).toMatchObject({ stage: 'cancelled', reserves: false, pending: [], lines: [{ reserved: 0 }] });
  });

  test('V22: gives up the parts that are missing and only asked for', () => {
    const order = anOrder({ stage: 'planned', reserves: true, lines: [aPart({ missing: 1 })] });
    expect(carriedOut(order, cancel, context).order.lines).toMatchObject([{ missing: 0, status: 'cancelled' }]);
  });

  test('V22: is refused for parts that have left the stock, which are named', () => {
    const order = anOrder({ stage: 'planned', reserves: true, lines: [aLine(), aPart({ issued: 1 })] });
    expect(refusalOf(order, defaultStageModel, 'cancel')).toEqual({ code: 'order.parts-used', params: { lines: '2' } });
  });

  test('V22: is refused for lines that are posted, which are named; the others are cancelled one by one', () => {
    const order = anOrder({ stage: 'planned', lines: [aLine({ status: 'posted' }), aPart()] });
    expect(refusalOf(order, defaultStageModel, 'cancel')).toEqual({
      code: 'order.lines-posted',
      params: { lines: '1' },
    });
  });

  test('V22: is refused in a stage that does not permit it, with what is allowed instead', () => {
    expect(refusalOf(anOrder({ stage: 'in-progress' }), defaultStageModel, 'cancel')).toMatchObject({
      ...{ code: 'order.stage-forbidden', allowed: ['completed', 'planned', 'waiting'] },
    });
  });

  test('V22: waits until parts that were reported used are known to have left the stock', () => {
    const effects = [{ name: 'issueParts', after: [], input: {} }] as const;
    const issuing = {
      id: 'rows',
      command: 'rowsChanged',
      phase: 'following',
      decidedAt: began,
      budgetMs: 1,
      effects,
    } as const;
    const order = anOrder({ stage: 'planned', reserves: true, lines: [aPart({ reserved: 1 })], pending: [issuing] });
    expect(refusalOf(order, defaultStageModel, 'cancel')).toMatchObject({ code: 'order.busy' });
  });

  test('ends the visits again that are open because their end was taken back', () => {
    const visits = [{ visitId: 'visit-1', technicianId: 't', technicianNumber: null, status: 'finished' }];
    const effects = [{ name: 'finishVisits', after: [], input: {} }] as const;
    const undoing = {
      id: 'done',
      command: 'changeStage',
      phase: 'undoing',
      decidedAt: began,
      budgetMs: 1,
      effects,
    } as const;
    const order = anOrder({
      stage: 'cancelled',
      progress: 'cancelled',
      cameFrom: ['planned'],
      visits,
      pending: [undoing],
    });
    const { order: after } = decided(order, { name: 'effectsUndone', of: 'done' }, context);
    expect(after.pending).toMatchObject([{ phase: 'following', effects: [{ name: 'cancelVisits' }] }]);
  });

  test('needs a reason', () => {
    expect(decided(anOrder(), aMove('cancelled'), context).decision).toMatchObject({
      refusal: { code: 'order.reason-missing' },
    });
  });

  test('is taken back to the stage that the order came from, with the lines that it cancelled and no others', () => {
    const lines = [aLine(), aLine({ lineId: 'gone', lineNumber: 2, status: 'cancelled' })];
    const cancelled = decided(anOrder({ stage: 'dispatched', lines }), cancel, context).order;
    const { order } = decided(cancelled, aMove(null, { name: 'revoke' }), context);
    expect(order).toMatchObject({ stage: 'dispatched', progress: 'in-process', closesAt: null });
    expect(order.lines.map(({ status }) => status)).toEqual(['confirmed', 'cancelled']);
  });

  test('cannot be taken back of an order that is not cancelled', () => {
    for (const stage of ['received', 'planned', 'waiting', 'completed'])
      expect(refusalOf(anOrder({ stage }), defaultStageModel, 'revoke'), stage).toMatchObject({
        code: 'order.stage-forbidden',
      });
  });

  test('cannot be taken back once the order is closed', () => {
    const closed = anOrder({ stage: 'cancelled', cameFrom: ['received'], closedAt: began });
    expect(refusalOf(closed, defaultStageModel, 'revoke')).toMatchObject({ code: 'order.closed' });
  });

  test('is taken back although parts are still being given back, unless the stage asks for them anew', () => {
    const order = anOrder({ stage: 'dispatched', reserves: true, lines: [aPart({ reserved: 1 })] });
    const cancelled = decided(order, cancel, context).order;
    expect(cancelled.pending).toMatchObject([{ phase: 'following' }]);
    expect(refusalOf(cancelled, defaultStageModel, 'revoke')).toBeNull();
    const planned = decided({ ...order, stage: 'planned' }, cancel, context).order;
    expect(refusalOf(planned, defaultStageModel, 'revoke')).toMatchObject({ code: 'order.busy' });
  });
});
