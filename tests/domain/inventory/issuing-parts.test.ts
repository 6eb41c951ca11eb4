import { describe, expect, test } from 'vitest';

import { issueParts, returnParts } from '#domain/inventory/issue.ts';
import { serveWaiting } from '#domain/inventory/reservations.ts';
import type { Reservation } from '#domain/inventory/reservations.ts';

function aClaim(change: Partial<Reservation> = {}): Reservation {
  return { orderId: 'o1', lineId: 'l1', itemId: 'pump', place: 1, wanted: 5, reserved: 5, issued: 0, ...change };
}

const nine = () => 9;
const line = (lineId: string, quantity: number) => ({ lineId, itemId: 'pump', quantity });

function issued(
  request: { lines: ReturnType<typeof line>[]; all?: boolean },
  claims: readonly Reservation[],
  free = 0,
) {
  const decision = issueParts({ orderId: 'o1', all: false, ...request }, claims, { pump: free }, nine);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision;
}

describe('issuing parts', () => {
  test('what is set aside for the line is issued first, then what is free', () => {
    expect(issued({ lines: [line('l1', 7)] }, [aClaim()], 10).parts).toEqual([
      { lineId: 'l1', itemId: 'pump', fromReserved: 5, fromFree: 2 },
    ]);
  });

  test('a part that was issued is not issued again', () => {
    const once = issued({ lines: [line('l1', 5)] }, [aClaim()], 10);
    const twice = issued({ lines: [line('l1', 5)] }, once.claims, 10);

    expect(twice.parts).toEqual([]);
    expect(twice.lines).toEqual([{ lineId: 'l1', itemId: 'pump', issued: 5, missing: 0 }]);
  });

  test('what another line has set aside is out of reach', () => {
    const claims = [aClaim({ reserved: 1 }), aClaim({ lineId: 'l2', reserved: 4 })];

    expect(issued({ lines: [line('l1', 5)] }, claims).lines).toEqual([
      { lineId: 'l1', itemId: 'pump', issued: 1, missing: 4 },
    ]);
  });

  test('two lines of one item share what is free', () => {
    expect(issued({ lines: [line('l1', 2), line('l2', 2)] }, [], 3).lines).toMatchObject([
      { issued: 2, missing: 0 },
      { issued: 1, missing: 1 },
    ]);
  });

  test('all or nothing is refused with the lines that lack stock', () => {
    const request = { orderId: 'o1', lines: [line('l1', 5), line('l2', 1), line('l3', 1)], all: true };

    expect(issueParts(request, [aClaim()], { pump: 0 }, nine)).toEqual({
      ok: false,
      refusal: { code: 'inventory.missing-stock', params: { lines: 'l2 l3', count: 2 } },
    });
  });

  test('parts that come back are set aside again for the line that wants them', () => {
    const plan = issued({ lines: [line('l1', 7)] }, [aClaim()], 10);

    expect(returnParts(plan.claims, plan.parts)).toEqual([aClaim()]);
  });

  test('parts that come back to a line that wants nothing any more are free for who waits', () => {
    const plan = issued({ lines: [line('l1', 5)] }, [aClaim()]);
    const [back] = returnParts([{ ...aClaim({ wanted: 0, reserved: 0, issued: 5 }) }], plan.parts);

    expect(back).toMatchObject({ issued: 0, reserved: 0 });
    expect(serveWaiting(5, [aClaim({ orderId: 'o2', reserved: 0, wanted: 4 })])).toMatchObject([
      { orderId: 'o2', reserved: 4 },
    ]);
  });
});
