/** Reservations of spare parts: what a line wants, what it has, and who is served first when stock is short. */
import { addQuantities, compareQuantities, subtractQuantity } from '../shared/quantity.ts';

/** A line's claim on an item. All quantities are in the item's unit and at least 0. */
export interface Reservation {
  readonly orderId: string;
  readonly lineId: string;
  readonly itemId: string;
  /** The place in the queue for the item: the lower one is served first. Given when the line begins to want. */
  readonly place: number;
  /** The line's whole quantity, what was issued included; 0 when the order wants it no more. */
  readonly wanted: number;
  /** Set aside in the warehouse. */
  readonly reserved: number;
  /** Taken out of the warehouse. */
  readonly issued: number;
}

export interface PartsWanted {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/** What the line still waits for: wanted, less what was issued and what is set aside. */
export function missingOf(reservation: Pick<Reservation, 'wanted' | 'reserved' | 'issued'>): number {
  return atLeastZero(subtractQuantity(reservation.wanted, addQuantities(reservation.issued, reservation.reserved)));
}

/** What a claim was before a change, so that its compensation can put it back. */
export type WantedBefore = Pick<Reservation, 'lineId' | 'itemId' | 'wanted' | 'place'>;

/**
 * Brings an order's claims to the whole set that it wants now. Nothing is reserved here, only released: what is free
 * then goes to whoever waits longest (`serveWaiting`), and that may be another order. A line that begins to want, or
 * wants another item, gets a place at the end of the queue from `nextPlace`; a line that wants more keeps its place.
 */
export function wantExactly(
  orderId: string,
  current: readonly Reservation[],
  lines: readonly PartsWanted[],
  nextPlace: () => number,
): readonly Reservation[] {
  const kept = current.map((claim) => {
    const line = lines.find((each) => isClaimOf(claim, each));
    const wanted = line?.quantity ?? 0;
    const place = claim.wanted === 0 && wanted > 0 ? nextPlace() : claim.place;
    return withoutSurplus({ ...claim, wanted, place });
  });
  const added = lines
    .filter((line) => !current.some((claim) => isClaimOf(claim, line)))
    .map((line) => ({
      orderId,
      lineId: line.lineId,
      itemId: line.itemId,
      place: nextPlace(),
      wanted: line.quantity,
      reserved: 0,
      issued: 0,
    }));
  return [...kept, ...added];
}

/** Puts an order's claims back to what they were before a change; what the change added is wanted no more. */
export function wantAsBefore(current: readonly Reservation[], before: readonly WantedBefore[]): readonly Reservation[] {
  return current.map((claim) => {
    const was = before.find((each) => each.lineId === claim.lineId && each.itemId === claim.itemId);
    return withoutSurplus({ ...claim, wanted: was?.wanted ?? 0, place: was?.place ?? claim.place });
  });
}

/**
 * Hands the free stock of one item to the claims that wait for it: the lowest place first, each as much as it misses
 * or as is left. Answers only the claims that got something. Afterwards nothing waits while something is free.
 */
export function serveWaiting(free: number, waiting: readonly Reservation[]): readonly Reservation[] {
  const served: Reservation[] = [];
  let left = free;
  for (const claim of waiting.toSorted((a, b) => a.place - b.place)) {
    const share = smaller(left, missingOf(claim));
    if (compareQuantities(share, 0) <= 0) continue;
    left = subtractQuantity(left, share);
    served.push({ ...claim, reserved: addQuantities(claim.reserved, share) });
  }
  return served;
}

/** A claim that keeps no more set aside than it still needs. */
export function withoutSurplus(claim: Reservation): Reservation {
  const needed = atLeastZero(subtractQuantity(claim.wanted, claim.issued));
  return { ...claim, reserved: smaller(claim.reserved, needed) };
}

/** The smaller of two quantities. */
export function smaller(a: number, b: number): number {
  return compareQuantities(a, b) <= 0 ? a : b;
}

/** The quantity, or 0 for a negative one. */
export function atLeastZero(quantity: number): number {
  return compareQuantities(quantity, 0) < 0 ? 0 : quantity;
}

function isClaimOf(claim: Reservation, line: PartsWanted): boolean {
  return claim.lineId === line.lineId && claim.itemId === line.itemId;
}
