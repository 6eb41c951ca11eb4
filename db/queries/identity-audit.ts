/** What is kept of sign-ins and refused rights, as rows. */
import type { AuditEntry, AuditedWhat } from '#contracts/http/identity-audit.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

export interface NewAuditEntry {
  readonly entryId: string;
  readonly what: AuditedWhat;
  /** Empty while nobody is known. */
  readonly principal: string;
  /** The hash of the name that was typed, else empty. */
  readonly nameHash: string;
  /** The method and path of the route, as in its contract, else empty. */
  readonly route: string;
  /** Where the request came from. */
  readonly address: string;
  /** The minute in which the same is counted in one row. */
  readonly minute: string;
  readonly lastAt: string;
}

/** Writes an entry, or counts it in the one of its minute. */
export async function countAuditEntry(t: Transaction<'gateway'>, entry: NewAuditEntry): Promise<void> {
  await t
    .insertInto('auditEntries')
    .values({ ...entry, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['minute', 'what', 'principal', 'nameHash', 'route', 'address'])
        .doUpdateSet((row) => ({ count: row('auditEntries.count', '+', 1), lastAt: entry.lastAt })),
    )
    .execute();
}

/** What a list of entries asks for. */
export interface AuditSearch {
  readonly what: AuditedWhat | undefined;
  readonly principal: string | undefined;
  /** Behind this row. */
  readonly after: { readonly lastAt: string; readonly entryId: string } | undefined;
  readonly limit: number;
}

/** Entries, the latest first. */
export async function listAuditEntries(db: Db<'gateway'>, search: AuditSearch): Promise<readonly AuditEntry[]> {
  const { what, principal, after, limit } = search;
  const rows = await db
    .selectFrom('auditEntries')
    .select(['entryId', 'what', 'principal', 'route', 'address', 'count', 'minute', 'lastAt'])
    .where((row) =>
      row.and({ ...(what === undefined ? {} : { what }), ...(principal === undefined ? {} : { principal }) }),
    )
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('lastAt', 'entryId'), '<', tuple(after?.lastAt ?? '', after?.entryId ?? '')),
      ),
    )
    .orderBy('lastAt', 'desc')
    .orderBy('entryId', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ principal: who, route, minute: firstMinute, ...row }) => ({
    ...row,
    firstMinute,
    principal: who === '' ? null : who,
    route: route === '' ? null : route,
  }));
}

/** Removes entries from before an instant. */
export async function deleteAuditEntries(db: Db<'gateway'>, before: string): Promise<void> {
  await db.deleteFrom('auditEntries').where('lastAt', '<', before).execute();
}
