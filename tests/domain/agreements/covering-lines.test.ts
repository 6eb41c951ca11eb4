import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { appliedRules } from '#domain/agreements/applied-rules.ts';
import { coverLines, rulesAbout } from '#domain/agreements/coverage.ts';
import type {
  AppliedRule,
  CoverableLine,
  CoverageRule as AnyRule,
  LineCoverage,
  SpentCover,
} from '#domain/agreements/coverage.ts';
import { coverOn } from '#domain/agreements/use.ts';
import { addQuantities } from '#domain/shared/quantity.ts';
import { anAgreement } from './agreements.ts';

/** A rule that needs no group to be known. */
type CoverageRule = AnyRule & AppliedRule;

const covered: CoverageRule = {
  ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, limit: null },
};
const line = (more: Partial<CoverableLine> = {}): CoverableLine => {
  return { lineId: 'a', category: 'labour', itemId: null, quantity: 2, amountMinor: 20_000, ...more };
};
const charge = (rules: readonly CoverageRule[], ...lines: readonly CoverableLine[]) =>
  coverLines(rules, lines).map(({ lineProperty, priceShare, coveredMinor, chargedMinor }) => {
    return [lineProperty, priceShare, coveredMinor, chargedMinor];
  });

describe('a line is charged', () => {
  test('in full where no rule is about it', () => {
    expect(charge([covered], line({ category: 'travel' }))).toEqual([['charged', 100, 0, 20_000]]);
  });

  test('not at all where it is covered', () => {
    expect(charge([covered], line())).toEqual([['covered', 0, 20_000, 0]]);
  });

  test('less a percentage of it', () => {
    const rule = { ...covered, treatment: 'discount', percent: 12.5 } as const;
    expect(charge([rule], line({ amountMinor: 999 }))).toEqual([['in-part', 87.588, 124, 875]]);
  });

  test('by the rule of its item before that of its category', () => {
    const belts: CoverageRule = {
      ...{ subject: { by: 'items', name: 'Wear', itemIds: ['belt', 'fan'] }, treatment: 'charged' },
      ...{ percent: null, limit: null },
    };
    const rules = [{ ...covered, subject: { by: 'category', category: 'parts' } as const }, belts];
    const parts = { category: 'parts', quantity: 1 };
    expect(
      charge(rules, line({ ...parts, itemId: 'fan' }), line({ ...parts, lineId: 'b', itemId: 'door' })).map(
        ([property]) => property,
      ),
    ).toEqual(['charged', 'covered']);
  });

  test('by the rule of its item’s group before that of its category, and by that of the item before both', () => {
    const ofGroup: AnyRule = { ...covered, subject: { by: 'item-group', groupId: 'wear' } };
    const ofParts: AnyRule = { ...covered, subject: { by: 'category', category: 'parts' }, treatment: 'charged' };
    const ofBelt: AnyRule = {
      ...covered,
      ...{ subject: { by: 'items', name: 'Belt', itemIds: ['belt'] }, treatment: 'discount', percent: 50 },
    };
    const groups = new Map([
      ['belt', 'wear'],
      ['fan', 'wear'],
      ['door', 'doors'],
    ]);
    const parts = ['belt', 'fan', 'door'].map((itemId) =>
      line({ lineId: itemId, category: 'parts', quantity: 1, itemId }),
    );
    const found = (rules: readonly AnyRule[]) =>
      coverLines(appliedRules(rules, groups), parts).map(({ lineProperty }) => lineProperty);
    expect(found([ofGroup, ofParts, ofBelt])).toEqual(['in-part', 'covered', 'charged']);
    expect(found([ofBelt, ofParts, ofGroup])).toEqual(['in-part', 'covered', 'charged']);
  });

  test('by no rule of a group that none of its items is in', () => {
    const ofGroup: AnyRule = { ...covered, subject: { by: 'item-group', groupId: 'wear' } };
    const applied = appliedRules([ofGroup], new Map([['door', 'doors']]));
    expect(charge([], line({ itemId: 'door' }))).toEqual([['charged', 100, 0, 20_000]]);
    expect(coverLines(applied, [line({ itemId: 'door' })])).toMatchObject([{ lineProperty: 'charged' }]);
  });

  test('beyond an amount', () => {
    const rule = { ...covered, limit: { of: 'amount', amountMinor: 15_000 } } as const;
    expect(charge([rule], line())).toEqual([['in-part', 25, 15_000, 5_000]]);
    expect(charge([rule], line(), line({ lineId: 'b' }))[1]).toEqual(['charged', 100, 0, 20_000]);
  });

  test('beyond a count, the dearest units being covered first', () => {
    const rule = { ...covered, limit: { of: 'count', quantity: 3 } } as const;
    const [cheap, dear] = charge([rule], line(), line({ lineId: 'b', amountMinor: 40_000 }));
    expect(dear).toEqual(['covered', 0, 40_000, 0]);
    expect(cheap).toEqual(['in-part', 50, 10_000, 10_000]);
  });

  test('by its rule also before it has a price, except up to an amount', () => {
    const free = line({ amountMinor: null });
    expect(charge([covered], free)).toEqual([['covered', 0, null, null]]);
    const hours = { ...covered, limit: { of: 'count', quantity: 0.5 } } as const;
    expect(charge([hours], free)).toEqual([['in-part', 75, null, null]]);
    const amount = { ...covered, limit: { of: 'amount', amountMinor: 1 } } as const;
    expect(charge([amount], free)).toEqual([['charged', 100, null, null]]);
  });
});

