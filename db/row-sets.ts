/** Writes many rows of one table in one statement. */
import { sql } from 'kysely';

import type { AnyTransaction } from './transaction.ts';

/** A table and its key, as the schema types name them. */
export interface KeyedTable {
  readonly table: string;
  readonly id: string;
}

/** Inserts rows that agree in their columns, and gives the keys of those that no unique rule kept out. */
export async function insertRows(
  t: AnyTransaction,
  { table, id }: KeyedTable,
  rows: readonly object[],
): Promise<ReadonlySet<string>> {
  const [first] = rows;
  if (first === undefined) return new Set();
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  const inserted = await sql<{ key: string }>`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${asJson(rows)}::jsonb)
    on conflict do nothing returning ${sql.ref(id)}::text as key`.execute(t);
  return new Set(inserted.rows.map(({ key }) => key));
}

/** Writes every column of rows that agree in their columns, by key. */
export async function updateRows(t: AnyTransaction, { table, id }: KeyedTable, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const changes = Object.keys(first).filter((name) => name !== id);
  const values = sql.join(changes.map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`));
  await sql`
    update ${sql.table(table)} as t set ${values}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${asJson(rows)}::jsonb) as r
    where ${sql.ref(`t.${id}`)} = ${sql.ref(`r.${id}`)}`.execute(t);
}

/** Members as the columns are called; what is within them stays as it is. */
function asJson(rows: readonly object[]): string {
  const named = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])));
  return JSON.stringify(named);
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
