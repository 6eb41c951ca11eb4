/** Everything that the orders service holds open while it runs, and the order in which it lets go. */
import type { Client } from '@temporalio/client';

import { createRequestsActivities } from '#activities/requests.ts';
import { createOrdersActivities } from '#activities/service-orders.ts';
import { taskQueues } from '#contracts/workflows/ids.ts';
import type { Db } from '#db/connection.ts';
import { outboxSource } from '#db/outbox-source.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { mustHold } from '#platform/http/health.ts';
import type { Logger } from '#platform/logging.ts';
import { relayGauge } from '#platform/metrics.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { startAgain } from '#transactions/service-orders/start-again.ts';
import { keepHouse } from '../housekeeping.ts';
import { openParts } from '../service-parts.ts';
import { startBulk } from './bulk-workflows.ts';
import { consumeForOrders } from './consumers/events.ts';
import { keepReconciled } from './jobs/reconcile.ts';
import { showStuckOrders, type ShowStuckOptions } from './jobs/show-stuck-orders.ts';
import { sweepCommands, type SweeperOptions } from './jobs/sweeper.ts';
import { watchStuckCommands } from './jobs/tell-of-stuck-commands.ts';
import { tendRequests, type TendRequestsParts } from './jobs/tend-requests.ts';
import { relayToTemporal, type TemporalRelayOptions } from './jobs/temporal-relay.ts';
import { startNotification } from './notification-workflows.ts';
import { runMailWorker } from './mail-worker.ts';
import { createOrderWorkflows } from './order-workflows.ts';
import { createRequestWorkflows } from './request-workflows.ts';
import { createCommandSender } from './send-command.ts';
import { startStageMigration } from './stage-migration-workflows.ts';

/** Connects; nothing waits for Kafka or Temporal, which may come later. */
export async function connectParts(config: ServiceConfig, log: Logger) {
  const workflowBundle = await bundle({ log });
  const { stops, ...parts } = openParts('orders', config, log);
  const { db, clock, temporal, outbox, relay } = parts;
  const workflows = createOrderWorkflows(temporal.client, config.publicUrl);
  const requests = createRequestWorkflows(temporal.client, config.publicUrl);
  const sender = createCommandSender({ db, workflows, now: clock.now });
  const deps = { db, clock, publicUrl: config.publicUrl, sendCommand: sender.send };
  const worker = temporal.runWorker({
    ...{ taskQueue: taskQueues.orders, workflowBundle, onlyLocalActivities: true },
    activities: { ...createOrdersActivities(deps), ...createRequestsActivities(deps) },
  });
  const mails = runMailWorker(parts, config);
  const messages = outboxSource(db, 'temporal');
  const restart = async (orderId: string) => {
    const start = await startAgain(db, orderId);
    if (start) await workflows.start(start);
  };
  const messageRelay = relayToTemporal({
    ...{ source: messages, workflows, requests, startAgain: restart, log },
    ...otherStarts(temporal.client, config.publicUrl),
  });
  const consumer = consumeForOrders({ ...parts, log });
  const stopMinding = mindWaiting({ db, workflows, requests, sender, clock, log });
  const reconciler = keepReconciled({ db, client: temporal.client, workflows, log });
  const house = keepHouse({ db, outboxes: [outbox, messages], log });
  return {
    ...{ ...parts, workflows, requests, sender, client: temporal.client },
    ...{ reportingUrl: config.urls.reporting, urls: config.urls },
    gauges: [...parts.gauges, relayGauge('orders', 'temporal', messageRelay)],
    checks: {
      ...parts.checks,
      temporal: temporal.check,
      worker: () => mustHold(worker.isRunning() && mails.isRunning(), 'The worker does not poll yet'),
      relay: () => mustHold(!relay.isFailing() && !messageRelay.isFailing(), 'The outbox cannot be sent'),
      consumer: () => mustHold(consumer.isLive(), 'The consumer has not joined yet'),
      setup: async () => mustHold(await hasSetup(db), 'The set-up has not arrived yet'),
    },
    stops: [
      house.stop,
      reconciler.stop,
      ...stopMinding,
      consumer.stop,
      messageRelay.stop,
      messages.close,
      ...stops,
    ] as const,
  };
}

/** What the relay starts beside the workflows of orders and requests. */
function otherStarts(
  client: () => Client,
  publicUrl: string,
): Pick<TemporalRelayOptions, 'startNotification' | 'startStageMigration' | 'startBulk'> {
  return {
    startNotification: (message) => startNotification(client(), message, publicUrl),
    startStageMigration: (message) => startStageMigration(client(), message, publicUrl),
    startBulk: (message) => startBulk(client(), message, publicUrl),
  };
}

/**
 * Commands are sent until they have an outcome; of those that hang people are told, and operators find their orders. Requests that wait
 * have their workflow.
 */
function mindWaiting(parts: SweeperOptions & ShowStuckOptions & TendRequestsParts) {
  const [stuck, showing, sweeper] = [watchStuckCommands(parts), showStuckOrders(parts), sweepCommands(parts)];
  return [sweeper.stop, showing.stop, stuck.stop, tendRequests(parts).stop] as const;
}

/** Without order types nobody can create an order. */
async function hasSetup(db: Db<'orders'>): Promise<boolean> {
  return (await setupValues(db, 'order-type')).length > 0 && (await setupValues(db, 'company')).length > 0;
}
