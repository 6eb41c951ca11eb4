/** Reads the inbound topic of a service: the same records as over HTTP, in the same transaction. */
import * as z from 'zod';

import type { ServiceName } from '#contracts/areas.ts';
import { systemActor } from '#contracts/roles.ts';
import { inboundTopicOf } from '#contracts/topics.ts';
import { deadLetter, deadLettersOf, StillUnfit } from '#db/inbox.ts';
import { transaction } from '#db/transaction.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import type { Consuming } from '#platform/kafka/consumer.ts';
import { consumeInbound } from '#platform/kafka/inbound-consumer.ts';
import type { Logger } from '#platform/logging.ts';
import { settleOpen } from '#transactions/feed-here.ts';
import { applyMessage, replayLetter } from '#transactions/feed-letters.ts';
import { feedConsumer } from './feed-doors.ts';
import type { FeedParts } from './feed-doors.ts';

/** What feeds send seldom comes alone, and nobody waits for it at a screen. */
const gatherMs = 1_000;

/** Of a source that was not known when it began to send. */
const mostLetters = 10_000;

const Sender = z.object({ source: z.string().regex(/^[a-z0-9-]{1,60}$/) });

export interface FeedConsumerOptions<S extends ServiceName> extends FeedParts<S> {
  readonly kafka: KafkaConnection;
  readonly topicPrefix: string;
  readonly log: Logger;
}

/** Consumes until stopped. A message that comes again is the same record again, which changes nothing. */
export function consumeFeed<S extends ServiceName>(options: FeedConsumerOptions<S>): Consuming {
  const { db, clock, keepers, area, kafka, topicPrefix, log } = options;
  return consumeInbound({
    connection: kafka,
    groupId: `${topicPrefix}${feedConsumer(area)}`,
    topic: inboundTopicOf(area, topicPrefix),
    gatherMs,
    apply: (message) =>
      transaction(db, actorOf(message), (t) => applyMessage(t, { keepers, area, now: clock.now() }, message)),
    putAside: (poison) => transaction(db, systemActor('feed'), (t) => deadLetter(t, feedConsumer(area), poison)),
    log,
  });
}

/** Settles what is open, and applies what was put aside because its source was not known yet: the set-up says something else now. */
export async function hearFeedsAgain<S extends ServiceName>(parts: FeedParts<S>): Promise<void> {
  const { db, clock, keepers, area } = parts;
  const actor = systemActor('feed');
  const consumer = feedConsumer(area);
  await transaction(db, actor, (t) => settleOpen(t, keepers, clock.now()));
  const letters = await transaction(db, actor, (t) => deadLettersOf(t, consumer, mostLetters));
  const unheard = letters.filter(({ reason }) => reason.includes('feed.source-unknown'));
  for (const { id: letterId } of unheard) {
    const wish = { keepers, area, consumer, letterId, now: clock.now() };
    await transaction(db, actor, (t) => replayLetter(t, wish)).catch((thrown: unknown) => {
      if (!(thrown instanceof StillUnfit)) throw thrown;
    });
  }
}

/** The history of a thing says which system fed it. */
function actorOf(message: unknown) {
  const sender = Sender.safeParse(message);
  return systemActor(sender.success ? `feed-${sender.data.source}` : 'feed');
}
