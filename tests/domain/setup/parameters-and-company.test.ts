import { describe, expect, test } from 'vitest';

import { changeCompany } from '#domain/setup/company.ts';
import { checkParameter, parameterNames, parameters } from '#domain/setup/parameters.ts';
import { isReasonFor, reasonsToOffer, toldUses, type ReasonUse } from '#domain/setup/reason-code.ts';

describe('a parameter', () => {
  test.each(parameterNames)('%s can have its default', (name) => {
    expect(checkParameter(name, parameters[name].default).ok).toBe(true);
  });

  test.each([
    ['reopeningWindowWorkingDays', 0, true],
    ['reopeningWindowWorkingDays', -1, false],
    ['reopeningWindowWorkingDays', 2.5, false],
    ['reopeningWindowWorkingDays', '10', false],
    ['commandBudgetMs', 999, false],
    ['commandBudgetMs', 120_000, true],
    ['allowOverlappingVisits', false, true],
    ['allowOverlappingVisits', 0, false],
    ['calendarId', true, false],
  ] as const)('%s as %o', (name, value, fits) => {
    expect(checkParameter(name, value).ok).toBe(fits);
  });

  test('that names an entry says of which kind', () => {
    expect(checkParameter('calendarId', 'nights')).toEqual({ ok: true, to: 'calendar' });
  });
});

describe('the company', () => {
  const placeholder = { currency: 'EUR', timeZone: 'Europe/Berlin', placeholder: true };
  const real = { ...placeholder, placeholder: false };

  test('can have another currency as long as it is the one that came with the product', () => {
    expect(changeCompany(placeholder, { ...real, currency: 'CHF' }).ok).toBe(true);
  });

  test('keeps its currency once it is real', () => {
    expect(changeCompany(real, { ...real, currency: 'CHF' })).toMatchObject({
      refusal: { code: 'company.currency-fixed', params: { currency: 'EUR' } },
    });
  });

  test('lies in a time zone that exists', () => {
    expect(changeCompany(real, { ...real, timeZone: 'Europe/Atlantis' })).toMatchObject({
      refusal: { code: 'company.time-zone' },
    });
  });
});

test('a reason code is for its uses only, and only while it is active', () => {
  const reason = { uses: ['waiting'], active: true };

  expect(isReasonFor(reason, 'waiting')).toBe(true);
  expect(isReasonFor(reason, 'cancellation')).toBe(false);
  expect(isReasonFor({ ...reason, active: false }, 'waiting')).toBe(false);
});

describe('what came to be a use of reason codes later', () => {
  const of = (uses: readonly ReasonUse[]) => ({ ...toldUses(uses), active: true });

  test('has codes of its own, which are offered for nothing else', () => {
    const late = of(['late-sign-off']);
    expect(isReasonFor(late, 'late-sign-off')).toBe(true);
    expect(isReasonFor(late, 'waiting')).toBe(false);
    expect(isReasonFor(of(['sign-off-undone']), 'reopening')).toBe(false);
  });

  test('still takes the codes that were taken for it before, and offers these only while it has none of its own', () => {
    const [old, own] = [of(['waiting', 'cancellation']), of(['late-sign-off'])];
    expect(isReasonFor(old, 'late-sign-off')).toBe(true);
    expect(isReasonFor(of(['reopening']), 'sign-off-undone')).toBe(true);
    expect(reasonsToOffer([old], 'late-sign-off')).toEqual([old]);
    expect(reasonsToOffer([old, own], 'late-sign-off')).toEqual([own]);
  });

  test('is told in the words of the first events, and as it is beside them', () => {
    expect(toldUses(['waiting'])).toEqual({ uses: ['waiting'] });
    expect(toldUses(['no-signature', 'late-sign-off'])).toEqual({
      ...{ uses: ['no-signature'], allUses: ['no-signature', 'late-sign-off'] },
    });
    const both: ReasonUse[] = ['late-sign-off', 'sign-off-undone'];
    expect(toldUses(both)).toEqual({ uses: ['waiting', 'reopening'], allUses: both });
  });
});
