/** Decimals that people type, exactly as whole numbers of their smallest part. */

/**
 * `1234` of `12.34` or `12,34` with two places. Undefined of nothing, NaN of what is no such decimal: grouped digits and
 * more places are refused rather than guessed at.
 */
export function smallestPartsOf(typed: string, places: number): number | undefined {
  const trimmed = typed.trim();
  if (trimmed === '') return undefined;
  const [, whole, part = ''] = /^(\d{1,12})(?:[.,](\d+))?$/.exec(trimmed) ?? [];
  if (whole === undefined || part.length > places) return Number.NaN;
  return Number(`${whole}${part.padEnd(places, '0')}`);
}

/** `12.34` of 1234 with two places, to be changed by typing. */
export function decimalOf(smallestParts: number, places: number): string {
  return (smallestParts / 10 ** places).toFixed(places);
}

const quantityPlaces = 3;

/** A quantity as the API takes it, with at most three places; undefined of nothing, NaN of what is no such decimal. */
export function quantityOf(typed: string): number | undefined {
  const thousandths = smallestPartsOf(typed, quantityPlaces);
  return thousandths === undefined ? undefined : thousandths / 10 ** quantityPlaces;
}
