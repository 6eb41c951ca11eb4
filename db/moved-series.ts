/** The series that may be moved, of any service that has the table `moved_series`, and how far their numbers went. */
import { sql } from 'kysely';

import type { NumberSeries as Place } from '#domain/shared/number-series.ts';
import type { AnyDb } from './connection.ts';
import type { NumberSeries } from './number-series.ts';
import type { AnyTransaction } from './transaction.ts';

/** A series that may be moved, with where it begins. */
export type MovableSeries<Name extends string> = NumberSeries & { readonly movedAs: Name };

/** A series with its version, which counts the changes by hand: 0 before the first. */
export interface StoredSeries<Name extends string> extends Place {
  readonly series: Name;
  readonly version: number;
}

/** The series as it stands: the number that the next thing gets, unless somebody is given it by hand. */
export async function findSeries<Name extends string>(
  db: AnyDb,
  series: MovableSeries<Name>,
): Promise<StoredSeries<Name>> {
  const { movedAs, sequence } = series;
  const { rows } = await sql<{ prefix: string | null; shift: number | null; version: number | null; next: number }>`
    select moved.prefix, moved.shift, moved.version, case when is_called then last_value + 1 else last_value end as next
    from ${sql.table(sequence)} left join moved_series moved on moved.series = ${movedAs}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error(`${sequence} is no sequence`);
  const nextNumber = Number(row.next) + Number(row.shift ?? 0);
  return { series: movedAs, prefix: row.prefix ?? series.prefix, nextNumber, version: row.version ?? 0 };
}

/** One change of a series after the other; who takes numbers does not wait. */
export async function lockSeries<Name extends string>(
  t: AnyTransaction,
  series: MovableSeries<Name>,
): Promise<StoredSeries<Name>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`moved-series/${series.movedAs}`}, 0))`.execute(t);
  return findSeries(t, series);
}

/** Lets the numbers go on there: as far beyond what they were as the rule saw, so that whatever was taken meanwhile stays behind. */
export async function saveSeries(
  t: AnyTransaction,
  companyId: string,
  { before, row }: { readonly before: StoredSeries<string>; readonly row: StoredSeries<string> },
): Promise<void> {
  const { series, prefix, nextNumber, version } = row;
  await sql`
    insert into moved_series (company_id, series, prefix, shift, version)
    values (${companyId}, ${series}, ${prefix}, ${nextNumber - before.nextNumber}, ${version})
    on conflict (company_id, series) do update
    set prefix = excluded.prefix, version = excluded.version, shift = moved_series.shift + excluded.shift`.execute(t);
}

/** The highest number that something bears under a prefix, 0 for none. */
export async function highestNumber(db: AnyDb, { table }: NumberSeries, prefix: string): Promise<number> {
  const digits = sql`substr(number, ${prefix.length + 1}::integer)`;
  const { rows } = await sql<{ highest: number | null }>`
    select max(${digits}::bigint) as highest from ${sql.table(table)}
    where starts_with(number, ${prefix}) and ${digits} ~ '^[0-9]{1,9}$'`.execute(db);
  return Number(rows[0]?.highest ?? 0);
}
