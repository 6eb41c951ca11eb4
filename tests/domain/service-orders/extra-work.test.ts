import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { beyondLimit, judgeLines, limitOfPosting } from '#domain/service-orders/extra-work.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { changeLine, newLine } from '#domain/service-orders/lines.ts';
import { wantsParts, type OrderLine, type ServiceOrder } from '#domain/service-orders/order.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, aLine, anOrder, aPart, began, carriedOut, decided, hourMs } from '#tests/support/service-orders.ts';

const context = aContext();
const post = { name: 'post' } as const;
const signedOff = { signedAt: began, signatureFileId: null, noSignatureReasonCode: 'customer-absent' };
const onPhone = { state: 'approved', how: 'phone', at: context.at, quoteId: null } as const;
const onPaper = {
  name: 'signOff',
  signatureFileId: null,
  signatureSha256: null,
  noSignatureReasonCode: 'customer-absent',
} as const;
const anExtra = (line: Partial<OrderLine> = {}) => aLine({ extra: true, status: 'proposed', ...line });

const ready = anOrder({ stage: 'completed', signOff: signedOff, closesAt: addMs(began, 24 * hourMs) });

function judged(order: ServiceOrder, lineIds: readonly string[], judgement: Parameters<typeof judgeLines>[2]) {
  const decision = judgeLines(order, lineIds, judgement, defaultStageModel);
  if (!decision.ok) return { order, code: decision.refusal.code };
  return { order: decision.facts.reduce((folded, fact) => evolve(folded, fact, context.at), order), code: null };
}

describe('a line that is added as extra', () => {
  it('is proposed, whether it was used already or not', () => {
    const draft = { type: 'hour', category: 'labour', extra: true } as const;
    for (const quantities of [{ quantity: 2 }, { plannedQuantity: 2 }])
      expect(newLine({ ...draft, ...quantities }, 'line-9', 9, '2026-03-02')).toMatchObject({
        line: { status: 'proposed', extra: true, approval: null },
      });
  });

  it('is confirmed by nobody but the customer', () => {
    expect(changeLine(anExtra(), { status: 'confirmed' })).toMatchObject({
      refusal: { code: 'order.line-unapproved' },
    });
    expect(changeLine(anExtra(), { quantity: 1 })).toMatchObject({ line: { status: 'proposed', quantity: 1 } });
  });

  it('wants no parts, and does not post, before it is approved', () => {
    const part = aPart({ extra: true, status: 'proposed' });
    expect(wantsParts(part)).toBe(false);
    expect(decided({ ...ready, lines: [part] }, post, context).decision).toMatchObject({
      refusal: { code: 'order.nothing-to-post' },
    });
  });

  it('may be cancelled, and comes back as proposed', () => {
    const cancelled = changeLine(anExtra(), { status: 'cancelled' });
    if (!cancelled.ok) throw new Error('it is cancelled');
    expect(changeLine(cancelled.line, { status: 'planned' })).toMatchObject({ line: { status: 'proposed' } });
  });

  it('is a line like others once it is approved: planned, or confirmed where it was used', () => {
    const lines = [anExtra(), anExtra({ lineId: 'line-2', lineNumber: 2, quantity: null })];
    const { order } = judged({ ...ready, lines }, ['line-1', 'line-2'], onPhone);
    expect(order.lines).toMatchObject([
      { status: 'confirmed', approval: { state: 'approved', how: 'phone', quantity: 2 } },
      { status: 'planned', approval: { state: 'approved' } },
    ]);
    const accepted = decided(order, onPaper, context).order;
    expect(carriedOut(accepted, post, context).order.lines[0]).toMatchObject({ status: 'posted' });
  });

  it('is cancelled when it is rejected', () => {
    const { order } = judged({ ...ready, lines: [anExtra()] }, ['line-1'], { ...onPhone, state: 'rejected' });
    expect(order).toMatchObject({
      lines: [{ status: 'cancelled', approval: { state: 'rejected' } }],
    });
  });

  it('waits again when it becomes more than was approved, and not when it becomes less', () => {
    const { order } = judged({ ...ready, lines: [anExtra()] }, ['line-1'], onPhone);
    const line = order.lines[0] ?? aLine();
    expect(changeLine(line, { quantity: 2.5 })).toMatchObject({ line: { status: 'proposed', approval: null } });
    expect(changeLine(line, { quantity: 1.5 })).toMatchObject({ line: { status: 'confirmed', quantity: 1.5 } });
  });
});

