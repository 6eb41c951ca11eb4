/** Entries of the set-up and every version of them, as rows; the data is parsed by its kind's contract. */
import { sql } from 'kysely';

import { setupData } from '#contracts/http/setup-schemas.ts';
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';

type GatewayDb = Db<'gateway'>;

/** An entry of one kind as it is, or as it was in one version. */
export interface SetupEntry<Kind extends SetupKind = SetupKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly version: number;
  readonly data: SetupData[Kind];
  readonly changedAt: string;
}

const columns = ['id', 'version', 'data', 'changedAt'] as const;

interface Row {
  readonly id: string;
  readonly version: number;
  readonly data: unknown;
  readonly changedAt: string;
}

function entryOf<Kind extends SetupKind>(kind: Kind, row: Row): SetupEntry<Kind> {
  // Each kind's schema parses to that kind's data; the compiler cannot follow the index.
  const data = setupData[kind].parse(row.data) as SetupData[Kind];
  return { kind, id: row.id, version: row.version, data, changedAt: row.changedAt };
}

function entries(db: GatewayDb, kind: SetupKind) {
  return db.selectFrom('setupEntries').select(columns).where('kind', '=', kind);
}

export async function findEntry<Kind extends SetupKind>(
  db: GatewayDb,
  kind: Kind,
  id: string,
): Promise<SetupEntry<Kind> | undefined> {
  const row = await entries(db, kind).where('id', '=', id).executeTakeFirst();
  return row && entryOf(kind, row);
}

/** All entries of a kind, by id. */
export async function entriesOf<Kind extends SetupKind>(
  db: GatewayDb,
  kind: Kind,
): Promise<readonly SetupEntry<Kind>[]> {
  const rows = await entries(db, kind).orderBy('id').execute();
  return rows.map((row) => entryOf(kind, row));
}

/** The entry, locked until the transaction ends, or undefined. */
export async function lockEntry<Kind extends SetupKind>(
  db: GatewayDb,
  kind: Kind,
  id: string,
): Promise<SetupEntry<Kind> | undefined> {
  const row = await entries(db, kind).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && entryOf(kind, row);
}

export async function findVersion<Kind extends SetupKind>(
  db: GatewayDb,
  kind: Kind,
  id: string,
  version: number,
): Promise<SetupEntry<Kind> | undefined> {
  const row = await db
    .selectFrom('setupVersions')
    .select(columns)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row && entryOf(kind, row);
}

export interface EntrySearch {
  /** Part of the name or the id, whatever the case; null for all. */
  readonly search: string | null;
  readonly active: boolean | null;
  /** The id behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of entries by id. */
export async function searchEntries<Kind extends SetupKind>(
  db: GatewayDb,
  kind: Kind,
  { search, active, after, limit }: EntrySearch,
): Promise<readonly SetupEntry<Kind>[]> {
  const name = sql<string>`data ->> 'name'`;
  const isActive = sql<boolean>`coalesce((data ->> 'active')::boolean, true)`;
  const rows = await entries(db, kind)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .$if(active !== null, (query) => query.where(isActive, '=', active ?? true))
    .$if(search !== null, (query) => query.where(contains(['id', name], search ?? '')))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => entryOf(kind, row));
}

/** Writes the first or the next version: the entry as it is now, and the version for ever. */
export async function saveEntry(
  db: GatewayDb,
  entry: SetupEntry,
  more: { readonly companyId: string; readonly changedBy: string },
): Promise<void> {
  const { kind, id, version, changedAt } = entry;
  const data = JSON.stringify(entry.data);
  const { companyId, changedBy } = more;
  await db
    .insertInto('setupEntries')
    .values({ kind, id, companyId, version, data, changedAt })
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ version, data, changedAt }))
    .execute();
  await db.insertInto('setupVersions').values({ kind, id, version, companyId, data, changedAt, changedBy }).execute();
}
