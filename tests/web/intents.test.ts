/** What a person means is sent once, and what is read again is what a change is about. */
import { describe, expect, test } from 'vitest';

import { createIntentKeys } from '#web/api/intent-keys.ts';
import { belongsTo } from '#web/api/queries.ts';

function keysInOrder() {
  let count = 0;
  return createIntentKeys(() => `key-${(count += 1)}`);
}

describe('Idempotency-Keys', () => {
  test('the same intent goes out under the same key until it was answered', () => {
    const keys = keysInOrder();

    expect(keys.keyOf({ to: 'planned' })).toBe('key-1');
    expect(keys.keyOf({ to: 'planned' })).toBe('key-1');
    keys.forget();
    expect(keys.keyOf({ to: 'planned' })).toBe('key-2');
  });

  test('another content is another intent', () => {
    const keys = keysInOrder();

    expect(keys.keyOf({ note: 'a' })).toBe('key-1');
    expect(keys.keyOf({ note: 'b' })).toBe('key-2');
  });
});

describe('What a hint makes stale', () => {
  const list = ['service-orders', 'listServiceOrders', { query: { limit: 50 } }];
  const order = ['service-orders', 'readServiceOrder', { params: { orderId: 'a' } }];

  test('lists of the area, and the thing itself', () => {
    expect(belongsTo(list, 'service-orders', ['a'])).toBe(true);
    expect(belongsTo(order, 'service-orders', ['a'])).toBe(true);
  });

  test('no other thing, and no other area', () => {
    expect(belongsTo(order, 'service-orders', ['b'])).toBe(false);
    expect(belongsTo(order, 'dispatch', ['a'])).toBe(false);
  });
});
