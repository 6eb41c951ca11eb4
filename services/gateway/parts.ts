/** Everything that the gateway holds open while it runs, and the order in which it lets go. */
import { connectDatabase } from '#db/connection.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { systemClock } from '#platform/clock.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { createTokens } from '#platform/http/actor.ts';
import { createHintHub } from '#platform/http/sse.ts';
import { relayEvents } from '#platform/kafka/event-relay.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import type { Logger } from '#platform/logging.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';
import { createAuthentication } from './authentication.ts';
import { readHints } from './hints.ts';
import { keepHouse } from './housekeeping.ts';
import { readinessChecks } from './readiness.ts';

/** Connects; nothing waits for Kafka or Temporal, which may come later. */
export function connectParts(config: ServiceConfig, log: Logger) {
  const clock = systemClock;
  const { topicPrefix, brokers } = config.kafka;
  const db = connectDatabase({ url: config.databaseUrl, service: 'gateway' });
  const kafka = { brokers, clientId: 'gateway', log };
  const publisher = connectProducer(kafka);
  const outbox = outboxSource(db, 'kafka');
  const relay = relayEvents({ service: 'gateway', source: outbox, publisher, topicPrefix, log });
  const hub = createHintHub();
  const authentication = createAuthentication({ db, clock });
  const hints = readHints({ connection: kafka, topicPrefix, hub, onRightsChanged: authentication.forgetAll, log });
  const temporal = connectTemporal({ ...config.temporal, log });
  const house = keepHouse({ db, outbox, clock, log });
  return {
    db,
    clock,
    tokens: createTokens(config.serviceKey),
    authentication,
    hub,
    checks: readinessChecks({ db, kafka, temporal, hints, urls: config.urls }),
    /** In this order: who reads and writes first, then what they use. */
    stops: [
      house.stop,
      hints.stop,
      relay.stop,
      publisher.stop,
      outbox.close,
      temporal.stop,
      () => db.destroy(),
    ] as const,
  };
}
