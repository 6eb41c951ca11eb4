/** What the fields of a price or cost hold, and the entry that the API takes. */
import type { PriceEntryView } from '#contracts/http/invoicing-schemas.ts';
import type { LineType, PriceKind } from '#domain/invoicing/price-list.ts';

import { placesOf } from '../../ui/format.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { decimalOf, smallestPartsOf } from '#domain/shared/decimal.ts';

export interface PriceDraft {
  readonly kind: PriceKind;
  readonly lineType: LineType;
  readonly category: string;
  readonly itemId: string;
  readonly technicianId: string;
  readonly validFrom: string;
  /** As typed, in the currency's own unit, such as euros. */
  readonly amount: string;
}

/** A price for a category's hours from a day on. */
export function newPriceDraft(validFrom: string): PriceDraft {
  return {
    kind: 'price',
    lineType: 'hour',
    category: '',
    itemId: '',
    technicianId: '',
    validFrom,
    amount: '',
  };
}

export function priceDraftOf(entry: PriceEntryView): PriceDraft {
  const { kind, lineType, category, itemId, technicianId, validFrom, amount } = entry;
  return {
    kind,
    lineType,
    category: category ?? '',
    itemId: itemId ?? '',
    technicianId: technicianId ?? '',
    validFrom,
    amount: decimalOf(amount.amount, placesOf(amount.currency)),
  };
}

/** The entry as the contract is asked about it: the amount in minor units, and only those whom its type may name. */
export function priceEntryOf(draft: PriceDraft, currency: string) {
  const { kind, lineType, validFrom } = draft;
  return {
    kind,
    lineType,
    category: textOrNothing(draft.category) ?? null,
    itemId: lineType === 'item' ? (textOrNothing(draft.itemId) ?? null) : null,
    technicianId: lineType === 'hour' ? (textOrNothing(draft.technicianId) ?? null) : null,
    validFrom,
    amount: { amount: smallestPartsOf(draft.amount, placesOf(currency)), currency },
  };
}
