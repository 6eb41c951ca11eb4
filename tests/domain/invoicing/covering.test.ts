import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AppliedRule } from '#domain/agreements/coverage.ts';
import { coverPriced, estimateLines, quoteLines, wouldTake } from '#domain/invoicing/covering.ts';
import { checkLedger } from '#domain/invoicing/ledger.ts';
import { priceLines, totalOf, type LineToPrice, type PricedLine, type PriceLists } from '#domain/invoicing/pricing.ts';
import { proposedOf } from '#domain/invoicing/proposal.ts';

const labour: AppliedRule = {
  ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, limit: null },
};
const upTo150: AppliedRule = { ...labour, limit: { of: 'amount', amountMinor: 15_000 } };
const priced = (more: Partial<PricedLine> = {}): PricedLine => ({
  ...{ lineId: 'a', type: 'hour', category: 'labour', itemId: null, technicianId: null, quantity: 2, chargeable: true },
  ...{ workDate: '2026-06-15', unitPriceMinor: 10_000, amountMinor: 20_000, unitCostMinor: 4_000, costMinor: 8_000 },
  tax: { taxCode: 'standard', basisPoints: 1900 },
  ...more,
});

describe('a priced line', () => {
  test('is charged for what its agreement leaves, at full cost and under its own tax', () => {
    expect(coverPriced([priced()], [upTo150], [])).toMatchObject([
      {
        amountMinor: 5_000,
        coveredMinor: 15_000,
        costMinor: 8_000,
        unitPriceMinor: 10_000,
        tax: { basisPoints: 1900 },
      },
    ]);
  });

  test('is charged in full where nothing was agreed', () => {
    expect(coverPriced([priced()], [], [])).toMatchObject([
      { amountMinor: 20_000, coveredMinor: 0, coveredQuantity: 0 },
    ]);
  });

  test('that is free anyway spends nothing of a limit', () => {
    const free = priced({ lineId: 'b', chargeable: false, amountMinor: 0, unitPriceMinor: null, quantity: 9 });
    const rule: AppliedRule = { ...labour, limit: { of: 'count', quantity: 2 } };
    expect(coverPriced([free, priced()], [rule], [])).toMatchObject([{ coveredQuantity: 0 }, { amountMinor: 0 }]);
  });
});

describe('a proposal', () => {
  const [full, part] = coverPriced([priced(), priced({ lineId: 'b', category: 'travel' })], [labour], []);
  if (full === undefined || part === undefined) throw new Error('there are two lines');

  test('shows what was paid in full beside what is billed', () => {
    expect(proposedOf([full, part]).map(({ lineId }) => lineId)).toEqual(['a', 'b']);
  });

  test('is none where everything is paid for', () => {
    expect(proposedOf([full])).toEqual([]);
  });

  test.each([[[full]], [[full, part]]])('balances with the ledger all the same', (lines) => {
    const transactions = lines.map((line) => ({ ...line, transactionId: line.lineId, orderId: 'o', reverses: null }));
    const proposed = proposedOf(transactions);
    expect(
      checkLedger({ posted: transactions, transactions, proposed, toInvoice: proposed, invoiced: proposed }),
    ).toEqual([]);
  });
});

const entry = {
  category: null,
  itemId: null,
  technicianId: null,
  validFrom: '2026-01-01',
  lineType: 'hour',
} as const;
const lists: PriceLists = {
  currency: 'EUR',
  entries: [
    { ...entry, id: '1', kind: 'price', category: 'labour', amountMinor: 10_000 },
    { ...entry, id: '2', kind: 'cost', category: 'labour', amountMinor: 4_000 },
  ],
  tax: {
    rates: [{ taxCode: 'standard', basisPoints: 1900, validFrom: '2020-01-01' }],
    ...{ assignments: [], defaultTaxCode: 'standard' },
  },
};

