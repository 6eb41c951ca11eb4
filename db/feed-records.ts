/** The newest record of each thing by each source, in the schema of the service that takes it. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { FeedConflict, FeedKind } from '#domain/shared/feed.ts';
import type { AnyTransaction } from './transaction.ts';

/** A thing as sources name it. */
export interface FeedReference {
  readonly kind: FeedKind;
  readonly externalId: string;
}

export interface FeedRecordRow extends FeedReference {
  readonly feedRecordId: string;
  readonly source: string;
  readonly changedAt: string;
  readonly record: Readonly<Record<string, unknown>>;
  /** Null until it has taken effect. */
  readonly rowId: string | null;
  readonly waitsFor: readonly FeedReference[];
  readonly conflicts: readonly FeedConflict[];
  /** By field the content that a person decided against. */
  readonly kept: Readonly<Record<string, string>>;
  readonly receivedAt: string;
}

const columns = sql`feed_record_id, source, kind, external_id, changed_at, record, row_id, waits_for, conflicts, kept,
  received_at`;

/**
 * Makes other writers of fed things wait until the transaction ends: what a record waits for cannot come in beside it unseen.
 */
export async function lockFeed(t: AnyTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.feed', 0))`.execute(t);
}

export async function findFeedRecord(
  t: AnyTransaction,
  { source, kind, externalId }: FeedReference & { readonly source: string },
): Promise<FeedRecordRow | undefined> {
  const [found] = await recordsWhere(t, sql`source = ${source} and kind = ${kind} and external_id = ${externalId}`);
  return found;
}

export async function feedRecordById(t: AnyTransaction, feedRecordId: string): Promise<FeedRecordRow | undefined> {
  const [found] = await recordsWhere(t, sql`feed_record_id = ${feedRecordId}`);
  return found;
}

/** Those that wait or differ, the oldest first. */
export async function openFeedRecords(t: AnyTransaction): Promise<readonly FeedRecordRow[]> {
  return recordsWhere(t, sql`is_open`);
}

/** The records of things by any source, and those that wait for them, the oldest first. */
export async function feedRecordsAbout(
  t: AnyTransaction,
  kind: FeedKind,
  externalIds: readonly string[],
): Promise<readonly FeedRecordRow[]> {
  const waiting = externalIds.map((externalId) => JSON.stringify([{ kind, externalId }]));
  return recordsWhere(
    t,
    sql`(kind = ${kind} and external_id = any(${externalIds}::text[])) or waits_for @> any(${waiting}::jsonb[])`,
  );
}

/** Which sources feed some things: their ids by the thing's external id. */
export async function sourcesFeeding(
  t: AnyTransaction,
  kind: FeedKind,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ externalId: string; sources: string[] }>`
    select external_id, array_agg(source) as sources from feed_records
    where kind = ${kind} and external_id = any(${externalIds}::text[]) group by external_id`.execute(t);
  return new Map(rows.map(({ externalId, sources }) => [externalId, new Set(sources)]));
}

/** Writes a record as it stands now. */
export async function saveFeedRecord(t: AnyTransaction, row: FeedRecordRow): Promise<void> {
  const json = (value: object) => sql`${JSON.stringify(value)}::jsonb`;
  await sql`
    insert into feed_records (feed_record_id, source, kind, external_id, changed_at, record, row_id, waits_for, conflicts,
      kept, received_at)
    values (${row.feedRecordId}, ${row.source}, ${row.kind}, ${row.externalId}, ${row.changedAt}, ${json(row.record)},
      ${row.rowId}, ${json(row.waitsFor)}, ${json(row.conflicts)}, ${json(row.kept)}, ${row.receivedAt})
    on conflict (source, kind, external_id) do update set changed_at = excluded.changed_at, record = excluded.record,
      row_id = excluded.row_id, waits_for = excluded.waits_for, conflicts = excluded.conflicts, kept = excluded.kept,
      received_at = excluded.received_at`.execute(t);
}

export interface FeedSearch {
  readonly source?: string | undefined;
  readonly kind?: FeedKind | undefined;
  readonly externalId?: string | undefined;
  readonly open?: boolean | undefined;
}

/** A page in the order of arrival, behind a record. */
export async function searchFeedRecords(
  t: AnyTransaction,
  { source, kind, externalId, open }: FeedSearch,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly FeedRecordRow[]> {
  return recordsWhere(
    t,
    sql`(${source ?? null}::text is null or source = ${source ?? null})
      and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${externalId ?? null}::text is null or external_id = ${externalId ?? null})
      and (${open ?? null}::boolean is null or is_open = ${open ?? null})
      and (${page.after ?? null}::uuid is null or feed_record_id > ${page.after ?? null}::uuid)`,
    page.limit,
  );
}

/** How each source stands. */
export async function feedStanding(t: AnyTransaction) {
  const { rows } = await sql<{ source: string; records: number; open: number; lastReceivedAt: string }>`
    select source, count(*)::integer as records, (count(*) filter (where is_open))::integer as open,
      max(received_at) as last_received_at
    from feed_records group by source order by source`.execute(t);
  return rows;
}

async function recordsWhere(
  t: AnyTransaction,
  condition: RawBuilder<unknown>,
  limit?: number,
): Promise<readonly FeedRecordRow[]> {
  const { rows } = await sql<FeedRecordRow>`
    select ${columns} from feed_records where ${condition} order by feed_record_id
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(t);
  return rows;
}
