/** How many rows every table of every service has: what a request that was refused may not have changed. */
import pg from 'pg';

import { serviceNames } from '#contracts/areas.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { eventually } from './eventually.ts';

/** Failed sign-ins are counted, so that passwords cannot be guessed; they and refused rights are audited. */
const watchesCallers = /sign_in|audit_entries/;

/** By `schema.table`, as each service's working role sees it. */
export async function rowCounts(stack: Pick<Stack, 'databaseUrl'>): Promise<Readonly<Record<string, number>>> {
  const counted = await Promise.all(serviceNames.map((service) => countsOf(stack.databaseUrl(service))));
  return Object.fromEntries(counted.flat());
}

/** Looks, a second apart, that must agree: a consumer may pause for longer than one second between two batches. */
const agreeingLooks = 4;

/** The counts once nothing is on its way any more. */
export async function settledRowCounts(stack: Pick<Stack, 'databaseUrl'>): Promise<Readonly<Record<string, number>>> {
  let last = '';
  let agreeing = 0;
  return eventually(
    async () => {
      const counts = await rowCounts(stack);
      const seen = JSON.stringify(counts);
      agreeing = seen === last ? agreeing + 1 : 1;
      last = seen;
      if (agreeing < agreeingLooks) throw new Error('Rows are still being written');
      return counts;
    },
    { withinMs: 60_000, everyMs: 1_000 },
  );
}

async function countsOf(url: string): Promise<readonly (readonly [string, number])[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "select set_config('callout.principal', 'system:test', false), set_config('callout.scope', 'system', false)",
    );
    const tables = await client.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const counts: [string, number][] = [];
    for (const { name } of tables.rows) {
      if (watchesCallers.test(name)) continue;
      const { rows } = await client.query<{ count: number }>(`select count(*)::integer as count from ${name}`);
      counts.push([name, rows[0]?.count ?? 0]);
    }
    return counts;
  } finally {
    await client.end();
  }
}