describe('an order that is posted in several parts', () => {
  const spentOn = (lines: readonly CoverableLine[], found: readonly LineCoverage[]): readonly SpentCover[] =>
    found.map(({ coveredMinor, coveredQuantity }, index) => {
      const { category = '', itemId = null } = lines[index] ?? {};
      return { category, itemId, coveredMinor: coveredMinor ?? 0, coveredQuantity };
    });

  test('has what is left of a limit for the later ones', () => {
    const rule = { ...covered, limit: { of: 'amount', amountMinor: 30_000 } } as const;
    const first = coverLines([rule], [line()]);
    const second = coverLines([rule], [line({ lineId: 'b' })], spentOn([line()], first));
    expect(second).toMatchObject([{ lineProperty: 'in-part', coveredMinor: 10_000, chargedMinor: 10_000 }]);
    const none = coverLines([rule], [line()], [...spentOn([line()], first), ...spentOn([line()], second)]);
    expect(none).toMatchObject([{ lineProperty: 'charged', coveredMinor: 0 }]);
  });

  test('counts no units of an amount that is used up', () => {
    const rule = { ...covered, limit: { of: 'amount', amountMinor: 20_000 } } as const;
    const found = coverLines([rule], [line()], spentOn([line()], coverLines([rule], [line()])));
    expect(found).toMatchObject([{ lineProperty: 'charged', coveredMinor: 0, coveredQuantity: 0 }]);
  });

  test('counts units that were paid for, and those of other rules for themselves', () => {
    const rule = { ...covered, limit: { of: 'count', quantity: 3 } } as const;
    const travel = { ...rule, subject: { by: 'category', category: 'travel' } } as const;
    const spent = spentOn([line()], coverLines([rule], [line()]));
    expect(spent).toMatchObject([{ coveredQuantity: 2 }]);
    const found = coverLines([rule, travel], [line(), line({ lineId: 'b', category: 'travel' })], spent);
    expect(found).toMatchObject([{ coveredMinor: 10_000 }, { coveredMinor: 20_000 }]);
  });

  test('is never paid beyond a limit, in however many parts', () => {
    fc.assert(
      fc.property(someRules, someLines, fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }), (rules, lines, parts) => {
        let spent: readonly SpentCover[] = [];
        for (const part of [0, 1, 2]) {
          const posted = lines.filter((_, index) => parts[index] === part);
          spent = [...spent, ...spentOn(posted, coverLines(rules, posted, spent))];
        }
        for (const rule of rules) {
          const own = spent.filter(({ category }) => isOf(rule, category));
          const amount = own.reduce((sum, { coveredMinor }) => sum + coveredMinor, 0);
          const units = addQuantities(...own.map(({ coveredQuantity }) => coveredQuantity));
          if (rule.limit?.of === 'amount') expect(amount).toBeLessThanOrEqual(rule.limit.amountMinor);
          if (rule.limit?.of === 'count') expect(units).toBeLessThanOrEqual(rule.limit.quantity);
        }
      }),
    );
  });
});

const categories = ['labour', 'parts', 'travel'] as const;
const quantity = fc.integer({ min: 1, max: 9000 }).map((thousandths) => thousandths / 1000);
const limit: fc.Arbitrary<CoverageRule['limit']> = fc.oneof(
  fc.constant(null),
  fc.record({ of: fc.constant('amount' as const), amountMinor: fc.integer({ min: 1, max: 50_000 }) }),
  fc.record({ of: fc.constant('count' as const), quantity }),
);
const ruleOf = (category: string): fc.Arbitrary<CoverageRule> =>
  fc.oneof(
    limit.map((most) => ({ ...covered, subject: { by: 'category' as const, category }, limit: most })),
    fc.tuple(limit, fc.integer({ min: 1, max: 99_999 })).map(([most, thousandths]) => ({
      ...{ subject: { by: 'category' as const, category }, treatment: 'discount' as const },
      ...{ percent: thousandths / 1000, limit: most },
    })),
  );
const someRules = fc.tuple(...categories.map(ruleOf));
const someLines = fc
  .array(
    fc.record({
      category: fc.constantFrom(...categories),
      itemId: fc.constant(null),
      quantity: fc.oneof(fc.constantFrom(1, 2), quantity),
      amountMinor: fc.oneof(fc.constantFrom(0, 100, 1000), fc.integer({ min: 0, max: 100_000 })),
    }),
    { maxLength: 8 },
  )
  .map((lines) => lines.map((each, index) => ({ ...each, lineId: `l${index}` })));
const sumOf = (found: readonly LineCoverage[], of: 'coveredMinor' | 'chargedMinor') =>
  found.reduce((sum, each) => sum + (each[of] ?? 0), 0);

