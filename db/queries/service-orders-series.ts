/** The series of the orders service that may be moved, as rows, and how far their numbers went. */
import { sql } from 'kysely';

import { seriesNames } from '#domain/service-orders/number-series.ts';
import type { SeriesName } from '#domain/service-orders/number-series.ts';
import type { NumberSeries as Place } from '#domain/shared/number-series.ts';
import type { Db } from '../connection.ts';
import type { NumberSeries } from '../number-series.ts';
import type { Transaction } from '../transaction.ts';

type OrdersDb = Db<'orders'>;

/** Where they begin. */
export const movableSeries = {
  'service-orders': series('service-orders', 'SO-', 'service_order_numbers', 'service_orders'),
  requests: series('requests', 'R-', 'request_numbers', 'requests'),
  customers: series('customers', 'C-', 'customer_numbers', 'customers'),
  sites: series('sites', 'S-', 'site_numbers', 'sites'),
  contacts: series('contacts', 'P-', 'contact_numbers', 'contacts'),
  objects: series('objects', 'O-', 'object_numbers', 'service_objects'),
} as const satisfies Readonly<Record<SeriesName, NumberSeries>>;

function series(movedAs: SeriesName, prefix: string, sequence: string, table: string): NumberSeries {
  return { movedAs, prefix, sequence, table };
}

/** A series with its version, which counts the changes by hand: 0 before the first. */
export interface StoredSeries extends Place {
  readonly series: SeriesName;
  readonly version: number;
}

/** All of them as they stand. */
export async function listSeries(db: OrdersDb): Promise<readonly StoredSeries[]> {
  const found: StoredSeries[] = [];
  for (const name of seriesNames) found.push(await findSeries(db, name));
  return found;
}

/** The series as it stands: the number that the next thing gets, unless somebody is given it by hand. */
export async function findSeries(db: OrdersDb, name: SeriesName): Promise<StoredSeries> {
  const moved = await db
    .selectFrom('movedSeries')
    .select(['prefix', 'shift', 'version'])
    .where('series', '=', name)
    .executeTakeFirst();
  const { prefix = movableSeries[name].prefix, shift = 0, version = 0 } = moved ?? {};
  return { series: name, prefix, nextNumber: (await nextValue(db, name)) + shift, version };
}

/** One change of a series after the other; who takes numbers does not wait. */
export async function lockSeries(t: Transaction<'orders'>, name: SeriesName): Promise<StoredSeries> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`moved-series/${name}`}, 0))`.execute(t);
  return findSeries(t, name);
}

/** Lets the numbers go on there: as far beyond what they were as the rule saw, so that whatever was taken meanwhile stays behind. */
export async function saveSeries(
  t: Transaction<'orders'>,
  companyId: string,
  { before, row }: { readonly before: StoredSeries; readonly row: StoredSeries },
): Promise<void> {
  const { series: name, prefix, nextNumber, version } = row;
  const shift = nextNumber - before.nextNumber;
  await t
    .insertInto('movedSeries')
    .values({ companyId, series: name, prefix, shift, version })
    .onConflict((conflict) =>
      conflict
        .columns(['companyId', 'series'])
        .doUpdateSet((old) => ({ prefix, version, shift: old('movedSeries.shift', '+', shift) })),
    )
    .execute();
}

async function nextValue(db: OrdersDb, name: SeriesName): Promise<number> {
  const sequence = sql.table(movableSeries[name].sequence);
  const { rows } = await sql<{ next: number }>`
    select case when is_called then last_value + 1 else last_value end as next from ${sequence}`.execute(db);
  return Number(rows[0]?.next);
}

/** The highest number that something bears under a prefix, 0 for none. */
export async function highestNumber(db: OrdersDb, name: SeriesName, prefix: string): Promise<number> {
  const digits = sql`substr(number, ${prefix.length + 1}::integer)`;
  const { rows } = await sql<{ highest: number | null }>`
    select max(${digits}::bigint) as highest from ${sql.table(movableSeries[name].table)}
    where starts_with(number, ${prefix}) and ${digits} ~ '^[0-9]{1,9}$'`.execute(db);
  return Number(rows[0]?.highest ?? 0);
}
