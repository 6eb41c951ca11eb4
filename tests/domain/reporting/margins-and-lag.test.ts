import fc from 'fast-check';
import { expect, test } from 'vitest';

import { lagSummary } from '#domain/reporting/lag.ts';
import { invoicedMargin, marginOf, postedMargin, sumOfChanges } from '#domain/reporting/margin.ts';
import type { MarginChange } from '#domain/reporting/margin.ts';

const plan = (revenueMinor: number) => ({ revenueMinor, costMinor: 10, unpricedLines: 0 });

test('of several plans of an order the last one is left, whatever their currencies', () => {
  const changes: MarginChange[] = [
    { orderId: 'a', currency: 'EUR', planned: plan(100) },
    { orderId: 'a', currency: 'CHF', planned: plan(300) },
    { orderId: 'b', currency: 'EUR', planned: plan(50) },
  ];

  expect(sumOfChanges(changes)).toEqual([changes[1], changes[2]]);
});

test('sums do not depend on how the changes are grouped', () => {
  const change = fc.record({
    orderId: fc.constantFrom('a', 'b', 'c'),
    currency: fc.constantFrom('EUR', 'CHF'),
    actual: fc.record({
      revenueMinor: fc.integer({ min: -999, max: 999 }),
      costMinor: fc.integer({ min: -999, max: 999 }),
      invoicedMinor: fc.integer({ min: 0, max: 999 }),
    }),
  });
  fc.assert(
    fc.property(fc.array(change), fc.nat(20), (changes, cut) => {
      const parts = [...sumOfChanges(changes.slice(0, cut)), ...sumOfChanges(changes.slice(cut))];

      expect(sumOfChanges(parts)).toEqual(sumOfChanges(changes));
    }),
  );
});

test('a posting and its mirror are nothing', () => {
  const line = { amountMinor: 900, costMinor: 400 };
  const mirror = { amountMinor: -900, costMinor: -400 };

  expect(postedMargin([line, mirror])).toEqual({ revenueMinor: 0, costMinor: 0, invoicedMinor: 0 });
});

test('an invoice adds what was invoiced, and neither revenue nor cost: those came with the posting', () => {
  expect(invoicedMargin([{ amountMinor: 5 }, { amountMinor: 7 }])).toEqual({
    ...{ revenueMinor: 0, costMinor: 0, invoicedMinor: 12 },
  });
});

test.each([
  [10_000, 6_000, { minor: 4_000, basisPoints: 4_000 }],
  [0, 500, { minor: -500, basisPoints: null }],
])('the margin of %i less %i', (revenue, cost, margin) => {
  expect(marginOf(revenue, cost)).toEqual(margin);
});

test('percentiles are of the nearest rank', () => {
  const samples = Array.from({ length: 200 }, (_, index) => ({ recordedAtMs: 0, lagMs: index + 1 }));

  expect(lagSummary(samples)).toEqual({ count: 200, p50: 100, p99: 198, max: 200 });
  expect(lagSummary([])).toEqual({ count: 0, p50: 0, p99: 0, max: 0 });
});
