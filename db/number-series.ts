/** Numbers from a sequence, around those that somebody has given by hand. */
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

export interface NumberSeries {
  /** The sequence in the service's schema. */
  readonly sequence: string;
  /** The letters that the numbers begin with, such as `C-`, unless the series was moved. */
  readonly prefix: string;
  /** The table whose rows bear the numbers. */
  readonly table: string;
  /** The name under which the series may be moved, by a row of `moved_series`; absent where none is. */
  readonly movedAs?: string;
}

/** The next number of a series that nothing has. */
export async function nextFreeNumber(db: QueryExecutorProvider, series: NumberSeries): Promise<string> {
  const [number] = await nextFreeNumbers(db, series, { count: 1, besides: [] });
  if (number === undefined) throw new Error(`${series.sequence} gave no number`);
  return number;
}

/** So many of the next numbers that nothing has, and that are not about to be given. */
export async function nextFreeNumbers(
  db: QueryExecutorProvider,
  { sequence, prefix, table, movedAs }: NumberSeries,
  { count, besides }: { readonly count: number; readonly besides: readonly string[] },
): Promise<readonly string[]> {
  // Letters and shift are read together, so that a number is of one place or of the other.
  const moved =
    movedAs === undefined
      ? sql`(select null::text as prefix, null::bigint as shift)`
      : sql`(select prefix, shift from moved_series where series = ${movedAs})`;
  const free: string[] = [];
  while (free.length < count) {
    const { rows } = await sql<{ number: string }>`
      with next as (
        select concat(coalesce(moved.prefix, ${prefix}::text), nextval(${sequence}) + coalesce(moved.shift, 0)) as number
        from generate_series(1, ${count - free.length}::integer) left join ${moved} as moved on true
      )
      select number from next
      where number <> all(${besides}::text[])
        and not exists (select from ${sql.table(table)} as t where t.number = next.number)`.execute(db);
    free.push(...rows.map(({ number }) => number));
  }
  return free;
}
