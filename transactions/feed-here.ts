/** What people and files do here to things that other systems feed: not to fields of theirs, and what they said is heard again. */
import type { ServiceName } from '#contracts/areas.ts';
import { feedRecordById, feedRecordsAbout, lockFeed, openFeedRecords, sourcesFeeding } from '#db/feed-records.ts';
import type { FeedRecordRow } from '#db/feed-records.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { ownedFields, ownersOf } from '#domain/shared/feed.ts';
import type { FeedKind } from '#domain/shared/feed.ts';
import { changedFields, contentOf, said } from '#domain/shared/numbered.ts';
import { feedSources, settle, settleAll } from './feed-records.ts';
import type { FeedKeepers } from './feed-records.ts';

/** The row that is to be changed, with what is to be said of it. */
export interface ChangeHere {
  readonly before: { readonly externalId: string | null };
  readonly change: object;
}

/** What of a kind of thing is fed. */
export interface FedHere {
  /** By external id the first field that another system owns and that would change, with that system. */
  readonly ownedOf: (
    changes: readonly ChangeHere[],
  ) => Promise<ReadonlyMap<string, { readonly field: string; readonly source: string }>>;
  /** Hears again what was said of things that were entered or changed here, and what waited for them. */
  readonly follow: (externalIds: readonly string[], now: string) => Promise<void>;
}

/** Undefined as long as no system feeds anything in. Ask before anything is locked. */
export async function fedHere<S extends ServiceName>(
  t: Transaction<S>,
  keepers: FeedKeepers<S>,
  kind: FeedKind,
): Promise<FedHere | undefined> {
  const sources = await feedSources(t);
  if (sources.length === 0) return undefined;
  await lockFeed(t);
  const owners = ownersOf(sources, kind);
  return {
    async ownedOf(changes) {
      const externalIds = changes.flatMap(({ before }) => before.externalId ?? []);
      const feeding = await sourcesFeeding(t, kind, externalIds);
      const owned = changes.flatMap(({ before, change }) => {
        const fedBy = feeding.get(before.externalId ?? '');
        if (before.externalId === null || fedBy === undefined) return [];
        const [first] = ownedFields(changedFields(before, { ...before, ...said(change) }), owners, fedBy);
        return first === undefined ? [] : [[before.externalId, first] as const];
      });
      return new Map(owned);
    },
    async follow(externalIds, now) {
      if (externalIds.length === 0) return;
      await settleAll({ t, keepers, sources, now }, await feedRecordsAbout(t, kind, externalIds));
    },
  };
}

/** A person's word on one field of a record. */
export interface FeedDecision {
  readonly feedRecordId: string;
  readonly field: string;
  readonly keep: 'theirs' | 'ours';
}

type DecisionRefusalCode = 'resource.unknown' | 'feed.field-settled' | 'feed.theirs-impossible' | 'reference.unknown';

/** Takes over what a source says of a field that is kept here, or keeps what is here until the source says something else. */
export async function decideConflict<S extends ServiceName>(
  t: Transaction<S>,
  keepers: FeedKeepers<S>,
  { feedRecordId, field, keep }: FeedDecision,
  now: string,
): Promise<Decision<{ record: FeedRecordRow }, DecisionRefusalCode>> {
  await lockFeed(t);
  const record = await feedRecordById(t, feedRecordId);
  const keeper = record && keepers[record.kind];
  if (record === undefined || keeper === undefined) return refuse('resource.unknown');
  const conflict = record.conflicts.find((each) => each.field === field);
  if (conflict === undefined) return refuse('feed.field-settled', { params: { field } });
  const settler = { t, keepers, sources: await feedSources(t), now };
  if (keep === 'theirs') {
    const isOurs = conflict.reason === 'owned' && conflict.owner === null;
    if (!isOurs) return refuse('feed.theirs-impossible', { params: { field } });
    await settle(settler, record, field);
  } else {
    const resolved = await keeper.resolve(t, record);
    if (!resolved.ok) return resolved;
    const content = contentOf(Reflect.get(resolved.sent, field) ?? null);
    await settle(settler, { ...record, kept: { ...record.kept, [field]: content } });
  }
  return accept({ record: (await feedRecordById(t, feedRecordId)) ?? record });
}

/** Settles what is open once more, because the set-up says something else of who owns what. */
export async function settleOpen<S extends ServiceName>(
  t: Transaction<S>,
  keepers: FeedKeepers<S>,
  now: string,
): Promise<void> {
  await lockFeed(t);
  await settleAll({ t, keepers, sources: await feedSources(t), now }, await openFeedRecords(t));
}
