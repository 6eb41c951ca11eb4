/** Expenses: receipts, who paid, and paying back. */
import { describe, expect, it } from 'vitest';

import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { isPaidByTechnician, payBack, takePayBack, type LineExpense } from '#domain/service-orders/expenses.ts';
import { changeLine, newLine, type NewLine } from '#domain/service-orders/lines.ts';
import { moveLines } from '#domain/service-orders/moved-lines.ts';
import { obstacleToPosting } from '#domain/service-orders/obstacles.ts';
import { aLine, anOrder, began } from '#tests/support/service-orders.ts';

const at = '2026-03-31T12:00:00.000Z';
const said = { receiptFileId: 'file-1', receiptSha256: 'ab', payBackTo: 'technician-1', paidMinor: 1240 };
const anExpense = (expense: Partial<LineExpense> | null = {}, more: Parameters<typeof aLine>[0] = {}) =>
  aLine({
    ...{ type: 'expense', category: 'expenses' },
    expense: expense && { ...said, paidBackAt: null, ...expense },
    ...more,
  });
const made = (input: Partial<NewLine>) =>
  newLine({ type: 'expense', category: 'expenses', quantity: 1, ...input }, 'line-1', 1, '2026-03-02');
const faultOf = (result: ReturnType<typeof made>) => (result.ok ? null : result.refusal.params?.['fault']);
const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  result.refusal?.code ?? null;

describe('an expense', () => {
  it('says its receipt, who paid and how much, and so does no other line', () => {
    expect(made({ expense: said })).toMatchObject({ ok: true, line: { expense: { ...said, paidBackAt: null } } });
    expect(made({})).toMatchObject({ ok: true, line: { expense: null } });
    expect(faultOf(made({ type: 'hour', expense: said }))).toBe('expense-forbidden');
  });

  it('is paid back to a technician only where it is known how much was paid', () => {
    expect(faultOf(made({ expense: { ...said, paidMinor: null } }))).toBe('paid-missing');
    expect(faultOf(made({ expense: { ...said, paidMinor: 0 } }))).toBe('paid-invalid');
    expect(made({ expense: { ...said, payBackTo: null, paidMinor: null } }).ok).toBe(true);
  });

  it('keeps what was said of it until something else is said', () => {
    const line = anExpense();
    expect(changeLine(line, { quantity: 3 })).toMatchObject({ line: { expense: said } });
    const emptied = { receiptFileId: null, receiptSha256: null, payBackTo: null, paidMinor: null };
    expect(changeLine(line, { expense: emptied })).toMatchObject({ line: { expense: emptied } });
  });
});

describe('a receipt that the category asks for', () => {
  const order = (receiptFileId: string | null, receiptRequired: boolean) =>
    anOrder({
      stage: 'completed',
      signOff: { signedAt: began, signatureFileId: null, noSignatureReasonCode: 'nobody-present' },
      lines: [anExpense({ receiptFileId }, { receiptRequired })],
    });

  it('is there before the expense is posted', () => {
    expect(obstacleToPosting(order(null, true), defaultStageModel, null)).toEqual({
      ...{ code: 'order.receipt-missing', params: { lines: '1' } },
    });
    expect(obstacleToPosting(order('file-1', true), defaultStageModel, null)).toBeNull();
    expect(obstacleToPosting(order(null, false), defaultStageModel, null)).toBeNull();
  });
});

describe('paying back', () => {
  it('is for confirmed and posted expenses that a technician paid', () => {
    const statuses = ['planned', 'proposed', 'confirmed', 'posted', 'cancelled'] as const;
    expect(statuses.filter((status) => isPaidByTechnician(anExpense({}, { status })))).toEqual(['confirmed', 'posted']);
    for (const line of [anExpense({ payBackTo: null }), anExpense(null), anExpense({}, { status: 'planned' })])
      expect(codeOf(payBack(line, at))).toBe('order.nothing-to-pay-back');
  });

  it('happens once, and is taken back after a mistake', () => {
    const line = anExpense({}, { status: 'posted' });
    const paid = payBack(line, at);
    if (!paid.ok) throw new Error(paid.refusal.code);
    expect(paid.line.expense.paidBackAt).toBe(at);
    expect(codeOf(payBack(paid.line, at))).toBe('order.paid-back');
    expect(takePayBack(paid.line)).toEqual({ ok: true, line });
    expect(codeOf(takePayBack(line))).toBe('order.nothing-to-pay-back');
  });

  it('leaves the line as it is: it is neither changed nor moved', () => {
    const line = anExpense({ paidBackAt: at });
    expect(codeOf(changeLine(line, { quantity: 2 }))).toBe('order.paid-back');
    expect(codeOf(changeLine(line, { status: 'cancelled' }))).toBe('order.paid-back');
    const source = { id: 'a', number: 'SO-1', agreementId: 'x', lines: [line], relations: { objects: [], tasks: [] } };
    const target = { id: 'b', number: 'SO-2', agreementId: 'x', lines: [] };
    expect(codeOf(moveLines(source, target, ['line-1'], () => 'new'))).toBe('order.paid-back');
  });
});
