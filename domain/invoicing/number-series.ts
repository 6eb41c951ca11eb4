/** The series that numbers invoices: where it goes on, and under which letters. Numbers have no gap and no double. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';

export interface NumberSeries {
  /** The letters before the digits; they end without a digit, so that it is clear where the number begins. */
  readonly prefix: string;
  /** Of the next invoice. */
  readonly nextNumber: number;
}

/** What a new company's invoices begin with. */
export const firstSeries: NumberSeries = { prefix: 'INV-', nextNumber: 1 };

/** What a prefix may look like. */
export const prefixPattern = /^[A-Za-z0-9/.-]*[A-Za-z/.-]$/;

/**
 * Whether a series may go on so. Under a prefix that no invoice bears it begins wherever the company's earlier system ended;
 * under one that is borne it goes on where it stands, because a number that is left out has to be explained to the tax office.
 * @param highest the highest number that an invoice bears under the wanted prefix, 0 for none
 */
export function changeSeries(
  before: NumberSeries,
  wanted: NumberSeries,
  highest: number,
): Decision<{ readonly changed: boolean }, 'number-series.gap'> {
  if (highest > 0 && wanted.nextNumber !== highest + 1) {
    return refuse('number-series.gap', { params: { prefix: wanted.prefix, next: highest + 1 } });
  }
  return accept({ changed: before.prefix !== wanted.prefix || before.nextNumber !== wanted.nextNumber });
}
