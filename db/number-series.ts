/** Numbers from a sequence, around those that somebody has given by hand. */
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

export interface NumberSeries {
  /** The sequence in the service's schema. */
  readonly sequence: string;
  /** The letters that the numbers begin with, such as `C-`. */
  readonly prefix: string;
  readonly isTaken: (number: string) => Promise<boolean>;
}

/** The next number of a series that nothing has. */
export async function nextFreeNumber(
  db: QueryExecutorProvider,
  { sequence, prefix, isTaken }: NumberSeries,
): Promise<string> {
  for (;;) {
    const { rows } = await sql<{
      number: string;
    }>`select concat(${prefix}::text, nextval(${sequence})) as number`.execute(db);
    const number = rows[0]?.number ?? '';
    if (!(await isTaken(number))) return number;
  }
}