describe('whatever the rules and lines', () => {
  test('nothing is covered beyond its amount or its count, and what is not covered is charged', () => {
    fc.assert(
      fc.property(someRules, someLines, (rules, lines) => {
        const found = coverLines(rules, lines);
        for (const [index, each] of found.entries()) {
          const amount = lines[index]?.amountMinor ?? 0;
          expect((each.coveredMinor ?? 0) + (each.chargedMinor ?? 0)).toBe(amount);
          expect(each.coveredMinor).toBeGreaterThanOrEqual(0);
          expect(each.chargedMinor).toBeGreaterThanOrEqual(0);
        }
        for (const rule of rules) {
          const of = lines.filter(({ category }) => isOf(rule, category));
          const byRule = found.filter((_, index) => isOf(rule, lines[index]?.category ?? ''));
          if (rule.limit?.of === 'amount')
            expect(sumOf(byRule, 'coveredMinor')).toBeLessThanOrEqual(rule.limit.amountMinor);
          if (rule.limit?.of === 'count') {
            // The units whose whole price is covered, and so at least as many as are paid for.
            const dearest = Math.max(0, ...of.map((each) => (each.amountMinor ?? 0) / each.quantity));
            expect(sumOf(byRule, 'coveredMinor')).toBeLessThanOrEqual(Math.ceil(dearest * rule.limit.quantity));
            if (addQuantities(...of.map((each) => each.quantity)) <= rule.limit.quantity && rule.percent === null)
              expect(sumOf(byRule, 'chargedMinor')).toBe(0);
          }
        }
      }),
    );
  });

  test('the order of the lines does not matter for the total', () => {
    const shuffled = someLines.chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length })),
    );
    fc.assert(
      fc.property(someRules, shuffled, (rules, [lines, mixed]) => {
        const renamed = mixed.map((each, index) => ({ ...each, lineId: `m${index}` }));
        for (const others of [mixed, renamed])
          expect(sumOf(coverLines(rules, others), 'chargedMinor')).toBe(
            sumOf(coverLines(rules, lines), 'chargedMinor'),
          );
      }),
    );
  });

  test('the answers stand in the order of the lines, and say the share of the price', () => {
    fc.assert(
      fc.property(someRules, someLines, (rules, lines) => {
        const found = coverLines(rules, lines);
        expect(found.map(({ lineId }) => lineId)).toEqual(lines.map(({ lineId }) => lineId));
        for (const { priceShare, lineProperty } of found) {
          const said = priceShare === 0 ? 'covered' : priceShare === 100 ? 'charged' : 'in-part';
          expect([priceShare >= 0 && priceShare <= 100, lineProperty]).toEqual([true, said]);
        }
      }),
    );
  });

  test('those of the rules that are about the lines charge them like all, and name no other item', () => {
    const items = fc.uniqueArray(fc.constantFrom('belt', 'fan', 'door'), { minLength: 1 });
    const byItems = fc
      .tuple(items, fc.constantFrom('covered' as const, 'charged' as const))
      .map(([itemIds, treatment]) => {
        return { ...covered, subject: { by: 'items' as const, itemIds }, treatment };
      });
    const some: fc.Arbitrary<readonly AppliedRule[]> = fc
      .tuple(fc.shuffledSubarray([...categories]), byItems, fc.infiniteStream(limit))
      .map(([own, wear, limits]) => [
        ...own.map((category) => ({ ...covered, subject: { by: 'category' as const, category } })),
        { ...wear, limit: wear.treatment === 'covered' ? (limits.next().value ?? null) : null },
      ]);
    const withItems = fc
      .tuple(someLines, fc.array(fc.constantFrom(null, 'belt', 'fan', 'door'), { minLength: 8, maxLength: 8 }))
      .map(([lines, itemIds]) => lines.map((each, index) => ({ ...each, itemId: itemIds[index] ?? null })));
    fc.assert(
      fc.property(some, withItems, (rules, lines) => {
        const about = rulesAbout(rules, lines);
        expect(coverLines(about, lines)).toEqual(coverLines(rules, lines));
        const named = about.flatMap(({ subject }) => (subject.by === 'items' ? subject.itemIds : []));
        expect(lines.map(({ itemId }) => itemId)).toEqual(expect.arrayContaining([...named]));
      }),
    );
  });

  test('an agreement that is suspended or not valid on the day covers nothing', () => {
    const closed = [
      anAgreement({ suspension: { from: '2026-06-01', to: null, reason: 'Unpaid' } }),
      anAgreement({ endsOn: '2026-05-31' }),
      anAgreement({ startsOn: '2026-07-01' }),
    ];
    fc.assert(
      fc.property(someRules, someLines, fc.constantFrom(...closed), (coverage, lines, agreement) => {
        const found = coverOn({ ...agreement, coverage }, '2026-06-15', lines);
        expect(found.every(({ priceShare }) => priceShare === 100)).toBe(true);
        expect(sumOf(found, 'coveredMinor')).toBe(0);
      }),
    );
  });
});

function isOf({ subject }: CoverageRule, category: string): boolean {
  return subject.by === 'category' && subject.category === category;
}
