/** Money loses no unit: products round once and symmetrically, splits and taxes sum to what was split and taxed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMoney,
  allocateMoney,
  isMoney,
  multiplyMoney,
  negateMoney,
  percentOfMoney,
  subtractMoney,
  sumMoney,
  taxTotals,
  zeroMoney,
} from '#domain/shared/money.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const amount = fc.integer({ min: -1e10, max: 1e10 });
const quantity = fc.integer({ min: -1e6, max: 1e6 }).map((thousandths) => thousandths / 1000);
const rate = fc.constantFrom(0, 5.5, 7, 9.975, 19, 20);
const taxed = fc.array(fc.record({ net: amount.map(eur), ratePercent: rate }), { maxLength: 12 });

describe('rounding', () => {
  test.each([
    [199, 2.5, 498], // 497.5
    [-199, 2.5, -498],
    [199, -2.5, -498],
    [1, 0.499, 0],
    [1, 0.5, 1],
    [1005, 0.1, 101], // 100.5: a float product gives 100.49999…
    [8500, 0.083, 706], // 5 minutes of an hour at 85.00
    [0, 1000, 0],
  ])('%d minor units times %d are %d', (price, times, expected) => {
    expect(multiplyMoney(eur(price), times)).toEqual(eur(expected));
  });

  test('a product differs from the exact one by half a unit at most, and mirrors its negative', () => {
    const property = fc.property(amount, quantity, (price, times) => {
      const exact = BigInt(price) * BigInt(Math.round(times * 1000));
      const product = multiplyMoney(eur(price), times);
      const error = BigInt(product.amount) * 1000n - exact;

      expect(error <= 500n && error >= -500n).toBe(true);
      expect(multiplyMoney(negateMoney(eur(price)), times)).toEqual(negateMoney(product));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('a percentage is rounded the same way', () => {
    expect(percentOfMoney(eur(50), 19)).toEqual(eur(10)); // 9.5
    expect(percentOfMoney(eur(-50), 19)).toEqual(eur(-10));
    expect(percentOfMoney(eur(10_000), 9.975)).toEqual(eur(998)); // 997.5
  });
});

describe('sums', () => {
  test('add and subtract within one currency, and never yield a negative zero', () => {
    expect(sumMoney('EUR', [eur(1), eur(2), eur(-4)])).toEqual(eur(-1));
    expect(sumMoney('EUR', [])).toEqual(zeroMoney('EUR'));
    expect(subtractMoney(eur(3), eur(5))).toEqual(eur(-2));
    expect(Object.is(negateMoney(eur(0)).amount, 0)).toBe(true);
  });

  test('of two currencies, or beyond exact numbers, are a bug', () => {
    expect(() => addMoney(eur(1), { amount: 1, currency: 'CHF' })).toThrow(RangeError);
    expect(() => sumMoney('CHF', [eur(1)])).toThrow(RangeError);
    expect(() => addMoney(eur(Number.MAX_SAFE_INTEGER), eur(1))).toThrow(RangeError);
  });

  test('money is whole minor units of a three-letter currency', () => {
    expect([eur(1), eur(0.5), eur(2 ** 53), { amount: 1, currency: 'eur' }].map(isMoney)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('allocation', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [3, 7], [2, 3]], // 1.5 and 3.5: a tie goes to the earlier part
    [10, [0, 1], [0, 10]],
    [10, [0.25, 0.75], [3, 7]], // 2.5 and 7.5
    [0, [1, 2], [0, 0]],
  ])('%d over %j is %j', (total, weights, expected) => {
    expect(allocateMoney(eur(total), weights)).toEqual(expected.map(eur));
  });

  test('parts sum to the whole and miss their exact share by less than one unit', () => {
    const weights = fc
      .array(fc.nat(1e6), { minLength: 1, maxLength: 12 })
      .filter((some) => some.some((one) => one > 0));
    const property = fc.property(amount, weights, (total, given) => {
      const parts = allocateMoney(eur(total), given);
      const whole = BigInt(given.reduce((sum, weight) => sum + weight, 0));

      expect(sumMoney('EUR', parts)).toEqual(eur(total));
      for (const [index, part] of parts.entries()) {
        const miss = BigInt(part.amount) * whole - BigInt(total) * BigInt(given[index] ?? 0);
        expect(miss < whole && miss > -whole).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('without a weight, or with a negative one, is a bug', () => {
    expect(() => allocateMoney(eur(1), [])).toThrow(RangeError);
    expect(() => allocateMoney(eur(1), [0, 0])).toThrow(RangeError);
    expect(() => allocateMoney(eur(1), [2, -1])).toThrow(RangeError);
  });
});

describe('tax', () => {
  test('is rounded once per rate, not once per line', () => {
    const lines = [3, 3, 3].map((net) => ({ net: eur(net), ratePercent: 19 })); // 0.57 each, 1.71 together

    expect(taxTotals('EUR', [...lines, { net: eur(100), ratePercent: 7 }])).toEqual({
      groups: [
        { ratePercent: 19, net: eur(9), tax: eur(2) },
        { ratePercent: 7, net: eur(100), tax: eur(7) },
      ],
      net: eur(109),
      tax: eur(9),
      gross: eur(118),
    });
  });

  test('of no lines is nothing', () => {
    const nothing = zeroMoney('EUR');

    expect(taxTotals('EUR', [])).toEqual({ groups: [], net: nothing, tax: nothing, gross: nothing });
  });

  test('groups hold every line once, totals are their sums, and a credit mirrors its invoice', () => {
    const property = fc.property(taxed, (lines) => {
      const { groups, net, tax, gross } = taxTotals('EUR', lines);
      const credit = taxTotals(
        'EUR',
        lines.map((line) => ({ ...line, net: negateMoney(line.net) })),
      );

      expect(net).toEqual(
        sumMoney(
          'EUR',
          lines.map((line) => line.net),
        ),
      );
      expect(tax).toEqual(
        sumMoney(
          'EUR',
          groups.map((group) => group.tax),
        ),
      );
      expect(gross).toEqual(addMoney(net, tax));
      expect(new Set(groups.map((group) => group.ratePercent)).size).toBe(groups.length);
      expect(credit.gross).toEqual(negateMoney(gross));
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('does not depend on the order of the lines', () => {
    const property = fc.property(taxed, (lines) => {
      expect(taxTotals('EUR', lines.toReversed())).toEqual(taxTotals('EUR', lines));
    });
    fc.assert(property, { numRuns: 300 });
  });
});
