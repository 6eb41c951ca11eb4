import { describe, expect, test } from 'vitest';

import { originOf, repeatNumberAfter, type MadeOf, type OrderOrigin } from '#domain/service-orders/header.ts';
import { dayOfVisit, preferredAt, preferredTime } from '#domain/service-orders/preferred-time.ts';

const made = (of: Partial<MadeOf> = {}) => originOf({ isImported: false, ...of });

describe('the origin of an order', () => {
  test.each<[string, Partial<MadeOf>, OrderOrigin]>([
    ['by hand, where it was made of nothing', {}, 'manual'],
    ['a request, also under an agreement', { requestId: 'r', agreementId: 'a' }, 'request'],
    ['the order that it follows', { followUpOf: 'o' }, 'follow-up'],
    ['a sales order elsewhere', { salesOrderNumber: '4711', agreementId: 'a' }, 'sales-order'],
    ['the agreement, where nothing else asked for it', { agreementId: 'a' }, 'agreement'],
    ['an import, whatever it was made of there', { isImported: true, requestId: 'r' }, 'import'],
  ])('is %s', (_what, of, origin) => {
    expect(made(of)).toBe(origin);
  });
});

describe('an order that follows another', () => {
  const ended = { repeatNumber: 2, endedAt: '2026-03-01T12:00:00.000Z' };

  test('counts as a repeat visit until so many days after the end of that one are over', () => {
    expect(repeatNumberAfter(ended, '2026-03-31T11:59:59.999Z', 30)).toBe(3);
    expect(repeatNumberAfter(ended, '2026-03-31T12:00:00.000Z', 30)).toBe(0);
    expect(repeatNumberAfter(ended, '2026-03-31T12:00:00.000Z', 31)).toBe(3);
  });

  test('counts while that one has not ended', () => {
    expect(repeatNumberAfter({ ...ended, endedAt: null }, '2027-03-01T12:00:00.000Z', 1)).toBe(3);
  });
});

describe('a preferred time', () => {
  test('is as clocks show it at the place where no zone is said', () => {
    const wish = { date: '2026-03-29', time: '14:30' };
    expect(preferredTime(wish, 'Europe/Berlin')).toMatchObject({ preferred: { ...wish, timeZone: 'Europe/Berlin' } });
    expect(preferredTime({ ...wish, timeZone: 'America/Lima' }, 'Europe/Berlin')).toMatchObject({
      preferred: { timeZone: 'America/Lima' },
    });
  });

  test('says for which day lines are planned, unless it is over or there is none', () => {
    const today = '2026-03-02';
    expect(dayOfVisit({ date: '2026-04-01' }, today)).toBe('2026-04-01');
    expect(dayOfVisit({ date: '2026-03-01' }, today)).toBe(today);
    expect([dayOfVisit(null, today), dayOfVisit(undefined, today)]).toEqual([today, today]);
  });

  test('may leave the time of the day open', () => {
    expect(preferredTime({ date: '2026-03-29' }, 'UTC')).toMatchObject({ preferred: { time: null } });
  });

  test('has no zone that there is not', () => {
    expect(preferredTime({ date: '2026-03-29', timeZone: 'Moon/Crater' }, 'UTC')).toMatchObject({ ok: false });
  });

  test('of a request is its instant on the clocks of the place, also on a day of 23 hours', () => {
    expect(preferredAt('2026-03-29T12:30:00.000Z', 'Europe/Berlin')).toEqual({
      ...{ date: '2026-03-29', time: '14:30', timeZone: 'Europe/Berlin' },
    });
    expect(preferredAt('2026-03-28T23:15:59.999Z', 'Europe/Berlin')).toMatchObject({
      date: '2026-03-29',
      time: '00:15',
    });
  });
});
