import { describe, expect, test } from 'vitest';

import { beginWith } from '#domain/service-orders/of-type.ts';
import { checkBeginning, type OrderTypeLine } from '#domain/setup/order-type.ts';

const task = (name: string) => ({ task: name, name, internalNote: null, customerNote: null });
const hour: OrderTypeLine = { type: 'hour', category: 'labour', plannedQuantity: 2, task: 'inspect' };
const fee: OrderTypeLine = { type: 'fee', category: 'call-out', plannedQuantity: 1 };
const inspection = { lines: [hour, fee], tasks: [task('inspect'), task('clean')] };
const own: OrderTypeLine = { type: 'hour', category: 'travel', plannedQuantity: 1 };
const day = '2026-04-01';

describe('an order of a type', () => {
  test('begins with its lines and tasks where it says nothing of them, the lines planned for the day of the visit', () => {
    expect(beginWith(inspection, {}, day)).toEqual({
      ...{ lines: [hour, fee].map((line) => ({ ...line, workDate: day })), tasks: inspection.tasks },
    });
  });

  test('has its own lines where it says some, also when it says that there are none', () => {
    expect(beginWith(inspection, { lines: [own] }, day).lines).toEqual([own]);
    expect(beginWith(inspection, { lines: [] }, day).lines).toEqual([]);
  });

  test('takes no lines of its type beside those of its agreement', () => {
    expect(beginWith(inspection, { agreementLines: 'all' }, day).lines).toBeUndefined();
  });

  test('has its own tasks where it says some, with those that the lines of its type name', () => {
    expect(beginWith(inspection, { tasks: [task('paint')] }, day).tasks).toEqual([task('paint'), task('inspect')]);
    expect(beginWith(inspection, { tasks: [], lines: [] }, day).tasks).toEqual([]);
  });

  test('begins with nothing where the type says nothing', () => {
    expect(beginWith({}, {}, day)).toEqual({ lines: undefined, tasks: [] });
  });
});

describe('what orders of a type begin with', () => {
  const categories = new Map([
    ['labour', ['hour'] as const],
    ['call-out', ['fee'] as const],
    ['spare-parts', ['item'] as const],
  ]);
  const codeOf = (beginning: Parameters<typeof checkBeginning>[0]) => {
    const decided = checkBeginning(beginning, categories);
    return decided.ok ? null : decided.refusal;
  };
  const part: OrderTypeLine = { type: 'item', category: 'spare-parts', itemId: 'bulb', plannedQuantity: 1 };

  test('may be lines in categories of their types, and tasks', () => {
    expect(codeOf({ ...inspection, lines: [hour, fee, part] })).toBeNull();
    expect(codeOf({})).toBeNull();
  });

  test.each<[string, OrderTypeLine]>([
    ['a line in a category that there is not', { ...fee, category: 'gift' }],
    ['a line in a category of another type', { ...fee, category: 'labour' }],
    ['an item line without an item', { ...part, itemId: undefined }],
    ['an item on a line of hours', { ...hour, itemId: 'bulb' }],
    ['a line that names a task that the type has not', { ...hour, task: 'paint' }],
  ])('may not be %s', (_what, line) => {
    expect(codeOf({ ...inspection, lines: [fee, line] })).toMatchObject({
      ...{ code: 'order-type.line-invalid', params: { line: 2 } },
    });
  });

  test('may not be the same task twice', () => {
    expect(codeOf({ tasks: [task('inspect'), task('inspect')] })?.code).toBe('order-type.task-twice');
  });
});
