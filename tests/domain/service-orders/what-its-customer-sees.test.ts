import { describe, expect, test } from 'vitest';

import { customerStatusOf, type StandingOrder } from '#domain/service-orders/customer-status.ts';
import { answerQuestion, rateOrder } from '#domain/service-orders/customer-words.ts';

const work = { initial: false, end: 'none' } as const;
const done = { initial: false, end: 'done' } as const;
const noon = '2026-03-02T12:00:00.000Z';
const later = '2026-03-02T13:00:00.000Z';
const latest = '2026-03-02T14:00:00.000Z';

const fresh: StandingOrder = {
  ...{ stage: { initial: true, end: 'none' }, waiting: null, closedAt: null, slaState: 'running', visits: [] },
  ...{ askedAt: null, answeredAt: null, isRated: false },
};
const visit = (status: string, startsAt = noon) => ({ status, startsAt });
const codeOf = (order: Partial<StandingOrder>) => customerStatusOf({ ...fresh, ...order }).code;
const waiting = { on: 'supplier', since: noon };
const forCustomer = { ...waiting, on: 'customer' };

describe('the status in plain words', () => {
  test.each<[string, string, Partial<StandingOrder>]>([
    ['nothing is arranged', 'received', {}],
    ['a visit is planned', 'planned', { stage: work, visits: [visit('planned')] }],
    ['a technician has set out', 'on-the-way', { stage: work, visits: [visit('planned', noon), visit('travelling')] }],
    ['a technician is there', 'at-work', { stage: work, visits: [visit('working')] }],
    [
      'a visit is over and another is to come',
      'planned',
      { stage: work, visits: [visit('finished'), visit('planned')] },
    ],
    ['work has begun and nobody is there', 'under-way', { stage: work, visits: [visit('finished')] }],
    ['it waits for somebody else', 'waiting', { stage: work, waiting, visits: [visit('planned')] }],
    ['it waits for the customer', 'asked', { stage: work, waiting: forCustomer }],
    ['the customer was asked while it waits', 'asked', { stage: work, waiting, askedAt: noon }],
    [
      'the question is of an earlier wait',
      'waiting',
      { stage: work, waiting: { ...waiting, since: later }, askedAt: noon },
    ],
    ['the customer has answered', 'answered', { stage: work, waiting: forCustomer, askedAt: noon, answeredAt: later }],
    ['the answer is to an earlier question', 'asked', { waiting: forCustomer, askedAt: latest, answeredAt: later }],
    ['it is done', 'rate', { stage: done, waiting: forCustomer }],
    ['it is done and rated', 'done', { stage: done, isRated: true }],
    ['it is closed', 'closed', { stage: done, closedAt: noon }],
    ['it is cancelled', 'cancelled', { stage: { initial: false, end: 'cancelled' }, closedAt: noon }],
  ])('where %s it is %s', (_, code, order) => {
    expect(codeOf(order)).toBe(code);
  });

  test('the next visit is the one that is told', () => {
    const visits = [visit('planned', later), visit('planned', noon), visit('cancelled', noon)];
    expect(customerStatusOf({ ...fresh, stage: work, visits }).visit).toEqual(visit('planned', noon));
  });

  test('late is what we are late with, not what waits or is done', () => {
    const late = (order: Partial<StandingOrder>) =>
      customerStatusOf({ ...fresh, slaState: 'breached', ...order }).isLate;
    expect([late({}), late({ waiting }), late({ stage: done })]).toEqual([true, false, false]);
  });
});

describe('what the customer may say', () => {
  test('an answer, while it is waited for', () => {
    const asked = (order: Partial<StandingOrder>) => answerQuestion({ ...fresh, stage: work, ...order }).ok;
    expect([asked({}), asked({ waiting }), asked({ waiting: forCustomer })]).toEqual([false, false, true]);
    expect(asked({ waiting: forCustomer, stage: done })).toBe(false);
  });

  test('a rating, from the end of the work until 30 days after closing', () => {
    const codeAt = (now: string, order: Pick<StandingOrder, 'stage' | 'closedAt'>) => {
      const decided = rateOrder(order, now);
      return decided.ok ? 'yes' : decided.refusal.code;
    };
    const closed = { stage: done, closedAt: noon };
    expect(codeAt(noon, { stage: work, closedAt: null })).toBe('order.rating-early');
    expect(codeAt(noon, { stage: { initial: false, end: 'cancelled' }, closedAt: noon })).toBe('order.rating-early');
    expect(codeAt('2027-03-02T12:00:00.000Z', { stage: done, closedAt: null })).toBe('yes');
    expect(codeAt('2026-04-01T12:00:00.000Z', closed)).toBe('yes');
    expect(codeAt('2026-04-01T12:00:00.001Z', closed)).toBe('order.rating-late');
  });
});
