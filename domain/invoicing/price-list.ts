/** Dated lists of sales prices and costs: what an entry is for, and which entry holds for a line on a day. */

/** What an order line is, as far as prices go. */
export type LineType = 'hour' | 'expense' | 'item' | 'fee';

/** `price` is what the customer pays per unit, `cost` what a unit costs the company. */
export const priceKinds = ['price', 'cost'] as const;
export type PriceKind = (typeof priceKinds)[number];

/** Whom or what an entry is for. A null matches every line; at least one is not null. */
export interface PriceScope {
  readonly category: string | null;
  readonly itemId: string | null;
  readonly technicianId: string | null;
}

/** One amount per unit (hour, piece, unit of an expense, fee), in minor units, from a local date on. */
export interface PriceEntry extends PriceScope {
  readonly id: string;
  readonly kind: PriceKind;
  readonly lineType: LineType;
  readonly validFrom: string;
  readonly amountMinor: number;
}

/** Why an entry cannot be kept. */
export type PriceEntryFault = 'price-entry.fee-cost' | 'price-entry.scope';

const scopesOf = {
  hour: { itemId: false, technicianId: true },
  expense: { itemId: false, technicianId: false },
  item: { itemId: true, technicianId: false },
  fee: { itemId: false, technicianId: false },
} as const satisfies Record<LineType, Record<'itemId' | 'technicianId', boolean>>;

/**
 * Checks an entry before it is kept: a fee has no cost (about-transaction-types), a technician prices hours only, an
 * item items only, and an entry for everything is a mistake. Null when it may be kept.
 */
export function priceEntryFault(entry: Omit<PriceEntry, 'id'>): PriceEntryFault | null {
  if (entry.lineType === 'fee' && entry.kind === 'cost') return 'price-entry.fee-cost';
  const allowed = scopesOf[entry.lineType];
  const misplaced =
    (entry.itemId !== null && !allowed.itemId) || (entry.technicianId !== null && !allowed.technicianId);
  const unscoped = entry.category === null && entry.itemId === null && entry.technicianId === null;
  return misplaced || unscoped ? 'price-entry.scope' : null;
}

/**
 * The entry that holds for a line of a type and scope on a local date: of those that match and are valid by then, the
 * most specific one (technician or item beats category, both together beat either), then the latest. An older entry of
 * a narrower scope therefore beats a newer one of a wider. The store keeps one entry per kind, type, scope and day; of
 * two that are equal in all of them the smaller id wins, so that the answer never depends on their order.
 */
export function entryFor(
  entries: readonly PriceEntry[],
  wanted: { readonly kind: PriceKind; readonly lineType: LineType; readonly on: string } & PriceScope,
): PriceEntry | undefined {
  return entries
    .filter((entry) => entry.kind === wanted.kind && entry.lineType === wanted.lineType)
    .filter((entry) => entry.validFrom <= wanted.on && covers(entry, wanted))
    .toSorted((a, b) => specificity(b) - specificity(a) || compare(b.validFrom, a.validFrom) || compare(a.id, b.id))[0];
}

function covers(scope: PriceScope, line: PriceScope): boolean {
  return (
    (scope.category === null || scope.category === line.category) &&
    (scope.itemId === null || scope.itemId === line.itemId) &&
    (scope.technicianId === null || scope.technicianId === line.technicianId)
  );
}

function specificity(scope: PriceScope): number {
  return (scope.itemId === null && scope.technicianId === null ? 0 : 2) + (scope.category === null ? 0 : 1);
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
