import { describe, expect, test } from 'vitest';

import { feedNames } from '#web/api/feed-names.ts';
import { readerOf } from '#web/features/notifications/reader.ts';

test('a system that feeds goes by its name, and by its id when it is listed no more', () => {
  const acted = ['user:anna', 'system:feed-hr', 'system:feed-old-crm', 'system:reconcile'];
  expect([...feedNames(acted, new Map([['hr', 'Human resources']]))]).toEqual([
    ['system:feed-hr', 'Human resources'],
    ['system:feed-old-crm', 'old-crm'],
  ]);
});

describe('the reader of a message', () => {
  test('is a user by name, and anybody else by address', () => {
    const names = new Map([['user:anna', 'Anna']]);
    expect(readerOf({ recipientKind: 'user', recipientId: 'anna', address: 'a@y.example' }, names)).toBe('Anna');
    expect(readerOf({ recipientKind: 'contact', recipientId: 'x', address: 'x@y.example' }, names)).toBe('x@y.example');
  });

  test.each([
    ['technician', 'Technician'],
    ['contact', 'Contact of the customer'],
    ['customer', 'Customer'],
    ['user', 'Staff'],
  ] as const)('who has no address yet is called a %s by its kind', (recipientKind, words) => {
    expect(readerOf({ recipientKind, recipientId: 'x', address: null }, new Map())).toBe(words);
  });
});
