import { describe, expect, test } from 'vitest';

import type { NewOrder } from '#domain/service-orders/create.ts';
import { nextOf } from '#domain/service-orders/decide.ts';
import { liveHistory, type HistoryStep } from '#domain/service-orders/history.ts';
import { companyId } from '#domain/setup/company.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, began, hourMs } from '#tests/support/service-orders.ts';

const draft: NewOrder = {
  header: {
    ...{ id: 'order-1', number: 'SO-1', companyId, orderType: 'standard', priority: 'normal' },
    ...{ customerId: 'customer-1', billToCustomerId: 'customer-1', siteId: null, contactId: null },
    ...{ customerOrderNumber: null, notToExceedMinor: null, submittedAt: began, recordedTime: true },
  },
  lines: [
    { type: 'hour', category: 'labour', quantity: 2 },
    { type: 'item', category: 'spare-parts', itemId: 'item-1', quantity: 3 },
  ],
  repairLines: [],
  today: '2026-03-02',
};

const at = (hours: number) => addMs(began, hours * hourMs);
const move = (to: string, hours: number, more: Partial<Extract<HistoryStep, { kind: 'move' }>> = {}): HistoryStep => ({
  ...{ kind: 'move', to, at: at(hours), reasonCode: null, waitingFor: null, until: null },
  ...more,
});
const amounts = ['id-1', 'id-2'].map((lineId) => ({ lineId, amountMinor: 1_000, costMinor: 400 }));
const signOff: HistoryStep = { kind: 'sign-off', at: at(7), reasonCode: 'nobody-present' };
const posting: HistoryStep = { kind: 'posting', at: at(7), currency: 'EUR', lines: amounts, proposalId: 'proposal-1' };
const invoice: HistoryStep = { kind: 'invoice', at: at(8), invoiceId: 'invoice-1', invoiceNumber: 'OLD-1' };
const waits = { reasonCode: 'parts-on-order', waitingFor: 'supplier', until: at(20) };
const work = [move('planned', 1), move('in-progress', 2), move('waiting', 3, waits), move('in-progress', 5)];
const whole = [...work, move('completed', 6), signOff, posting, invoice];

const target = { target: 'resolve', limitMs: 3.5 * hourMs, warn: { atPercent: 50 } } as const;
const lived = (steps: readonly HistoryStep[], from = draft) =>
  liveHistory(from, steps, { ...aContext({ slaTarget: target }), at: began, now: at(1_000), key: 'history/order-1' });
const refusalOf = (steps: readonly HistoryStep[]) => {
  const history = lived(steps);
  if (history.ok) throw new Error('nothing was refused');
  return history.refusal;
};

describe('a record that is closed', () => {
  const history = lived(whole);
  if (!history.ok) throw new Error(history.refusal.code);
  const { closed, past } = history;

  test('ends posted, invoiced and closed, with every stage that it was in', () => {
    expect(closed).toMatchObject({ stage: 'completed', progress: 'posted', invoiceNumber: 'OLD-1', closedAt: at(8) });
    expect(closed.entered).toEqual(['received', 'planned', 'in-progress', 'waiting', 'in-progress', 'completed']);
    expect(closed.lines.map(({ status, issued, missing }) => ({ status, issued, missing }))).toEqual([
      { status: 'posted', issued: 0, missing: 0 },
      { status: 'posted', issued: 3, missing: 0 },
    ]);
  });

  test('asks nothing of other services and waits for nothing', () => {
    expect(past.map(({ fact }) => fact.name)).not.toContain('effectsBegun');
    expect(closed.pending).toEqual([]);
    expect(nextOf(closed)).toBeNull();
  });

  test('has versions without a gap, each fact at its own instant', () => {
    expect(past.map(({ after }) => after.version)).toEqual(past.map((_, index) => index + 2));
    const instants = past.map(({ after }) => after.lastEventAt);
    expect(instants).toEqual(instants.toSorted());
  });

  test('has its warning and breach found where they were, the pause left out', () => {
    const found = past.flatMap(({ fact }) =>
      fact.name === 'slaWarned' || fact.name === 'slaBreached' ? [[fact.name, fact.data.at]] : [],
    );
    expect(found).toEqual([
      ['slaWarned', at(1.75)],
      ['slaBreached', at(5.5)],
    ]);
    expect(closed.sla).toMatchObject({ metAt: at(6), breachedAt: at(5.5) });
  });
});

test('a cancelled order is closed as it is, without posting', () => {
  const history = lived([move('cancelled', 1, { reasonCode: 'duplicate' })]);
  expect(history).toMatchObject({ ok: true, closed: { progress: 'cancelled', closedAt: at(1), proposalId: null } });
});

test.each([
  ['a step before the one before it', [move('planned', 3), move('in-progress', 2)], 'order-history.out-of-order', 2],
  ['a step in the future', [move('planned', 1), move('in-progress', 2_000)], 'order-history.future', 2],
  ['a move that its stage does not allow', [move('planned', 1), move('completed', 2)], 'order.stage-forbidden', 2],
  ['waiting for nobody', [move('waiting', 1, { reasonCode: 'no-access' })], 'order.waiting-incomplete', 1],
  ['going back without a reason', [move('planned', 1), move('received', 2)], 'order.reason-missing', 2],
  ['posting what nobody accepted', [...work, move('completed', 6), posting], 'order.not-signed-off', 6],
  ['an invoice of nothing', [...work, move('completed', 6), invoice], 'order-history.nothing-to-invoice', 6],
] as const)('%s is refused, and the step is named', (_, steps, code, step) => {
  expect(refusalOf(steps)).toMatchObject({ code, params: { step } });
});

test.each([
  ['without an end', work],
  ['not posted', [...work, move('completed', 6), signOff]],
  ['posted and not invoiced', [...work, move('completed', 6), signOff, posting]],
])('an order that is %s has a workflow to live in, and is refused', (_, steps) => {
  expect(refusalOf(steps)).toMatchObject({ code: 'order-history.open' });
});
