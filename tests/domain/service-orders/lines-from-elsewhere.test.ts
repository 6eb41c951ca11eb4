import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createOrder } from '#domain/service-orders/create.ts';
import {
  linesFromAgreement,
  linesFromOrder,
  type LinesWish,
  type TakingOrder,
} from '#domain/service-orders/copied-lines.ts';
import { newLine } from '#domain/service-orders/lines.ts';
import { changeRelations, joined, namedBy, noRelations, unrelated } from '#domain/service-orders/relations.ts';
import { aLine as anAgreed, anAgreement as bareAgreement } from '../agreements/agreements.ts';
import { aContext, aLine, anOrder, began } from '#tests/support/service-orders.ts';

const day = '2026-06-15';
const objects = [
  { objectId: 'oven', reference: 'Hall 2' },
  { objectId: 'fryer', reference: null },
];
const inspect = { task: 'inspect', name: 'Inspect', internalNote: 'Mind the fan', customerNote: null };
const tasks = [inspect];
const anAgreement = (more: object = {}) => ({ ...bareAgreement(more), agreementId: 'agreement' });
const agreed = anAgreement({
  ...{ objects, tasks },
  lines: [
    anAgreed({ lineId: 'a', lineNumber: 1, objectId: 'oven', task: 'inspect', description: 'Every screw' }),
    anAgreed({ lineId: 'b', lineNumber: 2 }),
    anAgreed({ lineId: 'stopped', lineNumber: 3, stopped: true }),
    anAgreed({ lineId: 'later', lineNumber: 4, startsOn: '2026-07-01' }),
  ],
});
const taking: TakingOrder = { customerId: 'customer', agreementId: 'agreement', day, relations: noRelations };
const all: LinesWish = { lineIds: null, withRelations: true };
const noRepair = {
  ...{ objectId: null, condition: null, symptom: null, diagnosis: null, resolution: null },
  ...{ technicianId: null, startedAt: null, finishedAt: null },
};
const codeOf = (decided: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  decided.refusal?.code ?? null;
const copied = (source = agreed, order = taking, wish = all) => {
  const decided = linesFromAgreement(source, order, wish);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.copied;
};

describe('an order takes lines of an agreement', () => {
  test('those that run on its day, planned for it, with object, task, words and their number', () => {
    const { lines } = copied();
    expect(lines).toMatchObject([
      {
        ...{ type: 'hour', category: 'inspection', plannedQuantity: 2, workDate: day, agreementLineNumber: 1 },
        ...{ objectId: 'oven', task: 'inspect', description: 'Every screw' },
      },
      { agreementLineNumber: 2 },
    ]);
    const [first] = lines;
    if (first === undefined) throw new Error('there are two lines');
    expect(newLine(first, 'line', 1, day)).toMatchObject({ line: { status: 'planned', agreementLineNumber: 1 } });
  });

  test('the ticked ones alone', () => {
    expect(copied(agreed, taking, { ...all, lineIds: ['b'] }).lines).toHaveLength(1);
    expect(copied(agreed, taking, { ...all, lineIds: [] }).lines).toEqual([]);
  });

  test.each([
    ['stopped', 'agreement.line-stopped'],
    ['later', 'agreement.line-not-valid'],
    ['nobody', 'agreement.line-unknown'],
  ])('a ticked line that is %s refuses', (lineId, code) => {
    expect(codeOf(linesFromAgreement(agreed, taking, { ...all, lineIds: ['a', lineId] }))).toBe(code);
  });

  test('none of another customer’s, none while it is suspended, none outside its days', () => {
    expect(codeOf(linesFromAgreement(anAgreement({ customerId: 'other' }), taking, all))).toBe(
      'agreement.other-customer',
    );
    const suspension = { from: '2026-06-01', to: null, reason: 'Unpaid' };
    expect(codeOf(linesFromAgreement(anAgreement({ suspension }), taking, all))).toBe('agreement.suspended');
    expect(codeOf(linesFromAgreement(agreed, { ...taking, day: '2027-01-01' }, all))).toBe('agreement.not-valid');
  });

  test('with the objects and tasks that the lines name, and no others', () => {
    expect(copied().relations).toEqual({ objects: [objects[0]], tasks });
    expect(copied(agreed, taking, { ...all, lineIds: ['b'] }).relations).toEqual(noRelations);
  });

  test('without them when they are not asked for, unless the order is related already', () => {
    const without = { ...all, withRelations: false };
    expect(copied(agreed, taking, without).lines[0]).toMatchObject({ objectId: undefined, task: undefined });
    const related = { ...taking, relations: { objects: [], tasks } };
    expect(copied(agreed, related, without).lines[0]).toMatchObject({ objectId: undefined, task: 'inspect' });
  });

  test('of a template all objects and tasks come always', () => {
    const template = { ...agreed, templateGroup: 'ovens' };
    expect(copied(template, taking, { lineIds: ['b'], withRelations: false }).relations).toEqual({ objects, tasks });
    expect(copied({ ...template, customerId: null }).lines).toHaveLength(2);
  });

  test('lines of another agreement than its own have no number of it', () => {
    const other = { ...taking, agreementId: null };
    expect(copied(agreed, other).lines[0]).toMatchObject({ agreementLineNumber: undefined });
  });
});

describe('an order takes lines of another order', () => {
  const source = {
    ...{ number: 'SO-7', customerId: 'customer', relations: { objects, tasks } },
    lines: [
      { ...aLine({ lineId: 'done', status: 'posted', plannedQuantity: null, quantity: 3 }), description: 'Long day' },
      { ...aLine({ lineId: 'off', lineNumber: 2, status: 'cancelled' }), description: null },
      { ...aLine({ lineId: 'free', lineNumber: 3, chargeable: false, objectId: 'oven' }), description: null },
    ],
  };

  test('planned anew on its day, and none that is cancelled', () => {
    const decided = linesFromOrder(source, taking, all);
    expect(decided).toMatchObject({
      copied: {
        lines: [
          { plannedQuantity: 3, workDate: day, description: 'Long day', chargeable: true },
          { plannedQuantity: 2, workDate: day, chargeable: false, objectId: 'oven' },
        ],
        relations: { objects: [objects[0]], tasks: [] },
      },
    });
    expect(decided.ok && decided.copied.lines.every(({ quantity }) => quantity === undefined)).toBe(true);
  });

  test('and what was extra work waits for the customer’s word here too', () => {
    const extra = { ...aLine({ lineId: 'more', extra: true }), description: null };
    expect(linesFromOrder({ ...source, lines: [extra] }, taking, all)).toMatchObject({
      copied: { lines: [{ extra: true }] },
    });
  });

  test('a ticked line that is cancelled or unknown refuses, and so does another customer’s order', () => {
    expect(codeOf(linesFromOrder(source, taking, { ...all, lineIds: ['off'] }))).toBe('order.line-cancelled');
    expect(codeOf(linesFromOrder(source, taking, { ...all, lineIds: ['none'] }))).toBe('order.line-unknown');
    expect(codeOf(linesFromOrder({ ...source, customerId: 'other' }, taking, all))).toBe('order.other-customer');
  });
});

describe('the objects and tasks of an order', () => {
  test('are all that its lines may name', () => {
    const related = { objects, tasks };
    expect(unrelated(related, aLine({ objectId: 'oven', task: 'inspect' }))).toBeNull();
    for (const strange of [{ objectId: 'mill' }, { task: 'clean' }])
      expect(unrelated(related, aLine(strange))).toMatchObject({ refusal: { code: 'order.line-unrelated' } });
    const header = { ...anOrder(), submittedAt: began };
    const lines = [{ type: 'hour', category: 'labour', plannedQuantity: 1, objectId: 'oven' } as const];
    const input = { header, lines, repairLines: [], today: day };
    expect(createOrder(input, aContext())).toMatchObject({ refusal: { code: 'order.line-unrelated' }, line: 0 });
    expect(createOrder({ ...input, relations: related }, aContext())).toMatchObject({
      order: { lines: [{ objectId: 'oven' }] },
    });
  });

  test('are all that its repair lines may be about', () => {
    const related = { objects, tasks };
    const repair = { ...noRepair, objectId: 'mill' };
    const input = { header: { ...anOrder(), submittedAt: began }, lines: [], repairLines: [repair], today: day };
    const refused = createOrder({ ...input, relations: related }, aContext());
    expect(refused).toMatchObject({ refusal: { code: 'order.line-unrelated', params: { line: 1 } } });
    for (const objectId of ['oven', null]) {
      const own = { ...input, relations: related, repairLines: [{ ...repair, objectId }] };
      expect(createOrder(own, aContext())).toMatchObject({ order: { repairLines: [{ objectId }] } });
    }
  });

  test('stay while a repair line is about them', () => {
    const repairing = { ...noRepair, objectId: 'oven', repairLineId: 'r', lineNumber: 1 };
    expect(codeOf(changeRelations({ objects: [], tasks }, [], [repairing]))).toBe('order.relation-used');
    expect(changeRelations({ objects, tasks }, [], [repairing]).ok).toBe(true);
  });

  test('are there once each', () => {
    const twice = { objects: [...objects, { objectId: 'oven', reference: null }], tasks };
    expect(codeOf(changeRelations(twice, [], []))).toBe('order.relation-twice');
    expect(codeOf(changeRelations({ objects, tasks: [inspect, inspect] }, [], []))).toBe('order.relation-twice');
  });

  test('stay while a line names them that is not cancelled', () => {
    const using = aLine({ task: 'inspect' });
    expect(codeOf(changeRelations({ objects, tasks: [] }, [using], []))).toBe('order.relation-used');
    expect(changeRelations({ objects, tasks: [] }, [{ ...using, status: 'cancelled' }], []).ok).toBe(true);
  });

  test('keep what they had when others join them', () => {
    const own = { objects: [{ objectId: 'oven', reference: 'mine' }], tasks: [] };
    expect(joined(own, { objects, tasks })).toEqual({ objects: [own.objects[0], objects[1]], tasks });
  });
});

test('whatever is copied names only what the order is related to then', () => {
  const names = { objectId: fc.constantFrom(null, 'oven', 'fryer'), task: fc.constantFrom(null, 'inspect') };
  const line = fc.record({ ...names, stopped: fc.boolean() });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), fc.boolean(), fc.boolean(), (lines, withRelations, isTemplate) => {
      const source = anAgreement({
        ...{ objects, tasks, templateGroup: isTemplate ? 'ovens' : null },
        lines: lines.map((each, index) => anAgreed({ ...each, lineId: `${index}`, lineNumber: index + 1 })),
      });
      const own = { objects: [{ objectId: 'fryer', reference: null }], tasks: [] };
      const { relations, lines: taken } = copied(
        source,
        { ...taking, relations: own },
        { lineIds: null, withRelations },
      );
      expect(taken).toHaveLength(lines.filter(({ stopped }) => !stopped).length);
      const made = taken.map(({ objectId = null, task = null }, index) => ({ lineNumber: index + 1, objectId, task }));
      for (const each of made) expect(unrelated(joined(own, relations), each)).toBeNull();
      if (!isTemplate) expect(relations).toEqual(withRelations ? namedBy(made, source) : noRelations);
    }),
  );
});
