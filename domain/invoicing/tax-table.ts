/** The tax table: dated rates of tax codes, and which code an item or a category has. One document, versioned as a whole. */

/** A rate of a tax code from a local date on, in hundredths of a percent (1900 = 19 %). */
export interface TaxRate {
  readonly taxCode: string;
  readonly basisPoints: number;
  readonly validFrom: string;
}

/** The code of an item or of a category; exactly one of them is given. */
export interface TaxAssignment {
  readonly itemId: string | null;
  readonly category: string | null;
  readonly taxCode: string;
}

export interface TaxTable {
  readonly rates: readonly TaxRate[];
  readonly assignments: readonly TaxAssignment[];
  /** For what no assignment names; null when everything must be assigned. */
  readonly defaultTaxCode: string | null;
}

/** A code with the rate that holds on a day. */
export interface TaxOfLine {
  readonly taxCode: string;
  readonly basisPoints: number;
}

export type TaxTableFault =
  'tax-table.duplicate-rate' | 'tax-table.duplicate-assignment' | 'tax-table.assignment' | 'tax-table.unknown-code';

/** What is wrong with a table that someone wants to keep, or null: then every question has at most one answer. */
export function taxTableFault(table: TaxTable): TaxTableFault | null {
  const codes = new Set(table.rates.map((rate) => rate.taxCode));
  const used = [table.defaultTaxCode, ...table.assignments.map((each) => each.taxCode)];
  if (hasTwins(table.rates.map((rate) => `${rate.taxCode} ${rate.validFrom}`))) return 'tax-table.duplicate-rate';
  if (table.assignments.some((each) => (each.itemId === null) === (each.category === null)))
    return 'tax-table.assignment';
  if (hasTwins(table.assignments.map((each) => `${each.itemId} ${each.category}`)))
    return 'tax-table.duplicate-assignment';
  return used.some((code) => code !== null && !codes.has(code)) ? 'tax-table.unknown-code' : null;
}

/**
 * The tax of a line on a local date, which is the day of the supply: an item's own code before its category's before
 * the default; of the code's rates the latest that is valid by then. Undefined when code or rate is missing.
 */
export function taxOf(
  table: TaxTable,
  line: { readonly itemId: string | null; readonly category: string; readonly on: string },
): TaxOfLine | undefined {
  const own = table.assignments.find((each) => each.itemId !== null && each.itemId === line.itemId);
  const general = table.assignments.find((each) => each.category !== null && each.category === line.category);
  const taxCode = own?.taxCode ?? general?.taxCode ?? table.defaultTaxCode;
  const rate = table.rates
    .filter((each) => each.taxCode === taxCode && each.validFrom <= line.on)
    .reduce<TaxRate | undefined>(
      (latest, each) => (latest && latest.validFrom > each.validFrom ? latest : each),
      undefined,
    );
  return rate && { taxCode: rate.taxCode, basisPoints: rate.basisPoints };
}

function hasTwins(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
