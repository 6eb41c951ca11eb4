/** Follows the topics of set-up and service orders: each event that matters once, in the transaction of its effect. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { systemActor } from '#contracts/roles.ts';
import { topicOf } from '#contracts/topics.ts';
import type { Db } from '#db/connection.ts';
import { applyIfNewer, deadLetter } from '#db/inbox.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import type { Consuming } from '#platform/kafka/consumer.ts';
import { consumeEvents } from '#platform/kafka/event-consumer.ts';
import type { Logger } from '#platform/logging.ts';
import { applyEvent, concernsInvoicing } from './apply-event.ts';

const consumer = 'invoicing';
const actor = systemActor('invoicing-consumer');

export interface FollowOptions {
  readonly db: Db<'invoicing'>;
  readonly connection: KafkaConnection;
  readonly topicPrefix: string;
  readonly log: Logger;
}

/** A proposal can be posted this much after its order was. */
const gatherMs = 200;

/** Consumes from the first event on, until stopped. */
export function followEvents({ db, connection, topicPrefix, log }: FollowOptions): Consuming {
  return consumeEvents({
    connection,
    groupId: `${topicPrefix}${consumer}`,
    topics: [topicOf('setup', topicPrefix), topicOf('service-orders', topicPrefix)],
    gatherMs,
    apply: async (event) => {
      if (concernsInvoicing(event)) await transaction(db, actor, (t) => applyNew(t, event));
    },
    putAside: (poison) => transaction(db, actor, (t) => deadLetter(t, consumer, poison)),
    log,
  });
}

/** An event carries all of the lines that it names, and comes after those before it, so a version may be left out. */
function applyNew(t: Transaction<'invoicing'>, event: EventEnvelope): Promise<unknown> {
  return applyIfNewer(t, consumer, event, (newer) => applyEvent(t, newer));
}
