/** What may be the same as a request: pointed out by what both are about. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { alike, likenesses, likenessOf, type Concern } from '#domain/requests/duplicates.ts';

const concern = (more: Partial<Concern> = {}): Concern => ({
  ...{ customerId: 'a', siteId: null, objectIds: [], submittedAt: '2026-03-02T09:00:00.000Z' },
  ...more,
});

test('two things about one object are pointed out as that, wherever it stands', () => {
  const lift = concern({ objectIds: ['lift'], siteId: 'north' });
  expect(likenessOf(lift, concern({ objectIds: ['door', 'lift'], siteId: 'south' }))).toBe('object');
});

test('one site is alike where not both name an object', () => {
  const lift = concern({ objectIds: ['lift'], siteId: 'north' });
  expect(likenessOf(lift, concern({ siteId: 'north' }))).toBe('site');
  expect(likenessOf(lift, concern({ objectIds: ['door'], siteId: 'north' }))).toBe('customer');
});

test('what is another customer’s is never alike', () => {
  const lift = concern({ objectIds: ['lift'], siteId: 'north' });
  expect(likenessOf(lift, { ...lift, customerId: 'b' })).toBeNull();
});

test('the strongest likeness comes first, and the newest of those', () => {
  const lift = concern({ objectIds: ['lift'], siteId: 'north' });
  const others = [
    concern({ submittedAt: '2026-03-02T08:00:00.000Z' }),
    concern({ siteId: 'north' }),
    concern({ objectIds: ['lift'], submittedAt: '2026-03-01T08:00:00.000Z' }),
    concern({ objectIds: ['lift'], submittedAt: '2026-03-02T08:00:00.000Z' }),
    concern({ customerId: 'b', objectIds: ['lift'] }),
  ];
  const found = alike(lift, others);
  expect(found.map(({ likeness }) => likeness)).toEqual(['object', 'object', 'site', 'customer']);
  expect(found[0]?.other.submittedAt).toBe('2026-03-02T08:00:00.000Z');
});

const anyConcern = fc.record({
  customerId: fc.constantFrom('a', 'b'),
  siteId: fc.constantFrom(null, 'north', 'south'),
  objectIds: fc.uniqueArray(fc.constantFrom('lift', 'door', 'oven'), { maxLength: 2 }),
  submittedAt: fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-03-02T08:00:00.000Z'),
});

test('likeness goes both ways, and everything of the customer is in the list once', () => {
  fc.assert(
    fc.property(anyConcern, fc.array(anyConcern, { maxLength: 10 }), (one, others) => {
      for (const other of others) expect(likenessOf(one, other)).toBe(likenessOf(other, one));
      const found = alike(one, others);
      const own = others.filter(({ customerId }) => customerId === one.customerId);
      expect(new Set(found.map(({ other }) => other))).toEqual(new Set(own));
      expect(found).toHaveLength(own.length);
      const ranks = found.map(({ likeness }) => likenesses.indexOf(likeness));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});
