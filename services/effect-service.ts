/**
 * What the services that do effects for orders have in common, which is all but their activities and routes: database,
 * worker on their queue, relay of their events, their copy of the set-up, housekeeping, and an HTTP server.
 */
import type { Express } from 'express';
import { sql } from 'kysely';

import { topicOf } from '#contracts/topics.ts';
import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import type { Db } from '#db/connection.ts';
import { addEventMonths } from '#db/events.ts';
import { pruneAnswers } from '#db/idempotency.ts';
import { deadLetter } from '#db/inbox.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import type { Clock } from '#platform/clock.ts';
import { loadServiceConfig } from '#platform/config.ts';
import type { Environment, ServiceConfig } from '#platform/config.ts';
import { createTokens } from '#platform/http/actor.ts';
import { createApp } from '#platform/http/app.ts';
import { startHttp } from '#platform/http/server.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import { consumeEvents } from '#platform/kafka/event-consumer.ts';
import { relayEvents } from '#platform/kafka/event-relay.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import { createLogger } from '#platform/logging.ts';
import type { Logger } from '#platform/logging.ts';
import { stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';
import { applySetupEvent } from '#transactions/setup/apply-setup-event.ts';

type EffectService = 'dispatch' | 'inventory';

export interface EffectServiceDeps<S extends EffectService> {
  readonly db: Db<S>;
  readonly clock: Clock;
}

export interface EffectServiceSpec<S extends EffectService> {
  /** Also its schema and its task queue. */
  readonly name: S;
  readonly activities: (deps: EffectServiceDeps<S>) => object;
  readonly mount: (app: Express, deps: EffectServiceDeps<S>) => void;
}

/** Starts the service; nothing waits for Kafka or Temporal, which may come later. */
export async function startEffectService<S extends EffectService>(
  spec: EffectServiceSpec<S>,
  env: Environment,
): Promise<RunningService> {
  const { name } = spec;
  const config = loadServiceConfig(name, env);
  const log = createLogger({ name, ...(config.logLevel === undefined ? {} : { level: config.logLevel }) });
  const db = connectDatabase({ url: config.databaseUrl, service: name });
  const deps = { db, clock: systemClock };
  const temporal = connectTemporal({ ...config.temporal, log });
  const worker = temporal.runWorker({ taskQueue: name, activities: spec.activities(deps) });
  const kafka = { brokers: config.kafka.brokers, clientId: name, log };
  const events = sendEvents(spec, { db, kafka, config, log });
  const setup = copySetup(spec, { db, kafka, config, log });
  const stops = [setup.stop, events.stop, temporal.stop, () => db.destroy()];
  const app = createApp({ log, tokens: createTokens(config.serviceKey) });
  spec.mount(app, deps);
  const checks = {
    postgres: () => sql`select 1`.execute(db),
    worker: () => mustHold(worker.isRunning(), 'The worker does not poll yet'),
    relay: () => mustHold(!events.isFailing(), 'Events cannot be sent'),
    setup: () => mustHold(setup.isLive(), 'The consumer of the set-up has not joined yet'),
  };
  try {
    const { host, port } = config;
    const http = await startHttp({ name, host, port, apps: [app], log, checks });
    return { name, url: http.url, stop: () => stopAll([http.stop, ...stops]) };
  } catch (error) {
    await stopAll(stops).catch((err: unknown) => log.warn({ err }, 'Some parts did not stop'));
    throw error;
  }
}

interface Parts<S extends EffectService> {
  readonly db: Db<S>;
  readonly kafka: KafkaConnection;
  readonly config: ServiceConfig;
  readonly log: Logger;
}

const everyMs = 60 * 60_000;
/** How long sent outbox rows and answers under an Idempotency-Key are kept. */
const keptDays = 7;
const monthsAhead = 3;

/** Publishes the service's events, and every hour clears away what was sent and makes room for what comes. */
function sendEvents<S extends EffectService>({ name }: EffectServiceSpec<S>, { db, kafka, config, log }: Parts<S>) {
  const source = outboxSource(db, 'kafka');
  const publisher = connectProducer(kafka);
  const relay = relayEvents({ service: name, source, publisher, topicPrefix: config.kafka.topicPrefix, log });
  const tidyUp = async () => {
    await transaction(db, systemActor('housekeeping'), (t) => pruneAnswers(t, keptDays));
    await source.prune(keptDays);
    await addEventMonths(db, monthsAhead);
  };
  const timer = setInterval(() => {
    tidyUp().catch((err: unknown) => log.warn({ err }, 'Housekeeping failed'));
  }, everyMs);
  timer.unref();
  return {
    isFailing: relay.isFailing,
    stop: () => stopAll([() => clearInterval(timer), relay.stop, publisher.stop, source.close]),
  };
}

/** Keeps the service's own copy of the set-up. */
function copySetup<S extends EffectService>({ name }: EffectServiceSpec<S>, { db, kafka, config, log }: Parts<S>) {
  const { topicPrefix } = config.kafka;
  const consumer = `${name}/setup`;
  const actor = systemActor('setup-copy');
  return consumeEvents({
    connection: kafka,
    groupId: `${topicPrefix}${name}-setup`,
    topics: [topicOf('setup', topicPrefix)],
    apply: (event) => transaction(db, actor, (t) => applySetupEvent(t, event)),
    putAside: (poison) => transaction(db, actor, (t) => deadLetter(t, consumer, poison)),
    log,
  });
}

function mustHold(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}