describe('a quote', () => {
  test('says of each line what it costs, what the agreement pays of it, and what is charged', () => {
    const lines = [priced(), priced({ lineId: 'b', category: 'travel' }), priced({ lineId: 'c', chargeable: false })];
    expect(quoteLines(lines, lists, { rules: [upTo150], spent: [] })).toEqual([
      { lineId: 'a', lineProperty: 'in-part', priceMinor: 20_000, coveredMinor: 15_000, chargedMinor: 5_000 },
      { lineId: 'b', lineProperty: 'charged', priceMinor: null, coveredMinor: null, chargedMinor: null },
      { lineId: 'c', lineProperty: 'free', priceMinor: 0, coveredMinor: 0, chargedMinor: 0 },
    ]);
  });

  test('leaves out what earlier postings of the order have spent', () => {
    const spent = [{ category: 'labour', itemId: null, coveredMinor: 15_000, coveredQuantity: 2 }];
    expect(quoteLines([priced()], lists, { rules: [upTo150], spent })).toMatchObject([{ chargedMinor: 20_000 }]);
  });
});

describe('an order that is quoted before others', () => {
  const pool = { agreementId: 'a-1', from: '2026-01-01', subject: 'category labour' };
  const ofYear: AppliedRule = { ...upTo150, limit: { of: 'amount', amountMinor: 15_000, per: 'agreement-year' }, pool };

  test('would take of what a year shares, and of nothing else', () => {
    const lines = [priced(), priced({ lineId: 'c', chargeable: false })];
    expect(wouldTake(lines, lists, { rules: [ofYear], spent: [] })).toEqual([
      { elsewhere: true, pool, category: 'labour', itemId: null, coveredMinor: 15_000, coveredQuantity: 2 },
    ]);
    expect(wouldTake(lines, lists, { rules: [upTo150], spent: [] })).toEqual([]);
  });

  test('would take nothing while it cannot be posted', () => {
    const lines = [priced(), priced({ lineId: 'b', category: 'travel' })];
    expect(wouldTake(lines, lists, { rules: [ofYear], spent: [] })).toEqual([]);
  });
});

describe('an estimate', () => {
  const rule = fc.oneof(
    fc.constant(labour),
    fc.constant({ ...labour, treatment: 'discount' as const, percent: 12.5 }),
    fc.constant({ ...labour, treatment: 'charged' as const }),
    fc.nat(60_000).map((amountMinor): AppliedRule => ({ ...labour, limit: { of: 'amount', amountMinor } })),
    fc.nat(9).map((quantity): AppliedRule => ({ ...labour, limit: { of: 'count', quantity } })),
  );
  const lines = fc.array(
    fc.record({
      lineId: fc.uuid(),
      quantity: fc.integer({ min: 1, max: 9_000 }).map((thousandths) => thousandths / 1000),
      chargeable: fc.boolean(),
      agreed: fc.option(fc.record({ quantity: fc.integer({ min: 1, max: 9 }), amountMinor: fc.nat(90_000) }), {
        nil: undefined,
      }),
    }),
    { maxLength: 6 },
  );
  const planned = (over: Partial<LineToPrice>): LineToPrice => ({
    ...{ lineId: 'a', type: 'hour', category: 'labour', itemId: null, technicianId: null, quantity: 2 },
    ...{ chargeable: true, workDate: '2026-06-15' },
    ...over,
  });

  test('counts only what its agreement leaves of a planned line, at its full cost', () => {
    const own = [planned({}), planned({ lineId: 'b', category: 'unheard-of' })];
    expect(estimateLines(own, lists, { rules: [upTo150], spent: [] })).toEqual({
      ...{ plannedRevenueMinor: 5_000, plannedCostMinor: 8_000, unpricedLines: ['b'] },
    });
  });

  test('of lines that are then confirmed as planned is what they are posted for', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 1 }), lines, (rules, own) => {
        const told = own.map(planned);
        const priced = priceLines(told, lists);
        if (!priced.ok) throw new Error(priced.refusal.code);
        const posted = coverPriced(priced.lines, rules, []);
        expect(estimateLines(told, lists, { rules, spent: [] })).toEqual({
          plannedRevenueMinor: totalOf('EUR', posted, 'amountMinor'),
          plannedCostMinor: totalOf('EUR', posted, 'costMinor'),
          unpricedLines: [],
        });
      }),
    );
  });
});
