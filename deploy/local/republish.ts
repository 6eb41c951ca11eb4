/** Sends events again that were published before, whole aggregates at a time, from every service's own record of them. */
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import { eventsSince } from '#db/events.ts';
import type { PublishedEvent } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { messageOf } from '#platform/kafka/cloud-events.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import type { Publisher, TopicMessages } from '#platform/kafka/producer.ts';
import type { Logger } from '#platform/logging.ts';
import { patiently } from '#platform/patience.ts';
import type { RunningInstallation } from './running-installation.ts';

export interface RepublishOptions extends RunningInstallation {
  /** Aggregates of which an event was recorded at or after this instant are sent, from their first event on. */
  readonly from: string;
  /** Told after each service. */
  readonly onService?: (service: ServiceName, events: number) => void;
  readonly log: Logger;
}

/** Events of at most this many aggregates are in hand at once. */
const aggregatesAtOnce = 100;
const eventsAtOnce = 1_000;
/** Brokers that have just made a topic need a moment to host it; what is sent again is known by its version. */
const patience = { withinMs: 30_000, everyMs: 500 };

/**
 * Gives the number of events that were sent. Consumers know them by their versions and apply each once. While services write, a
 * new event may come before the republished ones of its aggregate.
 */
export async function republish(options: RepublishOptions): Promise<number> {
  const { brokers, log } = options;
  const publisher = connectProducer({ brokers, clientId: 'callout-republish', log });
  try {
    let total = 0;
    for (const service of serviceNames) {
      const events = await republishService(options, service, publisher);
      options.onService?.(service, events);
      total += events;
    }
    return total;
  } finally {
    await publisher.stop();
  }
}

async function republishService(
  options: RepublishOptions,
  service: ServiceName,
  publisher: Publisher,
): Promise<number> {
  const db = connectDatabase({ url: options.databaseUrls[service], service, max: 1 });
  const actor = systemActor('republish');
  try {
    let sent = 0;
    for (let after = ''; ;) {
      const page = await transaction(db, actor, (t) => eventsSince(t, options.from, after, aggregatesAtOnce));
      const last = page.at(-1);
      if (last === undefined) return sent;
      for (let start = 0; start < page.length; start += eventsAtOnce) {
        const batches = batchesOf(page.slice(start, start + eventsAtOnce), options.topicPrefix);
        await patiently(patience, () => publisher.publish(batches));
      }
      sent += page.length;
      after = last.event.aggregateId;
    }
  } finally {
    await db.destroy();
  }
}

function batchesOf(events: readonly PublishedEvent[], topicPrefix: string): TopicMessages[] {
  return [...Map.groupBy(events, ({ topic }) => topic)].map(([topic, own]) => ({
    topic: topicPrefix + topic,
    messages: own.map(({ event }) => messageOf(event)),
  }));
}
