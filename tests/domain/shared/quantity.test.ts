/** Quantities of three places add up exactly. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  fromThousandths,
  isQuantity,
  subtractQuantity,
  toThousandths,
} from '#domain/shared/quantity.ts';

const thousandths = fc.integer({ min: -1e12, max: 1e12 });

test.each([
  [0.1, true],
  [1.005, true],
  [-2.5, true],
  [123_456_789.123, true],
  [0.0001, false],
  [0.1 + 0.2, false],
  [1e15, false],
  [NaN, false],
  [Infinity, false],
])('%d is a quantity: %s', (value, expected) => {
  expect(isQuantity(value)).toBe(expected);
});

test('tenths add up to what a person expects', () => {
  expect(addQuantities(0.1, 0.2)).toBe(0.3);
  expect(subtractQuantity(0.3, 0.1)).toBe(0.2);
  expect(addQuantities()).toBe(0);
  expect(compareQuantities(addQuantities(0.1, 0.2), 0.3)).toBe(0);
});

test('every number of thousandths is a quantity and comes back', () => {
  const property = fc.property(thousandths, (n) => {
    expect(toThousandths(fromThousandths(n))).toBe(n);
  });
  fc.assert(property);
});

test('adding and taking away again changes nothing', () => {
  const property = fc.property(thousandths, thousandths, (a, b) => {
    const [from, taken] = [fromThousandths(a), fromThousandths(b)];

    expect(subtractQuantity(addQuantities(from, taken), taken)).toBe(from);
    expect(Math.sign(compareQuantities(from, taken))).toBe(Math.sign(a - b));
  });
  fc.assert(property);
});

test('a number of more places is a bug, not a value', () => {
  expect(() => toThousandths(0.0001)).toThrow(RangeError);
  expect(() => fromThousandths(0.5)).toThrow(RangeError);
});
