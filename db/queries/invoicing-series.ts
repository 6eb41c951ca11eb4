/** The series of numbers as rows, and how far their numbers went. */
import { sql } from 'kysely';

import type { NumberSeries } from '#domain/shared/number-series.ts';
import type { Db } from '../connection.ts';

type InvoicingDb = Db<'invoicing'>;

export interface SeriesKey {
  readonly companyId: string;
  readonly series: string;
}

/** A series with its version, which counts the changes by hand: 0 before the first. */
export interface StoredSeries extends NumberSeries {
  readonly version: number;
}

/** The series as it stands; undefined before its first number. */
export async function findSeries(db: InvoicingDb, key: SeriesKey): Promise<StoredSeries | undefined> {
  const row = await seriesRow(db, key).executeTakeFirst();
  return row && storedSeries(row);
}

/** The series, made as `first` where there is none, and locked until the transaction ends: no invoice takes a number meanwhile. */
export async function lockSeries(db: InvoicingDb, key: SeriesKey, first: NumberSeries): Promise<StoredSeries> {
  await db
    .insertInto('numberSeries')
    .values({ ...key, prefix: first.prefix, lastNumber: first.nextNumber - 1 })
    .onConflict((conflict) => conflict.columns(['companyId', 'series']).doNothing())
    .execute();
  return storedSeries(await seriesRow(db, key).forUpdate().executeTakeFirstOrThrow());
}

function seriesRow(db: InvoicingDb, { companyId, series }: SeriesKey) {
  return db
    .selectFrom('numberSeries')
    .select(['prefix', 'lastNumber', 'version'])
    .where('companyId', '=', companyId)
    .where('series', '=', series);
}

function storedSeries({ lastNumber, ...row }: { prefix: string; lastNumber: number; version: number }): StoredSeries {
  return { ...row, nextNumber: lastNumber + 1 };
}

export async function saveSeries(db: InvoicingDb, key: SeriesKey, row: StoredSeries): Promise<void> {
  const { prefix, nextNumber, version } = row;
  await db
    .updateTable('numberSeries')
    .set({ prefix, lastNumber: nextNumber - 1, version })
    .where('companyId', '=', key.companyId)
    .where('series', '=', key.series)
    .execute();
}

/** The highest number that an invoice bears under a prefix, 0 for none. */
export async function highestNumber(db: InvoicingDb, companyId: string, prefix: string): Promise<number> {
  const digits = sql<string>`substr(number, ${prefix.length + 1}::integer)`;
  const { highest } = await db
    .selectFrom('invoices')
    .select(sql<number | null>`max(${digits}::bigint)`.as('highest'))
    .where('companyId', '=', companyId)
    .where(sql<boolean>`starts_with(number, ${prefix}) and ${digits} ~ '^[0-9]{1,9}$'`)
    .executeTakeFirstOrThrow();
  return Number(highest ?? 0);
}
