/** Quantities: decimal numbers of at most three places (2.5 h, 0.125 kg), added and compared in whole thousandths. */

/** True for a number that is exactly one of at most three decimal places and small enough to count in thousandths. */
export function isQuantity(value: number): boolean {
  const thousandths = Math.round(value * 1000);
  // Division is correctly rounded, so this is equality of decimals, not a tolerance.
  return Number.isSafeInteger(thousandths) && thousandths / 1000 === value;
}

/** Whole thousandths of a quantity. Throws RangeError for a number with more than three places: edges check first. */
export function toThousandths(quantity: number): number {
  if (!isQuantity(quantity)) throw new RangeError(`not a quantity of at most three places: ${quantity}`);
  return Math.round(quantity * 1000) + 0; // + 0 turns -0 into 0
}

/** The quantity of a number of whole thousandths. */
export function fromThousandths(thousandths: number): number {
  if (!Number.isSafeInteger(thousandths)) throw new RangeError(`not whole thousandths: ${thousandths}`);
  return thousandths / 1000;
}

/** The exact sum of quantities; 0 of none. */
export function addQuantities(...quantities: readonly number[]): number {
  return fromThousandths(quantities.reduce((sum, quantity) => sum + toThousandths(quantity), 0));
}

/** What is left of a quantity after taking another away; negative when more is taken than there was. */
export function subtractQuantity(from: number, taken: number): number {
  return fromThousandths(toThousandths(from) - toThousandths(taken));
}

/** Negative when a is less than b, 0 when equal, positive when more. */
export function compareQuantities(a: number, b: number): number {
  return toThousandths(a) - toThousandths(b);
}
