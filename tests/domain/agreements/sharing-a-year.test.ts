import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { agreementYearOf, presentYearOf } from '#domain/agreements/agreement-year.ts';
import {
  coverLines,
  rulesAbout,
  yearOf,
  type AppliedRule,
  type CoverableLine,
  type CoverageRule,
  type SpentCover,
} from '#domain/agreements/coverage.ts';
import { rulesOn } from '#domain/agreements/use.ts';
import { addQuantities, compareQuantities } from '#domain/shared/quantity.ts';
import { anAgreement } from './agreements.ts';

const perYear = 'agreement-year' as const;
const callOuts: CoverageRule = {
  ...{ subject: { by: 'category', category: 'call-out' }, treatment: 'covered', percent: null },
  limit: { of: 'count', quantity: 20, per: perYear },
};
const euros: CoverageRule = {
  ...{ subject: { by: 'category', category: 'parts' }, treatment: 'covered', percent: null },
  limit: { of: 'amount', amountMinor: 50_000, per: perYear },
};
const ofOrder: CoverageRule = {
  ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null },
  limit: { of: 'count', quantity: 3, per: 'order' },
};
const agreement = {
  ...anAgreement({ startsOn: '2025-04-15', coverage: [callOuts, euros, ofOrder] }),
  agreementId: 'a-1',
};
const line = (more: Partial<CoverableLine> = {}): CoverableLine => {
  return { lineId: 'l', category: 'call-out', itemId: null, quantity: 1, amountMinor: 10_000, ...more };
};

/** What lines of another order have taken. */
function taken(on: string, lines: readonly CoverableLine[], spent: readonly SpentCover[] = []): readonly SpentCover[] {
  return takenBy(rulesOn(agreement, on), lines, spent);
}

function takenBy(
  rules: readonly AppliedRule[],
  lines: readonly CoverableLine[],
  spent: readonly SpentCover[] = [],
): readonly SpentCover[] {
  return coverLines(rules, lines, spent).map(({ coveredMinor, coveredQuantity, pool }, index) => {
    const { category = '', itemId = null } = lines[index] ?? {};
    return { category, itemId, coveredMinor: coveredMinor ?? 0, coveredQuantity, pool, elsewhere: true };
  });
}

describe('a year of an agreement', () => {
  test.each([
    ['2025-04-15', '2025-04-15', '2025-04-15'],
    ['2025-04-15', '2026-04-14', '2025-04-15'],
    ['2025-04-15', '2026-04-15', '2026-04-15'],
    ['2025-04-15', '2027-01-01', '2026-04-15'],
    ['2024-02-29', '2025-02-27', '2024-02-29'],
    ['2024-02-29', '2025-02-28', '2025-02-28'],
    ['2024-02-29', '2028-02-28', '2027-02-28'],
    ['2024-02-29', '2028-02-29', '2028-02-29'],
  ])('of one from %s holds %s from %s on', (startsOn, day, from) => {
    expect(agreementYearOf(startsOn, day)).toBe(from);
  });

  test('is the present one from the first day of the agreement on', () => {
    expect(presentYearOf('2025-04-15', '2025-04-14')).toBeNull();
    expect(presentYearOf('2025-04-15', '2025-04-15')).toBe('2025-04-15');
    expect(presentYearOf('2025-04-15', '2026-05-01')).toBe('2026-04-15');
  });

  test('holds every day once: it begins no later than the day, and within a year of it', () => {
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [startsOn = '', day = ''] = [one, other].map((date) => date.toISOString().slice(0, 10)).toSorted();
        const from = agreementYearOf(startsOn, day);
        expect(from <= day && from >= startsOn).toBe(true);
        const lasts = (Date.parse(day) - Date.parse(from)) / 86_400_000;
        expect(lasts).toBeLessThan(366);
        expect(agreementYearOf(startsOn, from)).toBe(from);
      }),
    );
  });
});

