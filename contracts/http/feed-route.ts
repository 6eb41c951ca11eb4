/** Records that other systems feed in: the door of each kind, and those to what waits, what differs and what was put aside. */
import * as z from 'zod';

import { conflictReasons, feedKinds } from '#domain/shared/feed.ts';

import type { Area } from '../areas.ts';
import type { ProblemCode } from '../problems/catalogue.ts';
import { curators, feeders, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

export const FedId = z.string().min(1).max(100).describe('The id of the thing in the systems that feed it in');

export const ChangedAt = Instant.describe(
  'When its source changed it: an older record than the one known changes nothing',
);

const FeedKindWord = z.enum(feedKinds).meta({ id: 'FeedKind' });

const FeedReference = z.strictObject({ kind: FeedKindWord, externalId: z.string() });

export const FeedConflict = z
  .strictObject({
    field: z.string(),
    reason: z
      .enum(conflictReasons)
      .describe('owned by another; fixed once given; a number that is taken; unfit, of another customer'),
    owner: z.string().nullable().describe('The source that owns the field; null: it is kept here'),
    ours: z.unknown().describe('What stands here'),
    theirs: z.unknown(),
  })
  .meta({ id: 'FeedConflict', description: 'What a source says and does not hold here' });

export const FeedAnswer = z
  .strictObject({
    outcome: z
      .enum(['created', 'changed', 'unchanged', 'older', 'waiting'])
      .describe('older: a newer record was known; waiting: kept until what it names is known'),
    feedRecordId: Id,
    rowId: Id.nullable().describe('The customer, site, contact or technician; null while it waits'),
    waitsFor: z.array(FeedReference),
    conflicts: z.array(FeedConflict),
  })
  .meta({ id: 'FeedAnswer' });
export type FeedAnswer = z.infer<typeof FeedAnswer>;

export const FeedRecord = z
  .strictObject({
    feedRecordId: Id,
    source: z.string(),
    kind: FeedKindWord,
    externalId: z.string(),
    changedAt: Instant,
    receivedAt: Instant,
    rowId: Id.nullable(),
    record: z.record(z.string(), z.unknown()).describe('What the source said last'),
    waitsFor: z.array(FeedReference),
    conflicts: z.array(FeedConflict),
  })
  .meta({ id: 'FeedRecord' });
export type FeedRecord = z.infer<typeof FeedRecord>;

const FeedStanding = z
  .strictObject({ source: z.string(), records: z.int(), open: z.int(), lastReceivedAt: Instant })
  .meta({ id: 'FeedStanding' });

const FeedLetter = z
  .strictObject({
    letterId: Id,
    source: z.string().describe('`<topic>/<partition>/<offset>`'),
    reason: z.string(),
    attempts: z.int(),
    receivedAt: Instant,
  })
  .meta({ id: 'FeedLetter', description: 'A message that cannot be applied as it is' });

const DiscardedFeedLetter = z
  .strictObject({ ...FeedLetter.shape, discardedAt: Instant, discardedBy: z.string(), discardReason: z.string() })
  .meta({ id: 'DiscardedFeedLetter' });

interface FedKindSpec {
  /** As in operation ids: `Customer`. */
  readonly one: string;
  readonly area: Area;
  /** As in paths: `customers`. */
  readonly plural: string;
  readonly record: z.ZodObject;
  readonly problems: readonly ProblemCode[];
}

/** The door through which one kind of record comes in. */
export function feedRoute<const Spec extends FedKindSpec, Record extends Spec['record']>(
  spec: Spec & { record: Record },
) {
  const [area, plural]: [Spec['area'], Spec['plural']] = [spec.area, spec.plural];
  const one: Spec['one'] = spec.one;
  const record: Record = spec.record;
  return route({
    id: `feed${one}`,
    area,
    method: 'PUT',
    path: `/v1/feeds/:source/${plural}/:externalId`,
    summary: `Feed a record of ${plural} in`,
    description:
      'The whole record as its source knows it: a field that the source owns and leaves out gets its default. Repeatable, in any order: the newest by changedAt wins.',
    roles: feeders,
    params: z.strictObject({ source: SetupId, externalId: FedId }),
    body: z.strictObject({ changedAt: ChangedAt, record }),
    responses: { 200: { description: 'What became of it', schema: FeedAnswer } },
    problems: ['feed.source-unknown', 'reference.unknown', ...spec.problems],
  });
}

/** The doors to the records of one service. */
export function feedDoors<const Spec extends { readonly area: Area; readonly one: string; readonly path: string }>(
  spec: Spec,
) {
  const [area, path, one]: [Spec['area'], Spec['path'], Spec['one']] = [spec.area, spec.path, spec.one];
  return {
    ...reads({ area, path, one }),
    decide: route({
      id: `decide${one}FeedConflict`,
      area,
      method: 'POST',
      path: `/v1/${path}/records/:feedRecordId/decisions`,
      summary: 'Settle what a source says of one field: take theirs, or keep ours until it says something else',
      roles: curators,
      params: z.strictObject({ feedRecordId: Id }),
      body: z.strictObject({ field: z.string().min(1).max(40), keep: z.enum(['theirs', 'ours']) }),
      responses: { 200: { description: 'The record as it stands now', schema: FeedRecord } },
      problems: ['resource.unknown', 'feed.field-settled', 'feed.theirs-impossible', 'idempotency.other-body'],
      idempotent: true,
    }),
    replay: route({
      id: `replay${one}FeedLetter`,
      area,
      method: 'POST',
      path: `/v1/${path}/letters/:letterId/replays`,
      summary: 'Apply a message again that was put aside',
      description: 'Needs no key: a record is applied once, however often it comes.',
      roles: curators,
      params: z.strictObject({ letterId: Id }),
      responses: { 200: { description: 'What became of it', schema: FeedAnswer } },
      problems: ['resource.unknown', 'feed.letter-unfit'],
    }),
    discard: route({
      id: `discard${one}FeedLetter`,
      area,
      method: 'POST',
      path: `/v1/${path}/letters/:letterId/discard`,
      summary: 'Say that a message that was put aside is not to be applied any more, and why',
      roles: curators,
      params: z.strictObject({ letterId: Id }),
      body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
      responses: { 200: { description: 'Discarded', schema: z.strictObject({ letterId: Id }) } },
      problems: ['resource.unknown', 'idempotency.other-body'],
      idempotent: true,
    }),
  } as const;
}

function reads<const Spec extends { readonly area: Area; readonly one: string; readonly path: string }>(spec: Spec) {
  const [area, path, one]: [Spec['area'], Spec['path'], Spec['one']] = [spec.area, spec.path, spec.one];
  return {
    records: route({
      id: `list${one}FeedRecords`,
      area,
      method: 'GET',
      path: `/v1/${path}/records`,
      summary: 'What sources said last of each thing, with what it waits for and what does not hold here',
      roles: staffRoles,
      query: z.strictObject({
        ...PageQuery.shape,
        source: SetupId.optional(),
        kind: FeedKindWord.optional(),
        externalId: FedId.optional(),
        open: z.boolean().optional().describe('True for what waits or differs'),
      }),
      responses: { 200: { description: 'A page, in the order of arrival', schema: Page(FeedRecord) } },
      problems: [],
    }),
    standing: route({
      id: `read${one}FeedStanding`,
      area,
      method: 'GET',
      path: `/v1/${path}/standing`,
      summary: 'How many records each source has fed in, how many of them are open, and when it was heard last',
      roles: staffRoles,
      responses: { 200: { description: 'By source', schema: z.strictObject({ items: z.array(FeedStanding) }) } },
      problems: [],
    }),
    letters: route({
      id: `list${one}FeedLetters`,
      area,
      method: 'GET',
      path: `/v1/${path}/letters`,
      summary: 'The oldest hundred messages of the inbound topic that were put aside, with the reason',
      roles: curators,
      responses: { 200: { description: 'Oldest first', schema: z.strictObject({ items: z.array(FeedLetter) }) } },
      problems: [],
    }),
    discarded: route({
      id: `list${one}DiscardedFeedLetters`,
      area,
      method: 'GET',
      path: `/v1/${path}/discarded-letters`,
      summary: 'The hundred messages that were discarded last: by whom, when and why',
      roles: curators,
      responses: {
        200: { description: 'Latest first', schema: z.strictObject({ items: z.array(DiscardedFeedLetter) }) },
      },
      problems: [],
    }),
  } as const;
}
