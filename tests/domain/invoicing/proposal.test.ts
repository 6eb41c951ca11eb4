import { describe, expect, test } from 'vitest';
import { type ProposalState, invoiceProposal, isBillable, withdrawProposal } from '#domain/invoicing/proposal.ts';

const invoice = (state: ProposalState, isConfirmed = true, amountMinor = 100) => {
  const decision = invoiceProposal({ state, isConfirmed, currency: 'EUR', lines: [{ amountMinor }] });
  return decision.ok ? decision.state : decision.refusal.code;
};

describe('a proposal', () => {
  test('is withdrawn with its posting, and again without effect', () => {
    expect(withdrawProposal('open')).toEqual({ ok: true, state: 'withdrawn', changed: true });
    expect(withdrawProposal('withdrawn')).toEqual({ ok: true, state: 'withdrawn', changed: false });
  });

  test('that is invoiced is not withdrawn', () => {
    expect(withdrawProposal('invoiced')).toEqual({ ok: false, refusal: { code: 'invoice-proposal.invoiced' } });
  });

  test.each([
    ['open', true, 'invoiced'],
    ['open', false, 'invoice-proposal.unconfirmed'],
    ['invoiced', true, 'invoice-proposal.invoiced'],
    ['withdrawn', true, 'invoice-proposal.withdrawn'],
  ] as const)('that is %s and confirmed: %s, answers %s to becoming an invoice', (state, isConfirmed, answer) => {
    expect(invoice(state, isConfirmed)).toBe(answer);
  });

  test('below zero is for a credit note', () => {
    expect([invoice('open', true, 0), invoice('open', true, -1)]).toEqual(['invoiced', 'invoice-proposal.negative']);
  });
});

test.each([
  [true, 100, true],
  [true, -100, true],
  [true, 0, false],
  [false, 0, false],
])('a line that is chargeable: %s and earns %s is billable: %s', (chargeable, amountMinor, billable) => {
  expect(isBillable({ chargeable, amountMinor })).toBe(billable);
});
