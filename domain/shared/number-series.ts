/** The series that number things: where one goes on, and under which letters. No number is given twice. */
import { accept, refuse } from './decision.ts';
import type { Decision } from './decision.ts';

export interface NumberSeries {
  /** The letters before the digits; they end without a digit, so that it is clear where the number begins. */
  readonly prefix: string;
  /** Of the next thing. */
  readonly nextNumber: number;
}

/** What a prefix may look like. */
export const prefixPattern = /^[A-Za-z0-9/.-]*[A-Za-z/.-]$/;

/** What it may look like where numbers stand in addresses and workflow ids. */
export const plainPrefixPattern = /^[A-Za-z0-9.-]*[A-Za-z.-]$/;

type Changed = { readonly changed: boolean };

/**
 * Whether a series without gaps may go on so. Under a prefix that nothing bears it begins wherever the company's earlier system
 * ended; under one that is borne it goes on where it stands, because a number that is left out has to be explained to the tax office.
 * @param highest the highest number that something bears under the wanted prefix, 0 for none
 */
export function changeGaplessSeries(
  before: NumberSeries,
  wanted: NumberSeries,
  highest: number,
): Decision<Changed, 'number-series.gap'> {
  if (highest > 0 && wanted.nextNumber !== highest + 1) return refuse('number-series.gap', nextAfter(wanted, highest));
  return accept({ changed: isOther(before, wanted) });
}

/**
 * Whether a series that may have gaps goes on so: anywhere behind what is borne, and behind what was given out under the same
 * prefix, whose thing may be about to be written.
 * @param highest as above
 */
export function changeSeries(
  before: NumberSeries,
  wanted: NumberSeries,
  highest: number,
): Decision<Changed, 'number-series.back'> {
  const given = before.prefix === wanted.prefix ? before.nextNumber - 1 : 0;
  const last = Math.max(highest, given);
  if (wanted.nextNumber <= last) return refuse('number-series.back', nextAfter(wanted, last));
  return accept({ changed: isOther(before, wanted) });
}

function nextAfter({ prefix }: NumberSeries, last: number) {
  return { params: { prefix, next: last + 1 } };
}

function isOther(before: NumberSeries, wanted: NumberSeries): boolean {
  return before.prefix !== wanted.prefix || before.nextNumber !== wanted.nextNumber;
}
