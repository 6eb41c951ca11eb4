import { expect, test } from 'vitest';

import { saidOf, shownIn } from '#web/features/requests/case-draft.ts';

const begun = { ownerId: 'robin', priority: 'high', nextStep: { text: 'Call', on: '2026-04-01' } };

test('what nobody touched is shown as it will be, and left to the server', () => {
  expect(shownIn({}, begun)).toEqual({ ownerId: 'robin', priority: 'high', stepText: 'Call', stepOn: '2026-04-01' });
  expect(saidOf({}, begun)).toEqual({});
});

test('what somebody said stays whatever the category says, and an emptied field is none', () => {
  expect(shownIn({ ownerId: '', priority: 'low' }, begun)).toMatchObject({ ownerId: '', priority: 'low' });
  expect(saidOf({ ownerId: '', priority: 'low' }, begun)).toEqual({ ownerId: null, priority: 'low' });
});

test('a next step of which half was said is sent whole, with what is shown of the other half', () => {
  expect(saidOf({ stepOn: '2026-04-09' }, begun)).toEqual({ nextStep: { text: 'Call', on: '2026-04-09' } });
  expect(saidOf({ stepText: '', stepOn: '' }, begun)).toEqual({ nextStep: null });
});
