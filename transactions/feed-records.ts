/** Records that other systems feed in, each in the transaction of its effect: over HTTP, over Kafka, and when a person settles one. */
import { v7 as uuidv7 } from 'uuid';

import type { FeedAnswer } from '#contracts/http/feed-route.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { feedRecordById, feedRecordsAbout, findFeedRecord, lockFeed, saveFeedRecord } from '#db/feed-records.ts';
import type { FeedRecordRow, FeedReference } from '#db/feed-records.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import type { AnyTransaction, Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { changeOfFed, conflictBy, fieldsOfNew, isDecided, ownersOf, standingOf } from '#domain/shared/feed.ts';
import type { FeedKind, FeedSource, Settling } from '#domain/shared/feed.ts';

/** A record with what it names found: fields by their own names, or what is not known yet. */
export type Resolved = Decision<
  { readonly sent: object; readonly unfit: readonly string[]; readonly missing: readonly FeedReference[] },
  'reference.unknown'
>;

/** A thing that is here. */
export interface FedThing {
  readonly id: string;
  readonly fields: object;
}

/** How one kind of thing is fed. */
export interface FeedKeeper<S extends ServiceName> {
  /** What a new one cannot do without. */
  readonly required: readonly string[];
  readonly resolve: (t: Transaction<S>, record: FeedRecordRow) => Promise<Resolved>;
  readonly find: (t: Transaction<S>, externalId: string) => Promise<FedThing | undefined>;
  /** What an own field means that the source leaves out. */
  readonly defaultsOf: (thing: FedThing) => object;
  /** Undefined when the number is another's. */
  readonly enter: (t: Transaction<S>, wish: FedWish) => Promise<FedThing | undefined>;
  readonly change: (t: Transaction<S>, thing: FedThing, wish: FedWish) => Promise<FedThing>;
}

export interface FedWish {
  readonly externalId: string;
  readonly fields: object;
  readonly now: string;
}

/** The kinds that a service takes. */
export type FeedKeepers<S extends ServiceName> = Partial<Readonly<Record<FeedKind, FeedKeeper<S>>>>;

/** What a source says, as it comes in. */
export interface FedMessage extends FeedReference {
  readonly source: string;
  readonly changedAt: string;
  readonly record: Readonly<Record<string, unknown>>;
}

export type FeedRefusalCode = 'feed.source-unknown' | 'reference.unknown';

/** Takes a record in. The same again, or an older one, changes nothing, whatever order they come in. */
export async function receiveRecord<S extends ServiceName>(
  t: Transaction<S>,
  keepers: FeedKeepers<S>,
  message: FedMessage,
  now: string,
): Promise<Decision<FeedAnswer, FeedRefusalCode>> {
  await lockFeed(t);
  const sources = await feedSources(t);
  const { source } = message;
  if (!sources.some(({ id, active }) => id === source && active)) {
    return refuse('feed.source-unknown', { params: { source } });
  }
  const known = await findFeedRecord(t, message);
  const standing = known === undefined ? 'newer' : standingOf(known, message);
  if (known !== undefined && standing === 'older') return accept(answerOf(known, 'older'));
  const fresh = { feedRecordId: uuidv7(), rowId: null, waitsFor: [], conflicts: [], kept: {} };
  const record: FeedRecordRow = { ...fresh, ...known, ...message, receivedAt: now };
  return settle({ t, keepers, sources, now }, record);
}

/** What a settling needs beside the record. */
export interface Settler<S extends ServiceName> {
  readonly t: Transaction<S>;
  readonly keepers: FeedKeepers<S>;
  readonly sources: readonly FeedSource[];
  readonly now: string;
}