describe('a limit for all orders of a year', () => {
  test('leaves an order what others of the year have left of it, and begins anew with the next year', () => {
    const spent = taken('2026-01-10', [line({ quantity: 19 })]);
    const covered = (on: string) =>
      coverLines(rulesOn(agreement, on), [line({ quantity: 3, amountMinor: 30_000 })], spent);
    expect(covered('2026-02-01')).toMatchObject([{ coveredMinor: 10_000, coveredQuantity: 1 }]);
    expect(covered('2026-04-15')).toMatchObject([{ coveredMinor: 30_000, coveredQuantity: 3 }]);
  });

  test('is taken of by its own rule alone', () => {
    const spent = taken('2026-01-10', [line({ category: 'parts', amountMinor: 45_000 }), line({ lineId: 'b' })]);
    const found = coverLines(rulesOn(agreement, '2026-01-11'), [line({ category: 'parts' }), line()], spent);
    expect(found).toMatchObject([{ coveredMinor: 5_000 }, { coveredMinor: 10_000 }]);
  });

  test('leaves limits of each order alone, and is none where nothing is said', () => {
    const spent = taken('2026-01-10', [line({ category: 'labour', quantity: 3 })]);
    const found = coverLines(rulesOn(agreement, '2026-01-11'), [line({ category: 'labour', quantity: 3 })], spent);
    expect(found).toMatchObject([{ coveredQuantity: 3 }]);
    const { limit: _, ...rule } = ofOrder;
    const silent = { ...agreement, coverage: [{ ...rule, limit: { of: 'count' as const, quantity: 3 } }] };
    expect(yearOf(rulesOn(silent, '2026-01-11'))).toBeUndefined();
  });

  test('is shared by the items of a group, whichever of them an order has', () => {
    const wear: CoverageRule = { ...callOuts, subject: { by: 'item-group', groupId: 'wear' } };
    const grouped = { ...agreement, coverage: [wear] };
    const rulesFor = (itemId: string) => rulesOn(grouped, '2026-01-10', new Map([[itemId, 'wear']]));
    const [belt] = coverLines(rulesFor('belt'), [line({ itemId: 'belt', quantity: 19 })]);
    const spent = [
      { category: '', itemId: 'belt', coveredMinor: 1, coveredQuantity: 19, pool: belt?.pool, elsewhere: true },
    ];
    const found = coverLines(rulesFor('fan'), [line({ itemId: 'fan', quantity: 2 })], spent);
    expect(found).toMatchObject([{ coveredQuantity: 1 }]);
  });

  test('goes on when items come to its rule or leave it, whichever of them an order has', () => {
    const rulesFor = (...itemIds: readonly string[]) => {
      const parts = { ...euros, subject: { by: 'items' as const, name: 'Parts', itemIds } };
      return rulesOn({ ...agreement, coverage: [parts] }, '2026-01-10');
    };
    const of = (itemId: string, amountMinor = 10_000) => line({ category: 'parts', itemId, amountMinor });
    const spent = [
      ...takenBy(rulesFor('fan'), [of('fan', 30_000)]),
      ...takenBy(rulesFor('fan', 'nut'), [of('nut', 18_000)]),
    ];
    const left = (itemId: string, rules: readonly AppliedRule[]) =>
      coverLines(rules, [of(itemId)], spent).map(({ coveredMinor }) => coveredMinor);
    const older = rulesFor('belt', 'fan', 'nut');
    for (const itemId of ['belt', 'fan', 'nut']) {
      expect(left(itemId, older)).toEqual([2_000]);
      expect(left(itemId, rulesAbout(older, [of(itemId)]))).toEqual([2_000]);
    }
    expect(coverLines(rulesFor('nut'), [of('nut', 50_000)], spent)).toMatchObject([{ coveredMinor: 32_000 }]);
  });

  test('is told under the name of each item of its rule, and under that of a group for all of its items', () => {
    const parts: CoverageRule = { ...euros, subject: { by: 'items', name: 'Parts', itemIds: ['fan', 'belt'] } };
    const wear: CoverageRule = { ...euros, subject: { by: 'item-group', groupId: 'wear' } };
    const rules = rulesOn({ ...agreement, coverage: [parts, wear] }, '2026-01-10', new Map([['nut', 'wear']]));
    const found = coverLines(
      rules,
      ['fan', 'belt', 'nut'].map((itemId) => line({ itemId, lineId: itemId })),
    );
    expect(found.map(({ pool }) => pool?.subject)).toEqual(['item fan', 'item belt', 'group wear']);
  });

  test('is never gone beyond by the orders of a year together, in whatever parts they are posted', () => {
    const some = fc.array(
      fc.record({
        category: fc.constantFrom('call-out', 'parts'),
        quantity: fc.integer({ min: 1, max: 9_000 }).map((thousandths) => thousandths / 1000),
        amountMinor: fc.nat(60_000),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (orders) => {
        let spent: readonly SpentCover[] = [];
        for (const order of orders)
          spent = [
            ...spent,
            ...taken(
              '2026-01-10',
              order.map((each) => line(each)),
              spent,
            ),
          ];
        const of = (category: string) => spent.filter((each) => each.category === category);
        const units = addQuantities(...of('call-out').map(({ coveredQuantity }) => coveredQuantity));
        expect(compareQuantities(units, 20)).toBeLessThanOrEqual(0);
        expect(of('parts').reduce((sum, { coveredMinor }) => sum + coveredMinor, 0)).toBeLessThanOrEqual(50_000);
      }),
    );
  });
});
