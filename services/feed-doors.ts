/** The doors to records that other systems feed in, the same in each service that takes some. */
import type { Express } from 'express';

import type { ServiceName } from '#contracts/areas.ts';
import type { InboundArea } from '#contracts/events/inbound.ts';
import type { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import type { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';
import type { FeedAnswer, FeedRecord } from '#contracts/http/feed-route.ts';
import { Id } from '#contracts/http/schemas.ts';
import { message as textOf } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { feedStanding, searchFeedRecords } from '#db/feed-records.ts';
import type { FeedRecordRow } from '#db/feed-records.ts';
import { idempotent } from '#db/idempotency.ts';
import { deadLettersOf, discardDeadLetter, discardedLettersOf, StillUnfit } from '#db/inbox.ts';
import { transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import type { Clock } from '#platform/clock.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted, refusalProblem } from '#platform/http/refusal.ts';
import { decideConflict } from '#transactions/feed-here.ts';
import { replayLetter } from '#transactions/feed-letters.ts';
import { receiveRecord } from '#transactions/feed-records.ts';
import type { FedMessage, FeedKeepers, FeedRefusalCode } from '#transactions/feed-records.ts';

export interface FeedParts<S extends ServiceName> {
  readonly db: Db<S>;
  readonly clock: Clock;
  readonly keepers: FeedKeepers<S>;
  /** Whose inbound topic it is, and whose letters. */
  readonly area: InboundArea;
}

/** The dead letters of an area's inbound topic are kept under this name. */
export function feedConsumer(area: InboundArea): string {
  return `${area}-feed`;
}

/** What a caller feeds in, in one transaction. */
export async function receive<S extends ServiceName>(
  { db, clock, keepers }: FeedParts<S>,
  actor: Actor,
  message: FedMessage,
): Promise<{ readonly status: 200; readonly body: FeedAnswer }> {
  const received = await transaction(db, actor, (t) => receiveRecord(t, keepers, message, clock.now()));
  return { status: 200, body: answerOf(received) };
}

type Doors = Pick<
  typeof customersFeedRoutes | typeof dispatchFeedRoutes,
  'records' | 'standing' | 'letters' | 'discarded' | 'decide' | 'replay' | 'discard'
>;

/** Mounts what is the same for every kind. */
export function mountFeedDoors<S extends ServiceName>(app: Express, parts: FeedParts<S>, doors: Doors): void {
  mountReads(app, parts, doors);
  mountDiscard(app, parts, doors);
  const { db, clock, keepers, area } = parts;
  mount(app, doors.decide, async ({ actor, params, body, key }) => {
    const wish = { ...params, ...body };
    const keyed = { route: doors.decide.id, key, asks: wish };
    const { record } = await transaction(db, actor, async (t) =>
      accepted(
        await idempotent(t, keyed, async () => {
          const decided = await decideConflict(t, keepers, wish, clock.now());
          return decided.ok ? accept({ record: viewOf(decided.record) }) : decided;
        }),
      ),
    );
    return { status: 200, body: record };
  });
  mount(app, doors.replay, async ({ actor, params }) => {
    try {
      const replayed = await transaction(db, actor, (t) =>
        replayLetter(t, { keepers, area, consumer: feedConsumer(area), letterId: params.letterId, now: clock.now() }),
      );
      if (replayed === undefined) throw new ProblemError('resource.unknown');
      return { status: 200, body: replayed };
    } catch (thrown) {
      if (thrown instanceof StillUnfit) throw new ProblemError('feed.letter-unfit', { detail: thrown.message });
      throw thrown;
    }
  });
}

/** What was put aside is applied no more; the row keeps who said so and why. */
function mountDiscard<S extends ServiceName>(app: Express, { db, clock, area }: FeedParts<S>, doors: Doors): void {
  const consumer = feedConsumer(area);
  mount(app, doors.discard, async ({ actor, params: { letterId }, body: { reason }, key }) => {
    const keyed = { route: doors.discard.id, key, asks: { letterId, reason } };
    const discard = { discardedBy: actor.principal, discardedAt: clock.now(), discardReason: reason };
    await transaction(db, actor, async (t) =>
      accepted(
        await idempotent(t, keyed, async (): Promise<Decision<object, 'resource.unknown'>> => {
          const isDone = await discardDeadLetter(t, { ...discard, consumer, id: letterId });
          return isDone ? accept({}) : refuse('resource.unknown');
        }),
      ),
    );
    return { status: 200, body: { letterId } };
  });
  mount(app, doors.discarded, async ({ actor }) => {
    const letters = await transaction(db, actor, (t) => discardedLettersOf(t, consumer));
    const items = letters.map(({ id: letterId, message: _, ...letter }) => ({ letterId, ...letter }));
    return { status: 200, body: { items } };
  });
}

function mountReads<S extends ServiceName>(app: Express, { db, area }: FeedParts<S>, doors: Doors): void {
  mount(app, doors.records, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Id);
    const rows = await transaction(db, actor, (t) => searchFeedRecords(t, query, { after, limit: limit + 1 }));
    const { items, nextCursor } = pageOf(rows, limit, ({ feedRecordId }) => feedRecordId);
    return { status: 200, body: { items: items.map(viewOf), nextCursor } };
  });
  mount(app, doors.standing, async ({ actor }) => {
    const items = await transaction(db, actor, (t) => feedStanding(t));
    return { status: 200, body: { items } };
  });
  mount(app, doors.letters, async ({ actor }) => {
    const letters = await transaction(db, actor, (t) => deadLettersOf(t, feedConsumer(area)));
    const items = letters.map(({ id: letterId, source, reason, attempts, receivedAt }) => ({
      ...{ letterId, source, reason, attempts, receivedAt },
    }));
    return { status: 200, body: { items } };
  });
}

function answerOf(received: Decision<FeedAnswer, FeedRefusalCode>): FeedAnswer {
  if (!received.ok && received.refusal.code === 'reference.unknown') {
    const pointer = String(received.refusal.params?.['pointer'] ?? '');
    throw new ProblemError('reference.unknown', { errors: [{ pointer, message: textOf('reference.unknown.entry') }] });
  }
  if (!received.ok) throw refusalProblem(received.refusal);
  const { ok: _, ...answer } = received;
  return answer;
}

function viewOf({ kept: _, record, waitsFor, conflicts, ...row }: FeedRecordRow): FeedRecord {
  return { ...row, record: { ...record }, waitsFor: [...waitsFor], conflicts: [...conflicts] };
}
