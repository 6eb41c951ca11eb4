/** What people type becomes what the API takes, and what the API says becomes what people read. */
import { describe, expect, test } from 'vitest';

import { NewServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { noExpense } from '#web/features/service-orders/expense-draft.ts';
import { lineOf, newLineDraft } from '#web/features/service-orders/line-draft.ts';
import { expenseOfLine, newOrderDraft, noSla, ofType, orderOf } from '#web/features/service-orders/order-draft.ts';
import { timelineWords } from '#web/features/service-orders/timeline-words.ts';
import type { TimelineEntry } from '#web/features/service-orders/timeline-words.ts';
import { AnsweredProblem } from '#web/api/client.ts';
import { errorsFrom, errorsOf } from '#web/ui/form-errors.ts';
import { money, relative, withReadableInstants } from '#web/ui/format.ts';
import { instantOf, localTimeAt } from '#web/ui/zoned-time.ts';

describe('Appointments', () => {
  const zone = 'Europe/Berlin';

  test.each([
    ['winter', '2026-01-15', '08:30', '2026-01-15T07:30:00.000Z'],
    ['summer', '2026-07-15', '08:30', '2026-07-15T06:30:00.000Z'],
    ['the hour that is skipped', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['the hour that comes twice', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['the evening of a day with a change', '2026-10-25', '20:00', '2026-10-25T19:00:00.000Z'],
  ])('are instants of the technician’s clock in %s', (_, date, time, instant) => {
    expect(instantOf({ date, time }, zone)).toBe(instant);
  });

  test('read on the same clock as they were typed', () => {
    expect(localTimeAt('2026-07-15T06:30:00.000Z', zone)).toEqual({ date: '2026-07-15', time: '08:30' });
  });

  test('are nothing while a field is empty', () => {
    expect(instantOf({ date: '', time: '08:30' }, zone)).toBeUndefined();
  });
});

describe('A new order', () => {
  const customerId = '00000000-0000-4000-8000-000000000001';

  test('leaves out what is empty, so that the API’s own choice holds', () => {
    const order = orderOf({ ...newOrderDraft(), customerId, description: '  ' }, 2);

    expect(order).toEqual({ customerId });
  });

  test('has the lines of its type until somebody enters others, which another type leaves alone', () => {
    const inspection = [{ ...newLineDraft(1), category: 'labour' }];
    const chosen = { ...newOrderDraft(), ...ofType(newOrderDraft(), 'inspection', inspection) };
    const entered = { ...chosen, lines: [...chosen.lines, newLineDraft(2)] };

    expect(ofType(chosen, 'repair', [])).toMatchObject({ orderType: 'repair', lines: [] });
    expect(ofType(entered, 'repair', [])).toEqual({ orderType: 'repair' });
    expect(orderOf({ ...chosen, customerId, lines: [] }, 2)).toMatchObject({ orderType: 'inspection', lines: [] });
  });

  test('has what is said of its expenses, and no order is sent while an amount cannot be read', () => {
    const expense = { receiptFileId: '', payBackTo: customerId, paid: '12.40' };
    const line = { ...newLineDraft(1), type: 'expense' as const, category: 'expenses', expense };

    expect(orderOf({ ...newOrderDraft(), customerId, lines: [line] }, 2)).toMatchObject({
      lines: [{ expense: { receiptFileId: null, payBackTo: customerId, paidMinor: 1240 } }],
    });
    expect(expenseOfLine({ ...line, expense: { ...expense, paid: '' } }, 2)).toBeUndefined();
    expect(expenseOfLine({ ...line, expense: noExpense }, 2)).toBeNull();
    expect(expenseOfLine({ ...line, type: 'fee' }, 2)).toBeNull();
  });

  test('says so when it shall have no SLA', () => {
    expect(orderOf({ ...newOrderDraft(), customerId, sla: noSla }, 2)).toMatchObject({ slaPolicyId: null });
  });

  test('without a customer is told at the field', () => {
    expect(errorsOf(NewServiceOrder, orderOf(newOrderDraft(), 2)).get('#/customerId')).toBe('This is needed.');
  });

  test('that the API refuses at a field is told at that field', () => {
    const errors = [{ pointer: '/lines/0/category', message: 'names something that does not exist' }];
    const problem = { type: '/problems/x', title: 'No', status: 422, code: 'reference.unknown', errors };

    expect([...errorsFrom(new AnsweredProblem(problem)).keys()]).toEqual(['#/lines/0/category']);
  });

  test('has lines of what their type knows', () => {
    const line = lineOf({ ...newLineDraft(1), type: 'fee', category: 'call-out', technicianId: customerId });

    expect(line).toEqual({ type: 'fee', category: 'call-out', chargeable: true, plannedQuantity: 1 });
  });
});

describe('Amounts and times', () => {
  test('amounts have the places of their currency', () => {
    expect(money({ amount: 123_450, currency: 'EUR' })).toBe('€1,234.50');
    expect(money({ amount: 1_234, currency: 'JPY' })).toBe('JP¥1,234');
  });

  test('a due time says how far it is away', () => {
    const now = Date.parse('2026-03-01T08:00:00.000Z');

    expect(relative('2026-03-01T10:30:00.000Z', now)).toBe('in 2 hours');
    expect(relative('2026-02-27T08:00:00.000Z', now)).toBe('2 days ago');
    expect(relative('2026-03-01T08:00:40.000Z', now)).toBe('now');
  });

  test('instants within words are readable', () => {
    expect(withReadableInstants('It was signed off at 2026-03-01T08:30:00.000Z.')).toMatch(/at 1 Mar 2026, \d\d:30\./);
  });
});

describe('The timeline', () => {
  const names = {
    stages: new Map([['waiting', 'Waiting']]),
    reasons: new Map([['parts-on-order', 'Parts are on order']]),
    categories: new Map<string, string>(),
    lines: new Map<string, number>(),
  };
  const at = '2026-03-01T08:30:00.000Z';
  const entry = { version: 2, at, recordedAt: at, principal: 'user:1', note: null, question: null } as const;

  test('tells a move with its reason and whom the order waits for', () => {
    const data = {
      ...{ command: 'changeStage', from: 'planned', to: 'waiting', end: 'none', reasonCode: 'parts-on-order' },
      ...{ waitingFor: 'supplier', until: null, progress: 'in-process', sla: null, parts: [], lineStatuses: [] },
      ...{ visitId: null, warnings: [] },
    };
    const moved: TimelineEntry = { ...entry, type: 'service-order.stage-changed', text: 'raw', data };

    expect(timelineWords(moved, names)).toBe('planned → Waiting · Parts are on order · waiting for supplier');
  });

  test('keeps the API’s words for what it does not know', () => {
    const closed: TimelineEntry = { ...entry, type: 'service-order.closed', text: 'Order closed', data: {} };

    expect(timelineWords(closed, names)).toBe('Order closed');
  });
});
