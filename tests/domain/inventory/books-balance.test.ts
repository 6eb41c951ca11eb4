/** Invariant 3 for stock: whatever is wanted, issued, returned and received, and however often, the books balance. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { issueParts, returnParts, type IssuedPart } from '#domain/inventory/issue.ts';
import {
  missingOf,
  serveWaiting,
  wantExactly,
  type PartsWanted,
  type Reservation,
} from '#domain/inventory/reservations.ts';
import { addQuantities, compareQuantities, subtractQuantity } from '#domain/shared/quantity.ts';

const items = ['pump', 'valve'] as const;

/** One warehouse as its rows would hold it: every change of stock is a movement, the last issue can be put back once. */
type Warehouse = {
  readonly onHand: Readonly<Record<string, number>>;
  readonly movements: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly claims: readonly Reservation[];
  readonly lastIssue: { readonly orderId: string; readonly parts: readonly IssuedPart[] } | null;
  readonly places: number;
};
const empty: Warehouse = { onHand: {}, movements: [], claims: [], lastIssue: null, places: 0 };

type Step =
  | { readonly name: 'receive'; readonly itemId: string; readonly quantity: number }
  | { readonly name: 'want'; readonly orderId: string; readonly lines: readonly PartsWanted[] }
  | { readonly name: 'issue'; readonly orderId: string; readonly lines: readonly PartsWanted[]; readonly all: boolean }
  | { readonly name: 'return' };

const quantity = fc.integer({ min: 1, max: 9000 }).map((thousandths) => thousandths / 1000);
const itemId = fc.constantFrom(...items);
const orderId = fc.constantFrom('o1', 'o2', 'o3');
const lines = fc.uniqueArray(fc.record({ lineId: fc.constantFrom('l1', 'l2', 'l3'), itemId, quantity }), {
  selector: (line) => line.lineId,
  maxLength: 3,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ name: fc.constant('receive' as const), itemId, quantity }),
  fc.record({ name: fc.constant('want' as const), orderId, lines }),
  fc.record({ name: fc.constant('issue' as const), orderId, lines, all: fc.boolean() }),
  fc.record({ name: fc.constant('return' as const) }),
);

function sum(quantities: readonly number[]): number {
  return addQuantities(...quantities);
}

function freeOf(warehouse: Warehouse, item: string): number {
  const reserved = sum(warehouse.claims.filter((claim) => claim.itemId === item).map((claim) => claim.reserved));
  return subtractQuantity(warehouse.onHand[item] ?? 0, reserved);
}

/** Books a movement and changes the stock by it. */
function moved(warehouse: Warehouse, item: string, change: number): Warehouse {
  const onHand = { ...warehouse.onHand, [item]: addQuantities(warehouse.onHand[item] ?? 0, change) };
  return { ...warehouse, onHand, movements: [...warehouse.movements, { itemId: item, quantity: change }] };
}

/** Replaces an order's claims, then gives what is free to whoever waits. */
function settled(warehouse: Warehouse, order: string, claims: readonly Reservation[]): Warehouse {
  const others = warehouse.claims.filter((claim) => claim.orderId !== order);
  return items.reduce(
    (state, item) => {
      const waiting = state.claims.filter((claim) => claim.itemId === item);
      const served = serveWaiting(freeOf(state, item), waiting);
      const isServed = (claim: Reservation) =>
        served.find(
          (each) => each.orderId === claim.orderId && each.lineId === claim.lineId && each.itemId === claim.itemId,
        );
      return { ...state, claims: state.claims.map((claim) => isServed(claim) ?? claim) };
    },
    { ...warehouse, claims: [...others, ...claims] },
  );
}

function take(warehouse: Warehouse, taken: Step): Warehouse {
  let { places } = warehouse;
  const nextPlace = () => (places += 1);
  const claimsOf = (order: string) => warehouse.claims.filter((claim) => claim.orderId === order);
  if (taken.name === 'receive') return settled(moved(warehouse, taken.itemId, taken.quantity), '', []);
  if (taken.name === 'want') {
    const claims = wantExactly(taken.orderId, claimsOf(taken.orderId), taken.lines, nextPlace);
    return { ...settled(warehouse, taken.orderId, claims), places };
  }
  if (taken.name === 'return') {
    if (warehouse.lastIssue === null) return warehouse;
    const { orderId: order, parts } = warehouse.lastIssue;
    const back = parts.reduce(
      (state, part) => moved(state, part.itemId, sum([part.fromReserved, part.fromFree])),
      warehouse,
    );
    return { ...settled(back, order, returnParts(claimsOf(order), parts)), lastIssue: null };
  }
  const free = Object.fromEntries(items.map((item) => [item, freeOf(warehouse, item)]));
  const plan = issueParts(taken, claimsOf(taken.orderId), free, nextPlace);
  if (!plan.ok) return warehouse;
  const out = plan.parts.reduce(
    (state, part) => moved(state, part.itemId, -sum([part.fromReserved, part.fromFree])),
    warehouse,
  );
  return {
    ...settled(out, taken.orderId, plan.claims),
    lastIssue: { orderId: taken.orderId, parts: plan.parts },
    places,
  };
}

test('stock is the sum of its movements, covers what is set aside, and nobody waits beside free stock', () => {
  const property = fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    let warehouse = empty;
    for (const [index, taken] of steps.entries()) {
      const received = (item: string) =>
        sum(
          steps
            .slice(0, index + 1)
            .map((each) => (each.name === 'receive' && each.itemId === item ? each.quantity : 0)),
        );
      warehouse = take(warehouse, taken);
      for (const item of items) {
        const claims = warehouse.claims.filter((claim) => claim.itemId === item);
        const onHand = warehouse.onHand[item] ?? 0;
        const movements = warehouse.movements.filter((movement) => movement.itemId === item);

        expect(sum(movements.map((movement) => movement.quantity))).toBe(onHand);
        expect(subtractQuantity(received(item), sum(claims.map((claim) => claim.issued)))).toBe(onHand);
        expect(freeOf(warehouse, item)).toBeGreaterThanOrEqual(0);
        expect(claims.every((claim) => Math.min(claim.wanted, claim.reserved, claim.issued, onHand) >= 0)).toBe(true);
        expect(freeOf(warehouse, item) > 0 && claims.some((claim) => compareQuantities(missingOf(claim), 0) > 0)).toBe(
          false,
        );
      }
    }
  });
  fc.assert(property, { numRuns: 500 });
});

test('wanting or issuing the same again changes nothing', () => {
  const property = fc.property(
    fc.array(step, { maxLength: 12 }),
    orderId,
    lines,
    fc.boolean(),
    (steps, order, wanted, all) => {
      const before = steps.reduce(take, empty);
      for (const again of [
        { name: 'want', orderId: order, lines: wanted },
        { name: 'issue', orderId: order, lines: wanted, all },
      ] as const) {
        const once = take(before, again);
        const twice = take(once, again);
        const byPlace = ({ claims }: Warehouse) => claims.toSorted((a, b) => a.place - b.place);

        expect(byPlace(twice)).toEqual(byPlace(once));
        expect(twice.onHand).toEqual(once.onHand);
      }
    },
  );
  fc.assert(property, { numRuns: 500 });
});
