/** What the fields of the tax table hold, and the table that the API takes. */
import type { TaxTableView } from '#contracts/http/invoicing-schemas.ts';

import { decimalOf, smallestPartsOf } from '#domain/shared/decimal.ts';

export interface RateDraft {
  readonly id: number;
  readonly taxCode: string;
  /** As typed. */
  readonly percent: string;
  readonly validFrom: string;
}

export interface AssignmentDraft {
  readonly id: number;
  readonly kind: 'category' | 'item';
  /** The id of the category or item. */
  readonly subject: string;
  readonly taxCode: string;
}

export interface TaxTableDraft {
  readonly rates: readonly RateDraft[];
  readonly assignments: readonly AssignmentDraft[];
  /** Empty for none. */
  readonly defaultTaxCode: string;
}

/** Rates are kept in hundredths of a percent. */
const percentPlaces = 2;

export function taxTableDraftOf({ rates, assignments, defaultTaxCode }: TaxTableView): TaxTableDraft {
  return {
    rates: rates.map(({ taxCode, basisPoints, validFrom }, index) => ({
      id: index + 1,
      taxCode,
      percent: decimalOf(basisPoints, percentPlaces),
      validFrom,
    })),
    assignments: assignments.map(({ itemId, category, taxCode }, index) => ({
      id: index + 1,
      kind: itemId === null ? 'category' : 'item',
      subject: itemId ?? category ?? '',
      taxCode,
    })),
    defaultTaxCode: defaultTaxCode ?? '',
  };
}

/** The table as the contract is asked about it, with rates in hundredths of a percent. */
export function taxTableOf({ rates, assignments, defaultTaxCode }: TaxTableDraft) {
  return {
    rates: rates.map(({ taxCode, percent, validFrom }) => ({
      taxCode,
      basisPoints: smallestPartsOf(percent, percentPlaces),
      validFrom,
    })),
    assignments: assignments.map(({ kind, subject, taxCode }) => ({
      itemId: kind === 'item' ? subject : null,
      category: kind === 'category' ? subject : null,
      taxCode,
    })),
    defaultTaxCode: defaultTaxCode === '' ? null : defaultTaxCode,
  };
}

/** Each tax code once. */
export function taxCodesOf(rates: readonly Pick<RateDraft, 'taxCode'>[]): readonly string[] {
  return [...new Set(rates.map(({ taxCode }) => taxCode).filter((code) => code !== ''))];
}
