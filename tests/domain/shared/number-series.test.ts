import fc from 'fast-check';
import { expect, test } from 'vitest';

import { changeGaplessSeries, changeSeries, plainPrefixPattern, prefixPattern } from '#domain/shared/number-series.ts';

const firstSeries = { prefix: 'INV-', nextNumber: 1 };

test('a series begins anywhere under letters that nothing bears', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (nextNumber) => {
      expect(changeGaplessSeries(firstSeries, { prefix: '2027/', nextNumber }, 0)).toMatchObject({
        ok: true,
        changed: true,
      });
    }),
  );
});

test('a series without gaps goes on at the number after the highest and nowhere else under letters that are borne', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (before, wanted) => {
      const highest = before + 1;
      const decided = changeGaplessSeries(
        { prefix: 'INV-', nextNumber: highest + 1 },
        { prefix: 'INV-', nextNumber: wanted + 1 },
        highest,
      );
      expect(decided.ok).toBe(wanted === highest);
      if (!decided.ok)
        expect(decided.refusal).toMatchObject({ code: 'number-series.gap', params: { next: highest + 1 } });
    }),
  );
});

test('a series that may have gaps goes on anywhere behind what is borne or was given out, and never back', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), fc.boolean(), (next, highest, wanted, isSamePrefix) => {
      const before = { prefix: 'SO-', nextNumber: next + 1 };
      const decided = changeSeries(before, { prefix: isSamePrefix ? 'SO-' : 'A-', nextNumber: wanted + 1 }, highest);
      const last = isSamePrefix ? Math.max(next, highest) : highest;
      expect(decided.ok).toBe(wanted + 1 > last);
      if (!decided.ok) {
        const params = { prefix: isSamePrefix ? 'SO-' : 'A-', next: last + 1 };
        expect(decided.refusal).toEqual({ code: 'number-series.back', params });
      }
    }),
  );
});

test('letters of numbers that stand in addresses have no slash', () => {
  expect(plainPrefixPattern.test('A-27.')).toBe(true);
  expect(plainPrefixPattern.test('2027/')).toBe(false);
});

test('the same again changes nothing', () => {
  expect(changeGaplessSeries(firstSeries, firstSeries, 0)).toMatchObject({ ok: true, changed: false });
});

test.each([
  ['INV-', true],
  ['2027/', true],
  ['R', true],
  ['2027', false],
  ['', false],
  ['A B', false],
  ['=1+', false],
])('letters such as %j fit: %s', (prefix, fits) => {
  expect(prefixPattern.test(prefix)).toBe(fits);
});
