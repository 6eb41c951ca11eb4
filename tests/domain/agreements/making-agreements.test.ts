import { describe, expect, test } from 'vitest';

import { changeAgreement, checkAgreement, newAgreement } from '#domain/agreements/agreement.ts';
import type { Agreement, AgreementChange } from '#domain/agreements/agreement.ts';
import { drawUpLines, type LineDraft } from '#domain/agreements/lines.ts';
import type { CoverageRule } from '#domain/agreements/coverage.ts';
import { aLine, anAgreement } from './agreements.ts';

const codeOf = (agreement: Agreement) => checkAgreement(agreement)?.refusal.code ?? null;
const gold = { name: 'Gold', slaPolicyId: 'quick', active: true };
const asked = { number: 'A-10001', name: 'Ovens', customerId: 'customer', startsOn: '2026-01-01' };

describe('a new agreement', () => {
  test('begins with the SLA of its group, unless it has one of its own or none at all', () => {
    expect(newAgreement(asked, gold).slaPolicyId).toBe('quick');
    expect(newAgreement({ ...asked, slaPolicyId: 'slow' }, gold).slaPolicyId).toBe('slow');
    expect(newAgreement({ ...asked, slaPolicyId: null }, gold).slaPolicyId).toBeNull();
    expect(newAgreement(asked, undefined).slaPolicyId).toBeNull();
  });

  test('has a customer, unless it is a template', () => {
    expect(codeOf(anAgreement({ customerId: null }))).toBe('agreement.customer-missing');
    expect(codeOf(anAgreement({ customerId: null, templateGroup: 'ovens' }))).toBeNull();
  });

  test('does not end before it begins; one day is enough, and open-ended is fine', () => {
    expect(codeOf(anAgreement({ endsOn: '2025-12-31' }))).toBe('agreement.ends-early');
    expect(codeOf(anAgreement({ endsOn: '2026-01-01' }))).toBeNull();
    expect(codeOf(anAgreement({ endsOn: null }))).toBeNull();
  });

  test.each([
    ['an item line names its item', { type: 'item' as const }, 'item-missing'],
    ['no other line names one', { itemId: 'pump' }, 'item-forbidden'],
    ['a fee is nobody’s work', { type: 'fee' as const, technicianId: 'ada' }, 'technician-forbidden'],
    ['a line has a quantity above nothing', { quantity: 0 }, 'quantity-invalid'],
    ['a line does not end before it begins', { endsOn: '2025-01-01' }, 'ends-early'],
  ])('%s', (_, more, fault) => {
    expect(checkAgreement(anAgreement({ lines: [aLine(more)] }))?.refusal).toEqual({
      code: 'agreement.line-invalid',
      params: { line: 1, fault },
    });
  });

  test('takes lines of all four types', () => {
    const lines = [
      aLine({ lineId: 'a' }),
      aLine({ lineId: 'b', type: 'expense' }),
      aLine({ lineId: 'c', type: 'item', itemId: 'pump' }),
      aLine({ lineId: 'd', type: 'fee' }),
    ];
    expect(codeOf(anAgreement({ lines }))).toBeNull();
  });

  test('a line uses only objects and tasks that the agreement is related to', () => {
    const lines = [aLine({ objectId: 'oven', task: 'inspect' })];
    const objects = [{ objectId: 'oven', reference: null }];
    const tasks = [{ task: 'inspect', name: 'Inspect', internalNote: null, customerNote: null }];

    expect(codeOf(anAgreement({ lines, tasks }))).toBe('agreement.line-unrelated');
    expect(codeOf(anAgreement({ lines, objects }))).toBe('agreement.line-unrelated');
    expect(codeOf(anAgreement({ lines, objects, tasks }))).toBeNull();
    expect(codeOf(anAgreement({ objects: [...objects, ...objects] }))).toBe('agreement.relation-twice');
  });
});

