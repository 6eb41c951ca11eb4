import { describe, expect, test } from 'vitest';

import { CoverageRule } from '#contracts/http/agreements-schemas.ts';
import { coverageDraftOf, coverageRuleOf } from '#web/features/agreements/coverage-draft.ts';
import { coverageInWords, usedInWords } from '#web/features/agreements/coverage-words.ts';

const places = 2;
const labour = { subject: { by: 'category', category: 'labour' }, percent: null, limit: null } as const;
const wear = { subject: { by: 'item-group', groupId: 'wear-parts' }, percent: null, limit: null } as const;
const named = { subject: { by: 'items', name: 'Belts', itemIds: [] }, percent: null, limit: null } as const;
const hours = { of: 'count', quantity: 10 } as const;
const euros = { of: 'amount', amountMinor: 15_050 } as const;

describe('a rule of coverage', () => {
  test.each<[CoverageRule, string]>([
    [{ ...labour, treatment: 'covered' }, 'Covered'],
    [{ ...labour, treatment: 'covered', limit: hours }, 'Covered up to 10 h of an order, then charged'],
    [{ ...wear, treatment: 'covered', limit: euros }, 'Covered up to €150.50 of an order, then charged'],
    [{ ...wear, treatment: 'discount', percent: 12.5 }, '12.5 % off'],
    [
      { ...labour, treatment: 'discount', percent: 20, limit: hours },
      '20 % off up to 10 h of an order, then charged in full',
    ],
    [
      { ...labour, treatment: 'covered', limit: { ...hours, per: 'agreement-year' } },
      'Covered up to 10 h a year, then charged',
    ],
    [
      { ...wear, treatment: 'discount', percent: 20, limit: { ...euros, per: 'agreement-year' } },
      '20 % off up to €150.50 a year, then charged in full',
    ],
    [{ ...named, treatment: 'charged' }, 'Charged all the same'],
  ])('is read, and comes out of its form as it went in (%#)', (rule, words) => {
    expect(coverageInWords(rule, { unit: 'h', currency: 'EUR' })).toBe(words);
    expect(CoverageRule.parse(coverageRuleOf(coverageDraftOf(rule, places), places))).toEqual(rule);
  });

  test('for all orders of a year says what of it is used since when', () => {
    const used = { from: '2026-04-15', amountMinor: 1_250, quantity: 2.5 };
    const terms = { unit: 'h', currency: 'EUR' };
    expect(usedInWords({ limit: hours }, used, terms)).toBe('2.5 h used since 15 Apr 2026');
    expect(usedInWords({ limit: euros }, used, terms)).toBe('€12.50 used since 15 Apr 2026');
    expect(usedInWords({ limit: euros }, null, terms)).toBeNull();
  });

  test('keeps neither percentage nor limit that no longer fit', () => {
    const draft = coverageDraftOf({ ...labour, treatment: 'discount', percent: 20, limit: hours }, places);
    expect(coverageRuleOf({ ...draft, treatment: 'covered' }, places)).toMatchObject({ percent: null, limit: hours });
    expect(coverageRuleOf({ ...draft, treatment: 'charged' }, places)).toMatchObject({ percent: null, limit: null });
  });

  test('is not whole without what it is about, its percentage, and an amount that is one', () => {
    const draft = coverageDraftOf(null, places);
    const isWhole = (more: Partial<typeof draft>) =>
      CoverageRule.safeParse(coverageRuleOf({ ...draft, category: 'labour', ...more }, places)).success;
    expect(isWhole({})).toBe(true);
    expect(isWhole({ category: '' })).toBe(false);
    expect(isWhole({ by: 'item-group' })).toBe(false);
    expect(isWhole({ treatment: 'discount' })).toBe(false);
    expect(isWhole({ limitOf: 'amount', amount: '1.234,50' })).toBe(false);
    expect(isWhole({ limitOf: 'count' })).toBe(false);
  });
});
