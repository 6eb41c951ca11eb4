/** The price lists of the first start, for the categories that come with the product. */
import type { PriceEntryData } from '#contracts/http/invoicing-schemas.ts';
import { findCompany } from '#db/queries/invoicing.ts';
import type { Transaction } from '#db/transaction.ts';
import type { TaxTable } from '#domain/invoicing/tax-table.ts';
import { createPriceEntry } from './price-entries.ts';
import { changeTaxTable, readTaxTable } from './tax-table.ts';

/** Early enough for orders that are imported from long ago. */
const validFrom = '2000-01-01';

/** Category, type of line, price and cost per unit in minor units; an hour, a kilometre, one of anything else. */
const defaults = [
  ['labour', 'hour', 8_500, 4_200],
  ['travel', 'hour', 6_500, 3_800],
  ['mileage', 'expense', 70, 45],
  ['expenses', 'expense', 100, 100],
  ['spare-parts', 'item', 4_900, 3_100],
  ['consumables', 'item', 900, 400],
  ['call-out', 'fee', 5_900, null],
  ['inspection', 'fee', 9_900, null],
] as const;

const taxes: TaxTable = {
  rates: [
    { taxCode: 'standard', basisPoints: 1_900, validFrom },
    { taxCode: 'reduced', basisPoints: 700, validFrom },
    { taxCode: 'exempt', basisPoints: 0, validFrom },
  ],
  assignments: [],
  defaultTaxCode: 'standard',
};

/**
 * Enters default prices, costs and taxes once, when the company has arrived and there is no tax table yet; several
 * processes at once do it once. True when they were entered. An item without an entry of its own is priced by its
 * category.
 * @throws Error when a default is refused by its own rules, which is a bug
 */
export async function seedPriceLists(t: Transaction<'invoicing'>, now: string): Promise<boolean> {
  const company = await findCompany(t);
  const before = await readTaxTable(t);
  if (company === undefined || !before.ok || before.table.version > 0) return false;
  const table = await changeTaxTable(t, taxes, { ifMatch: 0, now });
  // Another process was faster, and enters the prices too.
  if (!table.ok) return false;
  for (const entry of entriesOf(company.currency)) {
    const created = await createPriceEntry(t, entry, now);
    if (!created.ok) throw new Error(`The default for ${entry.category} was refused: ${created.refusal.code}`);
  }
  return true;
}

function entriesOf(currency: string): PriceEntryData[] {
  return defaults.flatMap(([category, lineType, price, cost]) => {
    const scope = { lineType, category, itemId: null, technicianId: null, validFrom };
    const priced: PriceEntryData = { ...scope, kind: 'price', amount: { amount: price, currency } };
    if (cost === null) return [priced];
    return [priced, { ...scope, kind: 'cost', amount: { amount: cost, currency } } satisfies PriceEntryData];
  });
}
