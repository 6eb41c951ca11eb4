/** Price entries, the tax table and planned lines, as rows; what is asked for is what rules need. */
import { sql } from 'kysely';

import type { LineType, PriceEntry, PriceKind } from '#domain/invoicing/price-list.ts';
import type { LineToPrice } from '#domain/invoicing/pricing.ts';
import type { TaxTable } from '#domain/invoicing/tax-table.ts';
import { companyId } from '#domain/setup/company.ts';
import type { AnyDb, Db } from '../connection.ts';
import { setupValue } from './setup-copy.ts';

type InvoicingDb = Db<'invoicing'>;

/** The company as far as invoicing relies on it; an installation serves one. */
export interface InvoicingCompany {
  readonly companyId: string;
  readonly currency: string;
  /** IANA. */
  readonly timeZone: string;
}

/** The company by the service's own copy of the set-up, or undefined before it has arrived. */
export async function findCompany(db: AnyDb): Promise<InvoicingCompany | undefined> {
  const company = await setupValue(db, 'company', companyId);
  return company && { companyId, currency: company.data.currency, timeZone: company.data.timeZone };
}

/** An entry as it is kept. */
export interface StoredPriceEntry extends PriceEntry {
  readonly version: number;
  readonly companyId: string;
  readonly currency: string;
}

export interface PriceEntryFilter {
  readonly kind?: PriceKind | undefined;
  readonly lineType?: LineType | undefined;
  readonly category?: string | undefined;
  readonly itemId?: string | undefined;
  readonly technicianId?: string | undefined;
}

/** Where a page of entries begins: behind the entry with this day and id. */
export interface PriceEntryCursor {
  readonly validFrom: string;
  readonly id: string;
}

/** At most `limit` entries, the latest first. */
export async function listPriceEntries(
  db: InvoicingDb,
  filter: PriceEntryFilter,
  page: { readonly after: PriceEntryCursor | undefined; readonly limit: number },
): Promise<readonly StoredPriceEntry[]> {
  const { kind, lineType, category, itemId, technicianId } = filter;
  return db
    .selectFrom('priceEntries')
    .selectAll()
    .$if(kind !== undefined, (q) => q.where('kind', '=', kind ?? 'price'))
    .$if(lineType !== undefined, (q) => q.where('lineType', '=', lineType ?? 'hour'))
    .$if(category !== undefined, (q) => q.where('category', '=', category ?? null))
    .$if(itemId !== undefined, (q) => q.where('itemId', '=', itemId ?? null))
    .$if(technicianId !== undefined, (q) => q.where('technicianId', '=', technicianId ?? null))
    .$if(page.after !== undefined, (q) =>
      q.where(sql<boolean>`(valid_from, id) < (${page.after?.validFrom}::date, ${page.after?.id}::uuid)`),
    )
    .orderBy('validFrom', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

export async function findPriceEntry(db: InvoicingDb, id: string): Promise<StoredPriceEntry | undefined> {
  return db.selectFrom('priceEntries').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The entry, locked until the transaction ends. */
export async function lockPriceEntry(db: InvoicingDb, id: string): Promise<StoredPriceEntry | undefined> {
  return db.selectFrom('priceEntries').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Inserts an entry; false when there is one for the same thing and day. */
export async function insertPriceEntry(db: InvoicingDb, entry: StoredPriceEntry): Promise<boolean> {
  const row = await db
    .insertInto('priceEntries')
    .values(entry)
    .onConflict((conflict) => conflict.constraint('price_entries_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes a locked entry; false when another one is for the same thing and day. */
export async function updatePriceEntry(db: InvoicingDb, entry: StoredPriceEntry): Promise<boolean> {
  const { id, ...values } = entry;
  const twin = await db
    .selectFrom('priceEntries')
    .select('id')
    .where('id', '!=', id)
    .where('companyId', '=', entry.companyId)
    .where('kind', '=', entry.kind)
    .where('lineType', '=', entry.lineType)
    .where('category', 'is not distinct from', entry.category)
    .where('itemId', 'is not distinct from', entry.itemId)
    .where('technicianId', 'is not distinct from', entry.technicianId)
    .where('validFrom', '=', entry.validFrom)
    .executeTakeFirst();
  if (twin !== undefined) return false;
  await db.updateTable('priceEntries').set(values).where('id', '=', id).execute();
  return true;
}

/** The entries of a company that may be for the same things and days as some others, locked in the order of their ids. */
export async function lockPriceEntriesFor(
  db: InvoicingDb,
  companyId: string,
  wanted: readonly StoredPriceEntry[],
): Promise<readonly StoredPriceEntry[]> {
  const all = <Value>(values: readonly (Value | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const items = all(wanted.map(({ itemId }) => itemId));
  const others = wanted.filter(({ itemId }) => itemId === null);
  const categories = all(others.map(({ category }) => category));
  const technicians = all(others.map(({ technicianId }) => technicianId));
  return db
    .selectFrom('priceEntries')
    .selectAll()
    .where('companyId', '=', companyId)
    .where(sql<boolean>`valid_from = any(${all(wanted.map(({ validFrom }) => validFrom))}::date[])`)
    .where(
      sql<boolean>`(item_id = any(${items}::uuid[]) or (item_id is null and
      (category = any(${categories}::text[]) or technician_id = any(${technicians}::uuid[]))))`,
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function deletePriceEntry(db: InvoicingDb, id: string): Promise<void> {
  await db.deleteFrom('priceEntries').where('id', '=', id).execute();
}

/** Every entry that might hold for one of the lines on its day. */
export async function entriesForLines(
  db: InvoicingDb,
  lines: readonly LineToPrice[],
): Promise<readonly StoredPriceEntry[]> {
  if (lines.length === 0) return [];
  const distinct = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const latest = lines.reduce((day, line) => (line.workDate > day ? line.workDate : day), '');
  const [categories, items, technicians] = [
    distinct(lines.map((line) => line.category)),
    distinct(lines.map((line) => line.itemId)),
    distinct(lines.map((line) => line.technicianId)),
  ];
  return db
    .selectFrom('priceEntries')
    .selectAll()
    .where('validFrom', '<=', latest)
    .where(
      sql<boolean>`(item_id = any(${items}::uuid[]) or (item_id is null and
      (category = any(${categories}::text[]) or technician_id = any(${technicians}::uuid[]))))`,
    )
    .execute();
}

/** A company's tax table with its version and the id of its events. */
export interface StoredTaxTable {
  readonly id: string;
  readonly version: number;
  readonly document: TaxTable;
}

export async function findTaxTable(db: InvoicingDb, companyId: string): Promise<StoredTaxTable | undefined> {
  return db
    .selectFrom('taxTables')
    .select(['id', 'version', 'document'])
    .where('companyId', '=', companyId)
    .executeTakeFirst();
}

/** Writes the table when it is still at the version before; false when somebody else was faster. */
export async function saveTaxTable(db: InvoicingDb, companyId: string, table: StoredTaxTable): Promise<boolean> {
  const { id, version } = table;
  const document = JSON.stringify(table.document);
  if (version === 1) {
    const inserted = await db
      .insertInto('taxTables')
      .values({ id, companyId, version, document })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return inserted !== undefined;
  }
  const updated = await db
    .updateTable('taxTables')
    .set({ version, document })
    .where('companyId', '=', companyId)
    .where('version', '=', version - 1)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}
