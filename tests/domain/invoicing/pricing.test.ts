import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PriceEntry } from '#domain/invoicing/price-list.ts';
import { estimateLines } from '#domain/invoicing/covering.ts';
import { type LineToPrice, type PriceLists, priceLines, totalOf } from '#domain/invoicing/pricing.ts';

const entry = (over: Partial<PriceEntry>): PriceEntry => ({
  id: `${over.kind} ${over.lineType} ${over.category} ${over.itemId} ${over.technicianId}`,
  kind: 'price',
  lineType: 'hour',
  category: null,
  itemId: null,
  technicianId: null,
  validFrom: '2026-01-01',
  amountMinor: 100,
  ...over,
});
const lists: PriceLists = {
  currency: 'EUR',
  entries: [
    entry({ category: 'labour', amountMinor: 8000 }),
    entry({ category: 'labour', technicianId: 'tom', amountMinor: 9500 }),
    entry({ kind: 'cost', category: 'labour', amountMinor: 4000 }),
    entry({ kind: 'cost', technicianId: 'tom', amountMinor: 5000 }),
    entry({ lineType: 'item', itemId: 'pump', amountMinor: 33333 }),
    entry({ kind: 'cost', lineType: 'item', itemId: 'pump', amountMinor: 21000 }),
    entry({ lineType: 'expense', category: 'expense', amountMinor: 110 }),
    entry({ kind: 'cost', lineType: 'expense', category: 'expense', amountMinor: 100 }),
    entry({ lineType: 'fee', category: 'call-out', amountMinor: 4500 }),
  ],
  tax: {
    rates: [{ taxCode: 'standard', basisPoints: 1900, validFrom: '2020-01-01' }],
    assignments: [],
    defaultTaxCode: 'standard',
  },
};
const line = (over: Partial<LineToPrice>): LineToPrice => ({
  lineId: 'one',
  type: 'hour',
  category: 'labour',
  itemId: null,
  technicianId: null,
  quantity: 1,
  chargeable: true,
  workDate: '2026-06-15',
  ...over,
});
const amountsOf = (over: Partial<LineToPrice>) => {
  const decision = priceLines([line(over)], lists);
  return decision.ok
    ? decision.lines.map((priced) => [priced.amountMinor, priced.costMinor])[0]
    : decision.refusal.code;
};

describe('a line earns and costs', () => {
  test.each([
    ['hours by category', { quantity: 1.5 }, [12_000, 6_000]],
    ['hours of a technician by their own price and cost', { technicianId: 'tom', quantity: 2 }, [19_000, 10_000]],
    ['items by item', { type: 'item', category: 'parts', itemId: 'pump', quantity: 3 }, [99_999, 63_000]],
    ['expenses by category', { type: 'expense', category: 'expense', quantity: 12.345 }, [1_358, 1_235]],
    ['fees without a cost', { type: 'fee', category: 'call-out' }, [4_500, 0]],
    ['no revenue but cost when it is not chargeable', { chargeable: false, quantity: 2 }, [0, 8_000]],
  ] as const)('%s', (_, over, amounts) => {
    expect(amountsOf(over)).toEqual(amounts);
  });

  test('no price is asked of a line that is not chargeable', () => {
    const costOnly = { ...lists, entries: lists.entries.filter((each) => each.kind === 'cost') };

    expect(priceLines([line({ chargeable: false })], costOnly).ok).toBe(true);
  });
});

describe('pricing is refused', () => {
  test('with the lines and categories that have no price', () => {
    const lines = [
      line({}),
      line({ lineId: 'two', type: 'fee', category: 'parking' }),
      line({ lineId: 'three', type: 'fee', category: 'parking' }),
    ];

    expect(priceLines(lines, lists)).toEqual({
      ok: false,
      refusal: { code: 'invoicing.price-missing', params: { count: 2, lines: 'two, three', categories: 'parking' } },
    });
  });

  test('when a cost is missing, which is not a cost of nothing', () => {
    const priceOnly = { ...lists, entries: lists.entries.filter((each) => each.kind === 'price') };

    expect(priceLines([line({})], priceOnly)).toMatchObject({ ok: false, refusal: { code: 'invoicing.cost-missing' } });
  });

  test('when no tax rate holds on the day', () => {
    const untaxed = { ...lists, tax: { rates: [], assignments: [], defaultTaxCode: null } };

    expect(priceLines([line({})], untaxed)).toMatchObject({ ok: false, refusal: { code: 'invoicing.tax-missing' } });
  });
});

describe('an estimate', () => {
  test('counts what has a price and names what has none', () => {
    const lines = [line({ quantity: 2 }), line({ lineId: 'two', category: 'unknown' })];

    expect(estimateLines(lines, lists)).toEqual({
      plannedRevenueMinor: 16_000,
      plannedCostMinor: 8_000,
      unpricedLines: ['two'],
    });
  });

  test('of lines that can be priced equals their prices', () => {
    const some = fc.array(
      fc.record({
        lineId: fc.uuid(),
        quantity: fc.integer({ min: -50_000, max: 50_000 }).map((thousandths) => thousandths / 1000),
        chargeable: fc.boolean(),
        technicianId: fc.constantFrom(null, 'tom', 'ann'),
      }),
    );
    fc.assert(
      fc.property(some, (overs) => {
        const lines = overs.map(line);
        const decision = priceLines(lines, lists);
        if (!decision.ok) throw new Error(decision.refusal.code);

        expect(estimateLines(lines, lists)).toEqual({
          plannedRevenueMinor: totalOf('EUR', decision.lines, 'amountMinor'),
          plannedCostMinor: totalOf('EUR', decision.lines, 'costMinor'),
          unpricedLines: [],
        });
      }),
    );
  });
});
