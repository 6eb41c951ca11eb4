import { describe, expect, test } from 'vitest';
import {
  type ProposalState,
  confirmProposal,
  invoiceProposal,
  isBillable,
  withdrawProposal,
} from '#domain/invoicing/proposal.ts';

const answer = (decision: ReturnType<typeof confirmProposal>) => (decision.ok ? decision.state : decision.refusal.code);
const invoice = (state: ProposalState, amountMinor = 100) =>
  answer(invoiceProposal({ state, currency: 'EUR', lines: [{ amountMinor }] }));

describe('a proposal', () => {
  test.each([
    ['proposed', 'open'],
    ['open', 'open'],
    ['invoiced', 'invoiced'],
    ['withdrawn', 'withdrawn'],
  ] as const)('that is %s is %s after its posting was confirmed', (from, to) => {
    expect(answer(confirmProposal(from))).toBe(to);
  });

  test.each([
    ['proposed', 'withdrawn'],
    ['open', 'withdrawn'],
    ['invoiced', 'invoice-proposal.invoiced'],
    ['withdrawn', 'withdrawn'],
  ] as const)('that is %s answers %s to being withdrawn', (from, to) => {
    expect(answer(withdrawProposal(from))).toBe(to);
  });

  test.each([
    ['proposed', 'invoice-proposal.unconfirmed'],
    ['open', 'invoiced'],
    ['invoiced', 'invoice-proposal.invoiced'],
    ['withdrawn', 'invoice-proposal.withdrawn'],
  ] as const)('that is %s answers %s to becoming an invoice', (from, to) => {
    expect(invoice(from)).toBe(to);
  });

  test('below zero is for a credit note', () => {
    expect([invoice('open', 0), invoice('open', -1)]).toEqual(['invoiced', 'invoice-proposal.negative']);
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
