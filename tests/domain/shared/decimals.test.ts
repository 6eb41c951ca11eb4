/** Decimals that people type are exact, and what could mean two things is refused. */
import { describe, expect, test } from 'vitest';

import { decimalOf, quantityOf, smallestPartsOf } from '#domain/shared/decimal.ts';

describe('A typed decimal', () => {
  test.each([
    ['12.34', 2, 1234],
    ['12,34', 2, 1234],
    [' 8.5 ', 2, 850],
    ['1.1', 2, 110],
    ['4.35', 2, 435],
    ['1200', 0, 1200],
    ['1200', 3, 1_200_000],
    ['0', 2, 0],
  ])('%s with %i places is %i of the smallest part', (typed, places, parts) => {
    expect(smallestPartsOf(typed, places)).toBe(parts);
  });

  test.each(['1,234', '1.234,50', '1 234.50', '-1', '1e3', 'ten', '.5', '5.'])('is no amount as %s', (typed) => {
    expect(smallestPartsOf(typed, 2)).toBeNaN();
  });

  test('is nothing while its field is empty', () => {
    expect([smallestPartsOf('', 2), quantityOf(' ')]).toEqual([undefined, undefined]);
  });

  test('is written as it is typed', () => {
    expect([decimalOf(1234, 2), decimalOf(850, 2), decimalOf(1200, 0)]).toEqual(['12.34', '8.50', '1200']);
  });

  test('may be a quantity of three places', () => {
    expect([quantityOf('0,5'), quantityOf('12.345'), quantityOf('1.2345')]).toEqual([0.5, 12.345, Number.NaN]);
  });
});
