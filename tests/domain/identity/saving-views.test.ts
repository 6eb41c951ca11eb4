import { expect, test } from 'vitest';

import { addView, changeView, deleteView, mostViews } from '#domain/identity/saved-view.ts';

const owner = { principal: 'user:1', roles: ['dispatcher'] };
const other = { principal: 'user:2', roles: ['dispatcher'] };
const administrator = { principal: 'user:3', roles: ['administrator'] };

test('one has as many views as a menu shows', () => {
  expect(addView(mostViews - 1).ok).toBe(true);
  expect(addView(mostViews)).toMatchObject({ ok: false, refusal: { code: 'view.too-many' } });
});

test('a view is changed by its owner alone', () => {
  expect([owner, other, administrator].map((asker) => changeView('user:1', asker).ok)).toEqual([true, false, false]);
});

test('a view is deleted by its owner or an administrator', () => {
  expect([owner, other, administrator].map((asker) => deleteView('user:1', asker).ok)).toEqual([true, false, true]);
});
