import { describe, expect, test } from 'vitest';

import { changeLine } from '#domain/service-orders/lines.ts';
import { moveLines } from '#domain/service-orders/moved-lines.ts';
import { aLine, aPart } from '#tests/support/service-orders.ts';

const objects = [{ objectId: 'oven', reference: null }];
const source = {
  ...{ id: 'a', number: 'SO-1', agreementId: 'agreement', relations: { objects, tasks: [] } },
  lines: [aLine({ objectId: 'oven' }), aPart({ reserved: 1 })],
};
const target = { id: 'b', number: 'SO-2', agreementId: 'agreement', lines: [aLine({ lineId: 'own', lineNumber: 4 })] };
let ids = 0;
const move = (lineIds: readonly string[], from = source, to: typeof target | typeof noAgreement = target) =>
  moveLines(from, to, lineIds, () => `new-${(ids += 1)}`);
const noAgreement = { ...target, agreementId: null };
const moved = (...args: Parameters<typeof move>) => {
  const decided = move(...args);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.moved;
};

describe('V20: lines move', () => {
  test('V20: between orders of one agreement, and between no others', () => {
    expect(move(['line-1']).ok).toBe(true);
    const refusal = { code: 'order.other-agreement' };
    expect(move(['line-1'], source, { ...target, agreementId: 'other' })).toMatchObject({ refusal });
    expect(move(['line-1'], source, noAgreement)).toMatchObject({ refusal });
    expect(moveLines({ ...source, agreementId: null }, noAgreement, ['line-1'], () => 'new')).toMatchObject({
      refusal,
    });
    expect(move(['line-1'], source, { ...target, id: 'a' })).toMatchObject({ refusal: { code: 'order.same-order' } });
  });

  test('V20: behind those that are there, as they are, and their parts are reserved anew', () => {
    const { arrived } = moved(['line-1', 'line-2']);
    expect(arrived.map(({ lineNumber, status, category }) => [lineNumber, status, category])).toEqual([
      [5, 'confirmed', 'labour'],
      [6, 'confirmed', 'parts'],
    ]);
    expect(arrived[1]).toMatchObject({ reserved: 0, missing: 0, itemId: 'item-1' });
  });

  test('V20: and stay behind cancelled, saying where they went, for good', () => {
    const [left] = moved(['line-1']).left;
    expect(left).toMatchObject({ lineId: 'line-1', status: 'cancelled', restoreStatus: null, movedTo: 'b' });
    if (left === undefined) throw new Error('there is one line');
    expect(changeLine(left, { status: 'planned' })).toMatchObject({ refusal: { code: 'order.line-moved' } });
  });

  test('V20: with the objects and tasks that they name', () => {
    expect(moved(['line-1']).relations).toEqual({ objects, tasks: [] });
    expect(moved(['line-2']).relations).toEqual({ objects: [], tasks: [] });
  });

  test('V20: and empty an order on which nothing is left to do', () => {
    expect(moved(['line-1']).isEmptied).toBe(false);
    expect(moved(['line-1', 'line-2']).isEmptied).toBe(true);
    const rest = [aLine(), aLine({ lineId: 'off', status: 'cancelled' })];
    expect(moved(['line-1'], { ...source, lines: rest }).isEmptied).toBe(true);
    const posted = [aLine(), aLine({ lineId: 'done', status: 'posted' })];
    expect(moved(['line-1'], { ...source, lines: posted }).isEmptied).toBe(false);
  });

  test.each([
    ['is posted', { status: 'posted' }, 'order.line-posted'],
    ['is cancelled', { status: 'cancelled' }, 'order.line-cancelled'],
    ['has used parts of the stock', { issued: 1 }, 'order.parts-used'],
    ['there is not', { lineId: 'other' }, 'order.line-unknown'],
  ] as const)('V20: but none that %s', (_, more, code) => {
    expect(move(['line-1'], { ...source, lines: [aLine(more)] })).toMatchObject({ refusal: { code } });
  });
});