/** Brings a thing to what its source says of it, as far as that holds here, and then whatever waited for it. */
export async function settle<S extends ServiceName>(
  settler: Settler<S>,
  record: FeedRecordRow,
  accepts?: string,
): Promise<Decision<FeedAnswer, 'reference.unknown'>> {
  const { t, keepers, sources, now } = settler;
  const keeper = keepers[record.kind];
  if (keeper === undefined) throw new Error(`${record.kind} is not fed into this service`);
  const resolved = await keeper.resolve(t, record);
  if (!resolved.ok) return resolved;
  if (resolved.missing.length > 0) return accept(await keepWaiting(t, record, resolved.missing));
  const owners = new Map(ownersOf(sources, record.kind));
  if (accepts !== undefined) owners.set(accepts, record.source);
  const settling: Settling = { ...resolved, source: record.source, owners, kept: record.kept };
  const before = await keeper.find(t, record.externalId);
  const entered = before ?? (await enterNew(settler, keeper, record, settling));
  if (!('id' in entered)) return accept(entered);
  const { change, conflicts } = changeOfFed(settling, entered.fields, keeper.defaultsOf(entered));
  const isChanged = Object.keys(change).length > 0;
  const { externalId } = record;
  const thing = isChanged ? await keeper.change(t, entered, { externalId, fields: change, now }) : entered;
  const after: FeedRecordRow = { ...record, rowId: thing.id, waitsFor: [], conflicts };
  await saveFeedRecord(t, after);
  if (before === undefined) await settleOthers(settler, after);
  return accept(answerOf(after, before === undefined ? 'created' : isChanged ? 'changed' : 'unchanged'));
}

/** The new thing, or the answer when there is none yet. */
async function enterNew<S extends ServiceName>(
  { t, now }: Settler<S>,
  keeper: FeedKeeper<S>,
  record: FeedRecordRow,
  settling: Settling,
): Promise<FedThing | FeedAnswer> {
  const { kind, externalId } = record;
  const fields = fieldsOfNew(settling, keeper.required);
  if (fields === undefined) return keepWaiting(t, record, [{ kind, externalId }]);
  const thing = await keeper.enter(t, { externalId, fields, now });
  if (thing !== undefined) return thing;
  const conflict = conflictBy('taken', settling, {}, 'number');
  const open: FeedRecordRow = { ...record, waitsFor: [], conflicts: isDecided(settling, 'number') ? [] : [conflict] };
  await saveFeedRecord(t, open);
  return answerOf(open, 'waiting');
}

async function keepWaiting(
  t: AnyTransaction,
  record: FeedRecordRow,
  waitsFor: readonly FeedReference[],
): Promise<FeedAnswer> {
  const waiting: FeedRecordRow = { ...record, waitsFor, conflicts: [] };
  await saveFeedRecord(t, waiting);
  return answerOf(waiting, 'waiting');
}

/** What other sources say of a thing that has just come, and what waited for it. */
async function settleOthers<S extends ServiceName>(settler: Settler<S>, record: FeedRecordRow): Promise<void> {
  const others = await feedRecordsAbout(settler.t, record.kind, [record.externalId]);
  await settleAll(
    settler,
    others.filter(({ feedRecordId }) => feedRecordId !== record.feedRecordId),
  );
}

/** Settles records that are known already. */
export async function settleAll<S extends ServiceName>(
  settler: Settler<S>,
  records: readonly FeedRecordRow[],
): Promise<void> {
  for (const { feedRecordId } of records) {
    // What was settled just before may have settled this one too.
    const record = await feedRecordById(settler.t, feedRecordId);
    if (record === undefined) continue;
    const settled = await settle(settler, record);
    if (!settled.ok) throw new Error(`The record ${feedRecordId} was taken in and is refused now`);
  }
}

/** The systems that feed records in, as this service knows them. */
export async function feedSources(t: AnyTransaction): Promise<readonly FeedSource[]> {
  return (await setupValues(t, 'feed-source')).map(({ data }) => data);
}

function answerOf(record: FeedRecordRow, outcome: FeedAnswer['outcome']): FeedAnswer {
  const { feedRecordId, rowId, waitsFor, conflicts } = record;
  return { outcome, feedRecordId, rowId, waitsFor: [...waitsFor], conflicts: [...conflicts] };
}
