/** Taking parts out of the warehouse for an order, what is set aside for the line first, and putting them back. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { addQuantities, compareQuantities, subtractQuantity } from '../shared/quantity.ts';
import { atLeastZero, smaller, withoutSurplus, type PartsWanted, type Reservation } from './reservations.ts';

/** What leaves the warehouse for one line: both quantities above 0 in sum. */
export interface IssuedPart {
  readonly lineId: string;
  readonly itemId: string;
  /** Of what was set aside for the line. */
  readonly fromReserved: number;
  /** Of what nobody had set aside. */
  readonly fromFree: number;
}

/** How a line stands after an issue: issued in all, and what it lacks of its whole quantity. */
export interface LineIssue {
  readonly lineId: string;
  readonly itemId: string;
  readonly issued: number;
  readonly missing: number;
}

export interface IssuePlan {
  readonly claims: readonly Reservation[];
  readonly parts: readonly IssuedPart[];
  readonly lines: readonly LineIssue[];
}

/** Free stock (on hand less everything set aside) per item id; an item that is not named has none. */
export type FreeStock = Readonly<Record<string, number>>;

/**
 * Issues of every line what was not issued before, up to its whole quantity. With `all` it is refused with
 * `inventory.missing-stock`, naming the lines, unless every line can be issued in full; without, what is there is
 * issued. `claims` are all claims of the order; a line without one gets one that wants nothing: only the order says
 * what it wants. `nextPlace` gives a new claim its place.
 */
export function issueParts(
  request: { readonly orderId: string; readonly lines: readonly PartsWanted[]; readonly all: boolean },
  claims: readonly Reservation[],
  free: FreeStock,
  nextPlace: () => number,
): Decision<IssuePlan, 'inventory.missing-stock'> {
  const left = new Map(Object.entries(free));
  const after = [...claims];
  const parts: IssuedPart[] = [];
  const lines: LineIssue[] = [];
  for (const { lineId, itemId, quantity } of request.lines) {
    const index = after.findIndex((claim) => claim.lineId === lineId && claim.itemId === itemId);
    const claim = after[index] ?? emptyClaim(request.orderId, lineId, itemId, nextPlace());
    const toIssue = atLeastZero(subtractQuantity(quantity, claim.issued));
    const fromReserved = smaller(claim.reserved, toIssue);
    const fromFree = smaller(left.get(itemId) ?? 0, subtractQuantity(toIssue, fromReserved));
    const taken = addQuantities(fromReserved, fromFree);
    left.set(itemId, subtractQuantity(left.get(itemId) ?? 0, fromFree));
    const issued = addQuantities(claim.issued, taken);
    lines.push({ lineId, itemId, issued, missing: subtractQuantity(toIssue, taken) });
    if (compareQuantities(taken, 0) === 0) continue;
    parts.push({ lineId, itemId, fromReserved, fromFree });
    const changed = withoutSurplus({ ...claim, issued, reserved: subtractQuantity(claim.reserved, fromReserved) });
    if (index < 0) after.push(changed);
    else after[index] = changed;
  }
  const short = lines.filter((line) => line.missing > 0);
  if (request.all && short.length > 0) return missingStock(short);
  return accept({ claims: after, parts, lines });
}

/**
 * Puts issued parts back: what had been set aside for a line is set aside for it again as far as it still wants it,
 * the rest is free and goes to whoever waits longest (`serveWaiting`).
 */
export function returnParts(claims: readonly Reservation[], parts: readonly IssuedPart[]): readonly Reservation[] {
  return parts.reduce(
    (after, part) =>
      after.map((claim) => {
        if (claim.lineId !== part.lineId || claim.itemId !== part.itemId) return claim;
        const issued = subtractQuantity(claim.issued, addQuantities(part.fromReserved, part.fromFree));
        return withoutSurplus({ ...claim, issued, reserved: addQuantities(claim.reserved, part.fromReserved) });
      }),
    claims,
  );
}

function missingStock(short: readonly LineIssue[]) {
  return refuse('inventory.missing-stock', {
    params: { lines: short.map((line) => line.lineId).join(' '), count: short.length },
  });
}

function emptyClaim(orderId: string, lineId: string, itemId: string, place: number): Reservation {
  return { orderId, lineId, itemId, place, wanted: 0, reserved: 0, issued: 0 };
}
