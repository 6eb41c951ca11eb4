import fc from 'fast-check';
import { expect, test } from 'vitest';

import { inSequence } from '#domain/reporting/sequence.ts';

const versions = fc
  .array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 })
  .map((all) => all.map((version) => ({ version })));

test('what is ready follows the position without a hole, and what waits does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), versions, (position, events) => {
      const { ready, waiting } = inSequence(position, events);

      expect(ready.map((event) => event.version)).toEqual(ready.map((_, index) => position + 1 + index));
      const last = position + ready.length;
      for (const event of waiting) expect(event.version).toBeGreaterThan(last + 1);
    }),
  );
});

test('nothing is lost: every version that is ahead is ready or waits, once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), versions, (position, events) => {
      const { ready, waiting } = inSequence(position, events);

      const ahead = new Set(events.map((event) => event.version).filter((version) => version > position));
      expect([...ready, ...waiting].map((event) => event.version)).toEqual([...ahead].sort((a, b) => a - b));
    }),
  );
});

test('the same versions in any batches end at the same position', () => {
  const shuffled = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 });
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 1, max: 8 }), (order, size) => {
      let position = 0;
      let kept: readonly { version: number }[] = [];
      for (let start = 0; start < order.length; start += size) {
        const batch = order.slice(start, start + size).map((version) => ({ version }));
        const { ready, waiting } = inSequence(position, [...kept, ...batch]);
        position += ready.length;
        kept = waiting;
      }
      expect([position, kept]).toEqual([8, []]);
    }),
  );
});
