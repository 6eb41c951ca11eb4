import { describe, expect, test } from 'vitest';

import { missingOf, serveWaiting, wantAsBefore, wantExactly } from '#domain/inventory/reservations.ts';
import type { Reservation } from '#domain/inventory/reservations.ts';

function aClaim(change: Partial<Reservation> = {}): Reservation {
  return { orderId: 'o1', lineId: 'l1', itemId: 'pump', place: 1, wanted: 5, reserved: 0, issued: 0, ...change };
}

function places(from: number): () => number {
  let place = from - 1;
  return () => (place += 1);
}

const line = (lineId: string, quantity: number, itemId = 'pump') => ({ lineId, itemId, quantity });

describe('reserving parts', () => {
  test('free stock goes to the line that waits longest, and what is left to the next', () => {
    const waiting = [aClaim({ lineId: 'l2', place: 2, wanted: 3 }), aClaim({ lineId: 'l1', place: 1, wanted: 5 })];

    expect(serveWaiting(6, waiting).map(({ lineId, reserved }) => ({ lineId, reserved }))).toEqual([
      { lineId: 'l1', reserved: 5 },
      { lineId: 'l2', reserved: 1 },
    ]);
  });

  test('a shortage is no refusal: what is there is reserved and the rest is missing', () => {
    const [served] = serveWaiting(2, [aClaim()]);

    expect(served).toMatchObject({ reserved: 2 });
    expect(served && missingOf(served)).toBe(3);
  });

  test('a line that is not in the new set gives back what it had set aside and keeps what was issued', () => {
    const before = [aClaim({ reserved: 2, issued: 1 })];

    expect(wantExactly('o1', before, [], places(9))).toEqual([aClaim({ wanted: 0, reserved: 0, issued: 1 })]);
  });

  test('a smaller quantity releases only what is too much', () => {
    expect(wantExactly('o1', [aClaim({ reserved: 4, issued: 1 })], [line('l1', 3)], places(9))).toMatchObject([
      { wanted: 3, reserved: 2 },
    ]);
  });

  test('a larger quantity keeps its place in the queue, a new line gets the last one', () => {
    expect(wantExactly('o1', [aClaim()], [line('l1', 9), line('l2', 1)], places(9))).toMatchObject([
      { lineId: 'l1', place: 1, wanted: 9 },
      { lineId: 'l2', place: 9, wanted: 1 },
    ]);
  });

  test('a line that wants another item lets go of the first', () => {
    expect(wantExactly('o1', [aClaim({ reserved: 5 })], [line('l1', 5, 'valve')], places(9))).toMatchObject([
      { itemId: 'pump', wanted: 0, reserved: 0 },
      { itemId: 'valve', wanted: 5, reserved: 0, place: 9 },
    ]);
  });

  test('a change taken back wants again what was wanted before, at the old place', () => {
    const before = [aClaim({ reserved: 5 })];
    const changed = wantExactly('o1', before, [line('l2', 4)], places(9));

    expect(wantAsBefore(changed, before)).toMatchObject([
      { lineId: 'l1', wanted: 5, place: 1, reserved: 0 },
      { lineId: 'l2', wanted: 0, reserved: 0 },
    ]);
  });

  test('thousandths of a unit are neither lost nor invented', () => {
    const waiting = [aClaim({ wanted: 0.1 }), aClaim({ lineId: 'l2', place: 2, wanted: 0.2 })];

    expect(serveWaiting(0.3, waiting).map((claim) => claim.reserved)).toEqual([0.1, 0.2]);
  });
});
