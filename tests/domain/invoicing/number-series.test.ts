import fc from 'fast-check';
import { expect, test } from 'vitest';

import { changeSeries, firstSeries, prefixPattern } from '#domain/invoicing/number-series.ts';

test('a series begins anywhere under letters that no invoice bears', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (nextNumber) => {
      expect(changeSeries(firstSeries, { prefix: '2027/', nextNumber }, 0)).toMatchObject({ ok: true, changed: true });
    }),
  );
});

test('a series goes on at the number after the highest and nowhere else under letters that are borne', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (before, wanted) => {
      const highest = before + 1;
      const decided = changeSeries(
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

test('the same again changes nothing', () => {
  expect(changeSeries(firstSeries, firstSeries, 0)).toMatchObject({ ok: true, changed: false });
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
