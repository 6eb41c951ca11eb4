/** Every table as a customer's transaction sees it when no handler filters: the mutant that row-level security is there for. */
import pg from 'pg';

import { serviceNames } from '#contracts/areas.ts';
import type { Stack } from '#deploy/local/stack.ts';

interface Seen {
  readonly tables: number;
  /** Tables that showed a row of another customer. */
  readonly leaks: readonly string[];
}

/** Reads every table with a `customer_id` whole, as each service's working role, in the scope of one customer. */
export async function foreignRows(stack: Pick<Stack, 'databaseUrl'>, customerId: string): Promise<Seen> {
  const seen = await Promise.all(
    serviceNames.map((service) => rowsSeen(stack.databaseUrl(service), service, customerId)),
  );
  return { tables: seen.reduce((sum, { tables }) => sum + tables, 0), leaks: seen.flatMap(({ leaks }) => leaks) };
}

async function rowsSeen(url: string, service: string, customerId: string): Promise<Seen> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = $1 and column_name = 'customer_id'
       order by 1`,
      [service],
    );
    await client.query('begin');
    for (const [name, value] of [
      ['principal', 'user:customer'],
      ['scope', 'customer'],
      ['customer_id', customerId],
    ])
      await client.query('select set_config($1, $2, true)', [`callout.${name}`, value]);
    const leaks: string[] = [];
    for (const { name } of rows) {
      const table = `${service}.${pg.escapeIdentifier(name)}`;
      // A file of the company's own is its customer's to read once an order says so.
      const shown = `select from ${service}.order_files f where f.file_id = ${table}.file_id`;
      const unless = name === 'files' ? ` and not exists (${shown})` : '';
      const statement = `select from ${table} where customer_id is distinct from $1${unless} limit 1`;
      const found = await client.query(statement, [customerId]);
      if (found.rowCount !== 0) leaks.push(`${table} shows a foreign row`);
    }
    await client.query('rollback');
    return { tables: rows.length, leaks };
  } finally {
    await client.end();
  }
}
