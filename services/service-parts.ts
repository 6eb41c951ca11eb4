/** What every service that publishes events holds open: database, relay of its events, and its connection to Temporal. */
import { sql } from 'kysely';

import type { ServiceName } from '#contracts/areas.ts';
import { connectDatabase } from '#db/connection.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { systemClock } from '#platform/clock.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { createTokens } from '#platform/http/actor.ts';
import { relayEvents } from '#platform/kafka/event-relay.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import type { Logger } from '#platform/logging.ts';
import { relayGauge } from '#platform/metrics.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';

/** Connects, and publishes events from then on; nothing waits for Kafka or Temporal, which may come later. */
export function openParts<S extends ServiceName>(service: S, config: ServiceConfig, log: Logger) {
  const { brokers, topicPrefix } = config.kafka;
  const db = connectDatabase({ url: config.databaseUrl, service, max: config.databaseConnections });
  const kafka = { brokers, clientId: service, log };
  const publisher = connectProducer(kafka);
  const outbox = outboxSource(db, 'kafka');
  const relay = relayEvents({ service, source: outbox, publisher, topicPrefix, log });
  const temporal = connectTemporal({ ...config.temporal, log });
  return {
    ...{ db, kafka, topicPrefix, outbox, publisher, relay, temporal },
    clock: systemClock,
    tokens: createTokens(config.serviceKey),
    gauges: [relayGauge(service, 'kafka', relay)] as const,
    checks: { postgres: () => sql`select 1`.execute(db) },
    /** In this order: the worker writes what the relay sends. */
    stops: [temporal.stop, relay.stop, publisher.stop, outbox.close, () => db.destroy()] as const,
  };
}