describe('the customer’s word', () => {
  it('is taken on lines that wait for it, and only once', () => {
    const order = { ...ready, lines: [aLine(), anExtra({ lineId: 'line-2', lineNumber: 2 })] };
    expect(judged(order, ['line-1'], onPhone).code).toBe('order.approval-needless');
    expect(judged(order, ['line-9'], onPhone).code).toBe('order.line-unknown');
    expect(judged(judged(order, ['line-2'], onPhone).order, ['line-2'], onPhone).code).toBe('order.approval-needless');
  });

  it('cannot undo what was used', () => {
    const order = { ...ready, lines: [aPart({ extra: true, status: 'proposed', issued: 1 })] };
    expect(judged(order, ['line-2'], { ...onPhone, state: 'rejected' }).code).toBe('order.parts-used');
  });
});

describe('the amount not to exceed', () => {
  const lines = [aLine({ signedAt: began }), aLine({ lineId: 'line-2', lineNumber: 2, signedAt: began })];
  const limited = { ...ready, notToExceedMinor: 150, lines };
  const refusedByPricing = {
    ok: false,
    code: 'order.limit-exceeded',
    params: { lineIds: 'line-2', amountMinor: 200, leftMinor: 150, currency: 'EUR' },
  } as const;

  function postedInVain() {
    const begun = decided(limited, post, context).order;
    const answers = { postLines: refusedByPricing };
    return decided(begun, { name: 'effectsEnded', of: 'key-1', answers, begun: post }, context);
  }

  it('goes with the lines to pricing, and without an amount nothing goes', () => {
    const inputs = (order: ServiceOrder) => decided(order, post, context).order.pending[0]?.effects.map((e) => e.input);
    expect(inputs(limited)?.[0]).toMatchObject({ limit: { leftMinor: 150, lineIds: ['line-1', 'line-2'] } });
    expect(inputs({ ...limited, notToExceedMinor: null })?.[0]).not.toHaveProperty('limit');
  });

  it('refuses a posting beyond it by lines and amount, and again for as long as neither has changed', () => {
    const { decision, order } = postedInVain();
    const refusal = { code: 'order.limit-exceeded', params: { lines: '2', amount: '2.00 EUR', limit: '1.50 EUR' } };
    expect(decision).toMatchObject({ kind: 'refused', refusal });
    expect(order.overLimit).toMatchObject({ lineIds: ['line-2'], amountMinor: 200 });
    const after = { ...order, pending: [] };
    expect(decided(after, post, aContext({ key: 'key-2' })).decision).toMatchObject({ kind: 'refused', refusal });
  });

  it('lets lines beyond it post once they are approved, which count no more', () => {
    const { order } = judged({ ...postedInVain().order, pending: [] }, ['line-2'], onPhone);
    expect(order).toMatchObject({ overLimit: null, lines: [{}, { status: 'confirmed' }] });
    expect(limitOfPosting(order, order.lines)).toEqual({ leftMinor: 150, lineIds: ['line-1'] });
  });

  it('is asked anew when it is raised, or a line changes', () => {
    const { order } = postedInVain();
    const { notToExceedMinor: _, ...header } = order;
    const raised = { name: 'headerChanged', data: { ...header, notToExceedMinor: 500 } } as const;
    const changed = { name: 'lineChanged', data: { line: aLine({ quantity: 1 }), progress: 'in-process' } } as const;
    for (const fact of [raised, changed]) expect(evolve(order, fact, context.at).overLimit).toBeNull();
  });

  it('counts what was posted before, unless it was approved by itself', () => {
    const posted = aLine({ status: 'posted', amountMinor: 120 });
    const { order } = judged({ ...ready, lines: [anExtra({ lineId: 'line-3', lineNumber: 3 })] }, ['line-3'], onPhone);
    const approved = order.lines.map((line): OrderLine => ({ ...line, status: 'posted', amountMinor: 900 }));
    const whole = { notToExceedMinor: 150, lines: [posted, ...approved] };
    expect(limitOfPosting(whole, [])).toEqual({ leftMinor: 30, lineIds: [] });
  });

  it('names lines exactly when they come to more than is left, and what it does not name fits', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 8 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: -100, max: 3000 }), (each, leftMinor) => {
        const priced = each.map((amountMinor, index) => ({ lineId: `line-${index}`, amountMinor }));
        const limit = { leftMinor, lineIds: priced.map(({ lineId }) => lineId) };
        const total = each.reduce((sum, amount) => sum + amount, 0);
        const beyond = beyondLimit(limit, priced);
        expect(beyond !== null).toBe(total > leftMinor && total > 0);
        const kept = priced.filter(({ lineId }) => beyond?.lineIds.includes(lineId) !== true);
        const keeps = kept.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(keeps <= Math.max(leftMinor, 0)).toBe(true);
      }),
    );
  });
});
