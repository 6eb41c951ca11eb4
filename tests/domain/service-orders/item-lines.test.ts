import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { allowedActions } from '#domain/service-orders/allowed-actions.ts';
import { judgeLines } from '#domain/service-orders/extra-work.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { changeLine, newLine } from '#domain/service-orders/lines.ts';
import { moveLines } from '#domain/service-orders/moved-lines.ts';
import { effectsOfPosting, issueUsed, lacksReservation, wantedParts } from '#domain/service-orders/wanted-effects.ts';
import { aContext, aLine, aMove, anOrder, aPart, began, carriedOut, decided } from '#tests/support/service-orders.ts';

const outside = { reference: 'PO-7', at: began, by: 'user:1' };
const planned = aPart({ status: 'planned', quantity: null });
const plain = aPart({ ...planned, plainItem: true });

describe('an item line', () => {
  it('is an item requirement where nothing else is said', () => {
    const made = newLine(
      { type: 'item', category: 'parts', itemId: 'item-1', plannedQuantity: 1 },
      'a',
      1,
      '2026-03-02',
    );
    expect(made).toMatchObject({ line: { plainItem: false } });
  });

  it('alone can be a plain item', () => {
    const refusal = { code: 'order.line-invalid', params: { line: 1, fault: 'plain-item-forbidden' } };
    expect(changeLine(aLine(), { plainItem: true })).toMatchObject({ refusal });
  });
});

describe('a plain item', () => {
  it('is not reserved when its order is planned, where a requirement is', () => {
    const both = anOrder({ lines: [plain, aPart({ ...planned, lineId: 'line-3', lineNumber: 3 })] });
    const { order } = carriedOut(both, aMove('planned'), aContext());
    expect(order.lines.map(({ reserved }) => reserved)).toEqual([0, 1]);
    const alone = carriedOut(anOrder({ lines: [plain] }), aMove('planned'), aContext()).order;
    expect(alone).toMatchObject({ stage: 'planned', lines: [{ reserved: 0, missing: 0 }] });
  });

  it('stays in stock while it is reported used, and leaves it with the posting', () => {
    const used = anOrder({ reserves: true, lines: [aPart({ plainItem: true })] });
    expect(issueUsed(used, false)).toEqual([]);
    expect(decided(used, { name: 'rowsChanged' }, aContext()).order.pending).toEqual([]);
    const [issue] = effectsOfPosting(used, used.lines, { at: began });
    expect(issue).toMatchObject({
      name: 'issueParts',
      input: { lines: [{ lineId: 'line-2', quantity: 1 }], all: true },
    });
  });

  it('gives back what was reserved before it was said to be plain', () => {
    const reserved = aPart({ ...planned, reserved: 1 });
    const changed = changeLine(reserved, { plainItem: true });
    if (!changed.ok) throw new Error(changed.refusal.code);
    const order = anOrder({ reserves: true, lines: [changed.line] });
    const { pending } = decided(order, { name: 'rowsChanged' }, aContext()).order;
    expect(pending).toMatchObject([{ effects: [{ name: 'setReservations', input: { lines: [] } }] }]);
  });

  it('never lacks a reservation, whatever is wanted, unless one is left', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(3), (wanted, issued, reserved) => {
        const line = aPart({ plainItem: true, quantity: wanted + issued, issued, reserved });
        expect(lacksReservation(line)).toBe(reserved > 0);
        expect(wantedParts([line])).toEqual([]);
      }),
    );
  });
});

describe('a line whose part is on order elsewhere', () => {
  const marked = aPart({ ...planned, orderedOutside: outside });
  const cancel = aMove(null, { name: 'cancel', reasonCode: 'why' });
  const refusal = { code: 'order.parts-ordered-outside', params: { lines: '2' } };

  it('V22: keeps its order from being cancelled, and is named', () => {
    expect(decided(anOrder({ lines: [aLine(), marked] }), cancel, aContext()).decision).toMatchObject({ refusal });
  });

  it('V22: is not cancelled by itself either', () => {
    expect(changeLine(marked, { status: 'cancelled' })).toMatchObject({ ok: false, refusal });
  });

  it('shows what keeps the order, and who may lift that, among the allowed actions', () => {
    const actions = allowedActions(anOrder({ lines: [marked] }), defaultStageModel, null);
    const found = actions.find(({ action }) => action === 'cancel');
    expect(found).toMatchObject({ refusal });
    expect(found?.lift).toContain('dispatcher');
  });

  it('lets go once the part is delivered or the order there withdrawn', () => {
    const changed = changeLine(marked, { orderedOutside: null });
    if (!changed.ok) throw new Error(changed.refusal.code);
    expect(decided(anOrder({ lines: [changed.line] }), cancel, aContext()).decision.kind).not.toBe('refused');
    expect(changeLine(changed.line, { status: 'cancelled' }).ok).toBe(true);
  });

  it('stays on its order: it is not moved to another one', () => {
    const from = { id: 'a', number: 'SO-1', agreementId: 'g', relations: { objects: [], tasks: [] }, lines: [marked] };
    const to = { id: 'b', number: 'SO-2', agreementId: 'g', lines: [] };
    expect(moveLines(from, to, ['line-2'], () => 'new')).toMatchObject({ refusal: { code: refusal.code } });
  });

  it('is rejected by the customer all the same: the mark stays until the order there is taken back', () => {
    const extra = anOrder({ lines: [{ ...marked, extra: true, status: 'proposed' }] });
    const word = { state: 'rejected', how: 'phone', at: began, quoteId: null } as const;
    const line = { status: 'cancelled', orderedOutside: outside };
    expect(judgeLines(extra, ['line-2'], word, defaultStageModel)).toMatchObject({
      facts: [{ name: 'lineChanged', data: { line } }, { name: 'extraRejected' }],
    });
    expect(changeLine({ ...marked, status: 'cancelled' }, { orderedOutside: null }).ok).toBe(true);
  });

  it('is of an item: nothing else is bought', () => {
    const fault = { code: 'order.line-invalid', params: { line: 1, fault: 'ordered-outside-forbidden' } };
    expect(changeLine(aLine(), { orderedOutside: outside })).toMatchObject({ refusal: fault });
  });
});
