/** Prices and costs of a file: one for each kind, type, scope and day, entered, or given its new amount. */
import { v7 as uuidv7 } from 'uuid';

import { maxPriceMinor } from '#contracts/http/invoicing-schemas.ts';
import type { PriceInFile } from '#contracts/http/invoicing-import.ts';
import { appendEvents } from '#db/outbox.ts';
import { findCompany, lockPriceEntriesFor } from '#db/queries/invoicing.ts';
import type { InvoicingCompany, StoredPriceEntry } from '#db/queries/invoicing.ts';
import { insertRows, updateRows } from '#db/row-sets.ts';
import type { Transaction } from '#db/transaction.ts';
import { priceEntryFault } from '#domain/invoicing/price-list.ts';
import { smallestPartsOf } from '#domain/shared/decimal.ts';
import { placesOfCurrency } from '#domain/shared/money.ts';
import type { BatchTerms, RefusedRow, RowOutcome } from '../import-rows.ts';
import { priceEntryEvent } from './price-entries.ts';

type T = Transaction<'invoicing'>;

/** Ids of what rows name by number, by the numbers. */
export interface NumberedThings {
  readonly items: ReadonlyMap<string, string>;
  readonly technicians: ReadonlyMap<string, string>;
}

const table = { table: 'priceEntries', id: 'id' } as const;

/** Enters or changes the prices and costs of a file's rows. */
export async function importPrices(
  t: T,
  rows: readonly PriceInFile[],
  things: NumberedThings,
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const company = await findCompany(t);
  if (company === undefined) return rows.map(() => ({ code: 'invoicing.company-missing' }));
  const wanted = rows.map((row) => entryOf(row, things, company));
  const there = await lockPriceEntriesFor(t, company.companyId, wanted.filter(isEntry));
  const before = new Map(there.map((entry) => [placeOf(entry), entry]));
  const plans = wanted.map((entry) => (isEntry(entry) ? planOf(entry, before.get(placeOf(entry))) : entry));
  if (terms.isTrial) return plans.map(outcomeOf);
  return write(t, plans, terms.now);
}

function isEntry(entry: StoredPriceEntry | RefusedRow): entry is StoredPriceEntry {
  return 'id' in entry;
}

function entryOf(row: PriceInFile, things: NumberedThings, company: InvoicingCompany): StoredPriceEntry | RefusedRow {
  const { kind, lineType, category = null, itemNumber, technicianNumber, validFrom } = row;
  const { companyId, currency } = company;
  const itemId = idOf(things.items, itemNumber);
  const technicianId = idOf(things.technicians, technicianNumber);
  if (itemId === undefined) return unknown('import.unknown-item', 'itemNumber', itemNumber);
  if (technicianId === undefined) return unknown('import.unknown-technician', 'technicianNumber', technicianNumber);
  const amountMinor = smallestPartsOf(row.amount, placesOfCurrency(currency)) ?? Number.NaN;
  if (!(amountMinor <= maxPriceMinor)) return { code: 'import.amount', at: 'amount', params: { currency } };
  const entry = {
    ...{ id: uuidv7(), version: 1, companyId, kind, lineType, category },
    ...{ itemId, technicianId, validFrom, currency, amountMinor },
  };
  const fault = priceEntryFault(entry);
  return fault === null ? entry : { code: fault };
}

/** Null where none is named, undefined where the one that is named is not there. */
function idOf(ids: ReadonlyMap<string, string>, number: string | undefined): string | null | undefined {
  return number === undefined ? null : ids.get(number);
}

function unknown(code: string, at: string, number = ''): RefusedRow {
  return { code, at, params: { number } };
}

/** What there is one entry for. */
function placeOf({ kind, lineType, category, itemId, technicianId, validFrom }: StoredPriceEntry): string {
  return JSON.stringify([kind, lineType, category, itemId, technicianId, validFrom]);
}

interface Planned {
  readonly entry: StoredPriceEntry;
  readonly outcome: 'created' | 'changed';
}
type Plan = Planned | RefusedRow | 'unchanged';

function planOf(wanted: StoredPriceEntry, before: StoredPriceEntry | undefined): Plan {
  if (before === undefined) return { entry: wanted, outcome: 'created' };
  const { amountMinor, currency } = wanted;
  if (before.amountMinor === amountMinor && before.currency === currency) return 'unchanged';
  return { entry: { ...before, amountMinor, currency, version: before.version + 1 }, outcome: 'changed' };
}

async function write(t: T, plans: readonly Plan[], now: string): Promise<readonly RowOutcome[]> {
  const planned = plans.filter((plan) => typeof plan === 'object' && 'entry' in plan);
  const entriesOf = (wanted: Planned['outcome']) =>
    planned.filter(({ outcome }) => outcome === wanted).map(({ entry }) => entry);
  const entered = await insertRows(t, table, entriesOf('created'));
  const changed = entriesOf('changed');
  await updateRows(t, table, changed);
  const isWritten = ({ entry, outcome }: Planned) => outcome === 'changed' || entered.has(entry.id);
  const written = planned.filter(isWritten);
  await appendEvents(
    t,
    written.map(({ entry }) => priceEntryEvent(entry, now)),
  );
  // Somebody else was entering it just then.
  const isLost = (plan: Plan) => typeof plan === 'object' && 'entry' in plan && !isWritten(plan);
  return plans.map((plan) => (isLost(plan) ? { code: 'price-entry.duplicate' } : outcomeOf(plan)));
}

function outcomeOf(plan: Plan): RowOutcome {
  return typeof plan === 'object' && 'entry' in plan ? plan.outcome : plan;
}
