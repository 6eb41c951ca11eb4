import fc from 'fast-check';
import { expect, test } from 'vitest';

import { withoutSecret } from '#domain/notifications/secret-link.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9_-]{20,43}$/);

test('whatever a message says around its link, the secret is not in what is left, and all else is', () => {
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
      const path = `/customer/quotes/1?key=${key}`;
      const shown = withoutSecret(`${before} https://desk.example${path} ${after}`, { path });
      expect(shown).not.toContain(key);
      expect(shown).toContain('https://desk.example/customer/quotes/1?key=…');
    }),
  );
});

test('a message without a secret stays as it is', () => {
  for (const params of [{}, { path: '/orders/1' }, { path: '/customer/quotes/1?key=' }, { path: 7 }])
    expect(withoutSecret('See /orders/1', params)).toBe('See /orders/1');
});
