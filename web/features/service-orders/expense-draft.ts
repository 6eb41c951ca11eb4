/** What the fields of an expense hold, and what the API takes of it. */
import { decimalOf, smallestPartsOf } from '#domain/shared/decimal.ts';

import { textOrNothing } from '../../ui/text-or-nothing.ts';
import type { OrderLine } from './order-lines.tsx';

export interface ExpenseDraft {
  /** Empty for none. */
  readonly receiptFileId: string;
  readonly payBackTo: string;
  /** As it is typed. */
  readonly paid: string;
}

export const noExpense: ExpenseDraft = { receiptFileId: '', payBackTo: '', paid: '' };

/** @param places of the currency */
export function expenseDraftOf(expense: OrderLine['expense'], places: number): ExpenseDraft {
  const { receiptFileId = null, payBackTo = null, paidMinor = null } = expense ?? {};
  return {
    receiptFileId: receiptFileId ?? '',
    payBackTo: payBackTo ?? '',
    paid: paidMinor === null ? '' : decimalOf(paidMinor, places),
  };
}

/** The expense as it is sent; undefined when no amount can be read, or one is missing. */
export function expenseOf({ receiptFileId, payBackTo, paid }: ExpenseDraft, places: number) {
  const isEmpty = paid.trim() === '';
  const paidMinor = isEmpty ? null : smallestPartsOf(paid, places);
  if (paidMinor === undefined || (paidMinor !== null && paidMinor <= 0)) return undefined;
  if (payBackTo !== '' && paidMinor === null) return undefined;
  return {
    receiptFileId: textOrNothing(receiptFileId) ?? null,
    payBackTo: textOrNothing(payBackTo) ?? null,
    paidMinor,
  };
}

/** Neither receipt nor technician nor amount. */
export function saysNothing(expense: ReturnType<typeof expenseOf>): boolean {
  return Object.values(expense ?? {}).every((value) => value === null);
}
