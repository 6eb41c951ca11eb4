import { describe, expect, test } from 'vitest';
import { type Books, checkLedger } from '#domain/invoicing/ledger.ts';

const line = { orderId: 'o', lineId: 'a', amountMinor: 100, costMinor: 40 };
const transaction = { ...line, transactionId: 't', chargeable: true, coveredMinor: 0, reverses: null };
const billing = { lineId: 'a', amountMinor: 100 };
const balanced: Books = {
  posted: [line],
  transactions: [transaction],
  proposed: [billing],
  toInvoice: [billing],
  invoiced: [billing],
};
const kinds = (over: Partial<Books>) => checkLedger({ ...balanced, ...over }).map((difference) => difference.kind);

describe('the books', () => {
  test('balance when every posted line is a transaction and an invoice line once', () => {
    expect(kinds({})).toEqual([]);
  });

  test('balance with a posting that was reversed and made again', () => {
    const undone = { ...transaction, transactionId: 's' };
    const reversal = { ...undone, transactionId: 'r', reverses: 's', amountMinor: -100, costMinor: -40 };

    expect(kinds({ transactions: [undone, reversal, transaction] })).toEqual([]);
  });

  test('balance with a line that is posted and not billable', () => {
    const free = { ...line, lineId: 'b', amountMinor: 0 };

    expect(
      kinds({
        posted: [line, free],
        transactions: [transaction, { ...transaction, ...free, transactionId: 'u', chargeable: false }],
      }),
    ).toEqual([]);
  });

  test.each<[string, Partial<Books>, string[]]>([
    [
      'a posted line has no transaction',
      { transactions: [], proposed: [], toInvoice: [], invoiced: [] },
      ['posted-without-transaction'],
    ],
    ['a transaction has no posted line', { posted: [] }, ['transaction-without-posted']],
    [
      'a line was transacted twice',
      { transactions: [transaction, { ...transaction, transactionId: 'u' }] },
      ['transacted-twice'],
    ],
    ['amounts differ', { posted: [{ ...line, costMinor: 41 }] }, ['amounts-differ']],
    ['a billable line is on no proposal', { proposed: [] }, ['billable-without-proposal']],
    ['a line was proposed twice', { proposed: [billing, billing] }, ['proposed-twice']],
    ['a proposal has another amount', { proposed: [{ ...billing, amountMinor: 1 }] }, ['proposal-differs']],
    ['an invoice lacks a line', { invoiced: [] }, ['invoice-line-missing']],
    [
      'an invoice has a line of its own',
      { invoiced: [billing, { ...billing, lineId: 'z' }] },
      ['invoice-line-unproposed'],
    ],
    ['a line was invoiced twice', { invoiced: [billing, billing] }, ['invoiced-twice']],
    [
      'a reversal is not the mirror of what it reverses',
      { transactions: [transaction, { ...transaction, transactionId: 'r', reverses: 'x' }] },
      ['reversal-differs'],
    ],
  ])('do not balance when %s', (_, over, expected) => {
    expect(kinds(over)).toEqual(expected);
  });
});
