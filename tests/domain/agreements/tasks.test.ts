import { expect, test } from 'vitest';

import { relateTasks, type ServiceTask } from '#domain/agreements/task.ts';

const inspect: ServiceTask = {
  ...{ code: 'inspect', name: 'Inspection', internalNote: 'Mind the fan', customerNote: 'We look at it', active: true },
};
const related = (draft: Parameters<typeof relateTasks>[0][number]) => relateTasks([draft], [inspect]);

test('a relation to a task takes name and notes of the register where it says nothing', () => {
  expect(related({ task: 'inspect' })).toEqual({
    ok: true,
    tasks: [{ task: 'inspect', name: 'Inspection', internalNote: 'Mind the fan', customerNote: 'We look at it' }],
  });
});

test('a relation keeps its own words, and may have no note at all', () => {
  const own = { task: 'inspect', name: 'Yearly inspection', internalNote: null, customerNote: 'By hand' };
  expect(related(own)).toEqual({ ok: true, tasks: [own] });
});

test('a task that is not in the register has to be named', () => {
  expect(related({ task: 'paint' })).toMatchObject({
    refusal: { code: 'service-task.unknown', params: { task: 'paint' } },
  });
  expect(related({ task: 'paint', name: 'Painting' })).toMatchObject({
    tasks: [{ name: 'Painting', internalNote: null }],
  });
});
