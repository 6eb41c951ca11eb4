import { expect, test } from 'vitest';

import { begunWith, withCategory, type CaseDraft } from '#web/features/requests/case-draft.ts';

const opening = { ownId: 'me', today: '2026-03-30' };
const nothing = begunWith({}, opening);
const heating = begunWith(
  { ownerId: 'robin', priorityId: 'high', firstStep: { text: 'Call', withinDays: 2 } },
  opening,
);
const draft: CaseDraft = { customerId: 'c', category: '', subject: '', description: '', ...nothing };

test('a category fills in what its cases begin with, and another takes that back', () => {
  const chosen = withCategory(draft, 'heating', nothing, heating);
  expect(chosen).toMatchObject({ category: 'heating', ownerId: 'robin', priority: 'high', stepText: 'Call' });
  expect(chosen.stepOn).toBe('2026-04-01');
  expect(withCategory(chosen, 'noise', heating, nothing)).toEqual({ ...draft, category: 'noise' });
});

test('what somebody wrote stays, whatever the category says', () => {
  const written = { ...draft, ownerId: 'kim', stepText: 'Write', stepOn: '2026-04-09' };
  expect(withCategory(written, 'heating', nothing, heating)).toMatchObject({
    ...{ ownerId: 'kim', stepText: 'Write', stepOn: '2026-04-09', priority: 'high' },
  });
});
