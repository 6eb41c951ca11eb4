import { describe, expect, test } from 'vitest';

import {
  copyLines,
  isSuspendedOn,
  linesOn,
  orderUnder,
  resume,
  stopLine,
  suspend,
  useOn,
} from '#domain/agreements/use.ts';
import type { CopyWish } from '#domain/agreements/use.ts';
import { aLine, anAgreement } from './agreements.ts';

const day = '2026-06-15';
const codeOf = (decided: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  decided.refusal?.code ?? null;
const suspension = { from: '2026-06-01', to: '2026-06-30', reason: 'Closed for repair' };

describe('an order is made from an agreement', () => {
  test('V21: never from a template', () => {
    expect(codeOf(useOn(anAgreement({ templateGroup: 'ovens' }), day))).toBe('agreement.is-template');
  });

  test('for its own customer, with bill-to customer, site, SLA, name, preferred technician and responsible person of the agreement', () => {
    const named = { name: 'Ovens', preferredTechnicianId: 'mia', responsibleId: 'otto' };
    const agreed = anAgreement({ billToCustomerId: 'holding', siteId: 'bakery', slaPolicyId: 'quick', ...named });
    expect(orderUnder(agreed, { customerId: 'customer', day })).toEqual({
      ok: true,
      defaults: { billToCustomerId: 'holding', siteId: 'bakery', slaPolicyId: 'quick', ...named },
    });
    expect(codeOf(orderUnder(agreed, { customerId: 'other', day }))).toBe('agreement.other-customer');
    expect(codeOf(orderUnder({ ...agreed, suspension }, { customerId: 'customer', day }))).toBe('agreement.suspended');
  });

  test('from the first day to the last, and neither before nor after', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
    expect(days.map((each) => useOn(anAgreement(), each).ok)).toEqual([false, true, true, false]);
    expect(useOn(anAgreement({ endsOn: null }), '2099-01-01').ok).toBe(true);
    expect(codeOf(useOn(anAgreement(), '2027-01-01'))).toBe('agreement.not-valid');
  });

  test('not while it is suspended', () => {
    const suspended = anAgreement({ suspension });
    const days = ['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'];
    expect(days.map((each) => useOn(suspended, each).ok)).toEqual([true, false, false, true]);
    expect(codeOf(useOn(suspended, day))).toBe('agreement.suspended');
    expect(isSuspendedOn({ ...suspension, to: null }, '2099-01-01')).toBe(true);
  });
});

describe('a visit', () => {
  test('uses the lines that run and are agreed for the day', () => {
    const lines = [
      aLine({ lineId: 'runs' }),
      aLine({ lineId: 'stopped', stopped: true }),
      aLine({ lineId: 'later', startsOn: '2026-07-01' }),
      aLine({ lineId: 'over', endsOn: '2026-06-14' }),
    ];
    expect(linesOn(anAgreement({ lines }), day).map(({ lineId }) => lineId)).toEqual(['runs']);
  });

  test('uses none while the agreement is suspended, and each by its own flag afterwards', () => {
    const stopped = stopLine(anAgreement(), 'clean', true);
    if (stopped === undefined) throw new Error('the line is there');
    const suspended = suspend(stopped, suspension);
    if (!suspended.ok) throw new Error(suspended.refusal.code);
    expect(linesOn(suspended.after, day)).toEqual([]);

    const resumed = resume(suspended.after);
    if (!resumed.ok) throw new Error(resumed.refusal.code);
    expect(linesOn(resumed.after, day).map(({ lineId }) => lineId)).toEqual(['inspect']);
    expect(resumed.after).toEqual(stopped);
  });
});

test('an agreement is suspended once, until a day that is not before the first', () => {
  const suspended = anAgreement({ suspension });
  expect(codeOf(suspend(suspended, suspension))).toBe('agreement.already-suspended');
  expect(codeOf(suspend(anAgreement(), { ...suspension, to: '2026-05-01' }))).toBe('agreement.suspension-ends-early');
  expect(codeOf(resume(anAgreement()))).toBe('agreement.not-suspended');
});

test('a line is stopped and runs again, and there is none to stop by another id', () => {
  const stopped = stopLine(anAgreement(), 'clean', true);
  expect(stopped?.lines.map((line) => line.stopped)).toEqual([false, true]);
  expect(stopLine(anAgreement(), 'nothing', true)).toBeUndefined();
});

describe('lines are copied', () => {
  const objects = [{ objectId: 'oven', reference: null }];
  const tasks = [{ task: 'inspect', name: 'Inspect', internalNote: 'Mind the fan', customerNote: null }];
  const source = anAgreement({
    ...{ objects, tasks },
    lines: [
      aLine({ lineId: 'a', objectId: 'oven', task: 'inspect' }),
      aLine({ lineId: 'b', lineNumber: 2, stopped: true }),
    ],
    coverage: [
      { subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, limit: null },
      { subject: { by: 'category', category: 'travel' }, treatment: 'charged', percent: null, limit: null },
    ],
  });
  const wish: CopyWish = { lineIds: null, withRelations: false, withCoverage: false, day };
  let ids = 0;
  const copy = (more: Partial<CopyWish>, from = source, to = anAgreement()) =>
    copyLines(to, from, { ...wish, ...more }, () => `new-${(ids += 1)}`);
  const copied = (...args: Parameters<typeof copy>) => {
    const decided = copy(...args);
    if (!decided.ok) throw new Error(decided.refusal.code);
    return decided.after;
  };

  test('behind those that are there, under ids of their own, and none that is stopped', () => {
    const { lines } = copied({});
    expect(lines.map(({ lineNumber }) => lineNumber)).toEqual([1, 2, 3]);
    expect(lines[2]).toMatchObject({ lineId: expect.stringMatching(/^new-/), category: 'inspection', quantity: 2 });
  });

  test('the ticked ones alone; a stopped one among them refuses, nothing ticked copies nothing', () => {
    expect(copied({ lineIds: [] }).lines).toHaveLength(2);
    expect(copied({ lineIds: ['a'] }).lines).toHaveLength(3);
    expect(codeOf(copy({ lineIds: ['a', 'b'] }))).toBe('agreement.line-stopped');
    expect(codeOf(copy({ lineIds: ['c'] }))).toBe('agreement.line-unknown');
  });

  test('with objects and tasks when they are asked for, else without', () => {
    const without = copied({});
    expect(without).toMatchObject({ objects: [], tasks: [] });
    expect(without.lines[2]).toMatchObject({ objectId: null, task: null });
    expect(copied({ withRelations: true })).toMatchObject({ objects, tasks });
    expect(copied({ withRelations: true }).lines[2]).toMatchObject({ objectId: 'oven', task: 'inspect' });
  });

  test('of a template with objects and tasks always', () => {
    expect(copied({}, { ...source, templateGroup: 'ovens' })).toMatchObject({ objects, tasks });
  });

  test('objects that are related already are not related twice', () => {
    expect(copied({ withRelations: true }, source, anAgreement({ objects })).objects).toEqual(objects);
  });

  test('rules of coverage come for what has none yet', () => {
    const [labour, travel] = source.coverage;
    if (labour === undefined || travel === undefined) throw new Error('there are two rules');
    const own = { ...labour, treatment: 'discount' as const, percent: 10 };
    const target = anAgreement({ coverage: [own] });
    expect(copied({ withCoverage: true }, source, target).coverage).toEqual([own, travel]);
    expect(copied({}, source, target).coverage).toEqual([own]);
  });

  test('never of one that is suspended', () => {
    expect(codeOf(copy({}, { ...source, suspension }))).toBe('agreement.suspended');
  });
});
