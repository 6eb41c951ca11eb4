/** Everything that invoicing holds open while it runs, and the order in which it lets go. */
import { sql } from 'kysely';

import { createInvoicingActivities } from '#activities/invoicing.ts';
import { taskQueues } from '#contracts/workflows/ids.ts';
import { connectDatabase } from '#db/connection.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { systemClock } from '#platform/clock.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { createTokens } from '#platform/http/actor.ts';
import type { Checks } from '#platform/http/health.ts';
import { relayEvents } from '#platform/kafka/event-relay.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import type { Logger } from '#platform/logging.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';
import { followEvents } from './consumers/follow-events.ts';
import { keepHouse } from './housekeeping.ts';
import { askParties } from './invoice-parties.ts';

/** Connects; nothing waits for Kafka or Temporal, which may come later. */
export function connectParts(config: ServiceConfig, log: Logger) {
  const { urls } = config;
  const service = 'invoicing';
  const { topicPrefix, brokers } = config.kafka;
  const clock = systemClock;
  const tokens = createTokens(config.serviceKey);
  const db = connectDatabase({ url: config.databaseUrl, service });
  const kafka = { brokers, clientId: service, log };
  const publisher = connectProducer(kafka);
  const outbox = outboxSource(db, 'kafka');
  const relay = relayEvents({ service, source: outbox, publisher, topicPrefix, log });
  const following = followEvents({ db, connection: kafka, topicPrefix, log });
  const temporal = connectTemporal({ ...config.temporal, log });
  const worker = temporal.runWorker({
    taskQueue: taskQueues.invoicing,
    activities: createInvoicingActivities({ db, clock, log }),
  });
  const house = keepHouse({ db, outbox, log });
  const checks: Checks = {
    postgres: () => sql`select 1`.execute(db),
    events: () => requireTrue(following.isLive(), 'The consumer of events has not joined yet'),
    worker: () => requireTrue(worker.isRunning(), 'The worker does not poll yet'),
  };
  return {
    db,
    clock,
    tokens,
    parties: askParties({ urls, tokens }),
    checks,
    /** In this order: who reads and writes first, then what they use. */
    stops: [
      house.stop,
      following.stop,
      temporal.stop,
      relay.stop,
      publisher.stop,
      outbox.close,
      () => db.destroy(),
    ] as const,
  };
}

function requireTrue(holds: boolean, why: string): void {
  if (!holds) throw new Error(why);
}