describe('coverage', () => {
  const rule: CoverageRule = {
    ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, limit: null },
  };
  const items = { by: 'items', name: 'Wear', itemIds: ['belt', 'belt'] } as const;

  test.each<[string, readonly CoverageRule[], string | null]>([
    ['one rule for a category is enough', [rule, rule], 'twice'],
    [
      'an item is in one group alone',
      [
        { ...rule, subject: items },
        { ...rule, subject: items },
      ],
      'twice',
    ],
    ['a group has items', [{ ...rule, subject: { ...items, itemIds: [] } }], 'items-missing'],
    ['a group may name an item twice', [{ ...rule, subject: items }], null],
    ['a discount has its percentage', [{ ...rule, treatment: 'discount' }], 'percent-unfit'],
    ['nothing else has one', [{ ...rule, percent: 20 }], 'percent-unfit'],
    ['a discount is less than all', [{ ...rule, treatment: 'discount', percent: 100 }], 'percent-invalid'],
    [
      'what is charged has no limit',
      [{ ...rule, treatment: 'charged', limit: { of: 'count', quantity: 1 } }],
      'limit-unfit',
    ],
    ['a limit is more than nothing', [{ ...rule, limit: { of: 'amount', amountMinor: 0 } }], 'limit-invalid'],
    ['a limit is an amount or a count', [{ ...rule, limit: { of: 'count', quantity: 0.5 } }], null],
  ])('%s', (_, coverage, fault) => {
    expect(checkAgreement(anAgreement({ coverage }))?.refusal.params?.['fault'] ?? null).toBe(fault);
  });
});

describe('V21: an agreement and its template', () => {
  test('V21: an agreement that an order was made from becomes no template', () => {
    const decided = changeAgreement(anAgreement(), { templateGroup: 'ovens' }, true);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'agreement.template-with-orders' } });
  });

  test('V21: one without orders does, and is an agreement again when the group is taken away', () => {
    const template = changeAgreement(anAgreement(), { templateGroup: 'ovens' }, false);
    expect(template).toMatchObject({ ok: true, after: { templateGroup: 'ovens' } });
    if (!template.ok) return;
    const again = changeAgreement(template.after, { templateGroup: null }, false);
    expect(again).toEqual({ ok: true, after: anAgreement() });
  });

  test('a change leaves alone what it does not name, also when orders were made', () => {
    const decided = changeAgreement(anAgreement(), { name: 'All ovens', endsOn: undefined }, true);
    expect(decided).toEqual({ ok: true, after: anAgreement({ name: 'All ovens' }) });
  });
});

describe('the first day of an agreement in a year of which orders share a limit', () => {
  const limit = { of: 'count' as const, quantity: 20, per: 'agreement-year' as const };
  const yearly: CoverageRule = {
    ...{ subject: { by: 'category', category: 'call-out' }, treatment: 'covered', percent: null, limit },
  };
  const refusalOf = (before: Agreement, change: AgreementChange, hasOrders = true) => {
    const decided = changeAgreement(before, change, hasOrders);
    return decided.ok ? null : decided.refusal.code;
  };
  const shared = anAgreement({ coverage: [yearly] });

  test('stays that day of the year once there are orders', () => {
    expect(refusalOf(shared, { startsOn: '2026-02-01' })).toBe('agreement.year-fixed');
    expect(refusalOf(shared, { startsOn: '2026-02-01', coverage: [] })).toBe('agreement.year-fixed');
    expect(refusalOf(anAgreement(), { startsOn: '2026-01-02', coverage: [yearly] })).toBe('agreement.year-fixed');
  });

  test('may be in another year, and is free before there are orders or where they share nothing', () => {
    expect(refusalOf(shared, { startsOn: '2025-01-01' })).toBeNull();
    expect(refusalOf(shared, { startsOn: '2026-02-01' }, false)).toBeNull();
    expect(refusalOf(anAgreement(), { startsOn: '2026-02-01' })).toBeNull();
    const each = { ...yearly, limit: { ...limit, per: 'order' as const } };
    expect(refusalOf(anAgreement({ coverage: [each] }), { startsOn: '2026-02-01' })).toBeNull();
  });
});

describe('the lines of an agreement', () => {
  let ids = 0;
  const { startsOn, lines: before } = anAgreement();
  const drawn = (...drafts: readonly LineDraft[]) =>
    drawUpLines(before, drafts, { startsOn, newId: () => `new-${(ids += 1)}` });
  const labour = { type: 'hour', category: 'labour', quantity: 1 } as const;

  test('keep their numbers and flags where they stay, and a new one gets a number that none has', () => {
    const decided = drawn({ ...labour, lineId: 'clean', stopped: true }, { ...labour, startsOn: '2026-02-01' });
    expect(decided).toMatchObject({
      ok: true,
      lines: [
        { lineId: 'clean', lineNumber: 2, category: 'labour', startsOn, stopped: true },
        { lineNumber: 3, startsOn: '2026-02-01', endsOn: null, stopped: false },
      ],
    });
  });

  test('name no line that is not there, nor one twice', () => {
    expect(drawn({ ...labour, lineId: 'gone' })).toMatchObject({ refusal: { code: 'agreement.line-unknown' } });
    const same = { ...labour, lineId: 'clean' };
    expect(drawn(same, same)).toMatchObject({ refusal: { code: 'agreement.line-unknown' } });
  });
});
