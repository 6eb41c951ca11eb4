/** Everything that the orders service holds open while it runs, and the order in which it lets go. */
import { sql } from 'kysely';

import { createOrdersActivities } from '#activities/service-orders.ts';
import { systemActor } from '#contracts/roles.ts';
import { taskQueues } from '#contracts/workflows/ids.ts';
import { connectDatabase, type Db } from '#db/connection.ts';
import { addEventMonths } from '#db/events.ts';
import { pruneAnswers } from '#db/idempotency.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { relayEvents } from '#platform/kafka/event-relay.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import type { Logger } from '#platform/logging.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';
import { startAgain } from '#transactions/service-orders/start-again.ts';
import { consumeForOrders } from './consumers/events.ts';
import { keepReconciled } from './jobs/reconcile.ts';
import { sweepCommands } from './jobs/sweeper.ts';
import { relayToTemporal } from './jobs/temporal-relay.ts';
import { createOrderWorkflows } from './order-workflows.ts';
import { createCommandSender } from './send-command.ts';

const hourMs = 60 * 60_000;
/** How long sent outbox rows and answers under an Idempotency-Key are kept. */
const keptDays = 7;
const monthsAhead = 3;

/** Connects; nothing waits for Kafka or Temporal, which may come later. */
export async function connectParts(config: ServiceConfig, log: Logger) {
  const clock = systemClock;
  const { brokers, topicPrefix } = config.kafka;
  const db = connectDatabase({ url: config.databaseUrl, service: 'orders' });
  const temporal = connectTemporal({ ...config.temporal, log });
  const workflows = createOrderWorkflows(temporal.client);
  const sender = createCommandSender({ db, workflows, now: clock.now });
  const worker = temporal.runWorker({
    taskQueue: taskQueues.orders,
    workflowBundle: await bundle({ log }),
    activities: createOrdersActivities({ db, publicUrl: config.publicUrl }),
    onlyLocalActivities: true,
  });
  const kafka = { brokers, clientId: 'orders', log };
  const publisher = connectProducer(kafka);
  const events = outboxSource(db, 'kafka');
  const messages = outboxSource(db, 'temporal');
  const eventRelay = relayEvents({ service: 'orders', source: events, publisher, topicPrefix, log });
  const restart = async (orderId: string) => {
    const start = await startAgain(db, orderId);
    if (start) await workflows.start(start);
  };
  const messageRelay = relayToTemporal({ source: messages, workflows, startAgain: restart, log });
  const consumer = consumeForOrders({ db, clock, kafka, topicPrefix, log });
  const sweeper = sweepCommands({ db, sender, clock, log });
  const reconciler = keepReconciled({ db, client: temporal.client, workflows, log });
  const tidy = async () => {
    await transaction(db, systemActor('housekeeping'), (t) => pruneAnswers(t, keptDays));
    await Promise.all([events.prune(keptDays), messages.prune(keptDays)]);
    await addEventMonths(db, monthsAhead);
  };
  const tidying = setInterval(
    () => void tidy().catch((err: unknown) => log.warn({ err }, 'Housekeeping failed')),
    hourMs,
  );
  tidying.unref();
  return {
    ...{ db, clock, workflows, sender },
    checks: {
      postgres: () => sql`select 1`.execute(db),
      temporal: temporal.check,
      worker: () => mustHold(worker.isRunning(), 'The worker does not poll yet'),
      relay: () => mustHold(!eventRelay.isFailing() && !messageRelay.isFailing(), 'The outbox cannot be sent'),
      consumer: () => mustHold(consumer.isLive(), 'The consumer has not joined yet'),
      setup: async () => mustHold(await hasSetup(db), 'The set-up has not arrived yet'),
    },
    /** In this order: who reads and writes first, then what they use. */
    stops: [
      () => clearInterval(tidying),
      reconciler.stop,
      sweeper.stop,
      consumer.stop,
      messageRelay.stop,
      temporal.stop,
      eventRelay.stop,
      publisher.stop,
      messages.close,
      events.close,
      () => db.destroy(),
    ] as const,
  };
}

/** Without order types nobody can create an order. */
async function hasSetup(db: Db<'orders'>): Promise<boolean> {
  return (await setupValues(db, 'order-type')).length > 0 && (await setupValues(db, 'company')).length > 0;
}

function mustHold(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}
