/**
 * What the services that do effects for orders have in common, which is all but their activities and routes: a worker on
 * their queue, and their copy of the set-up.
 */
import type { Express } from 'express';

import { setupEvents } from '#contracts/events/setup.ts';
import { topicOf } from '#contracts/topics.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { deadLetter } from '#db/inbox.ts';
import { transaction } from '#db/transaction.ts';
import type { Clock } from '#platform/clock.ts';
import type { Environment, ServiceConfig } from '#platform/config.ts';
import { createApp } from '#platform/http/app.ts';
import { mustHold } from '#platform/http/health.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import { consumeEvents } from '#platform/kafka/event-consumer.ts';
import type { Logger } from '#platform/logging.ts';
import type { RunningService } from '#platform/process.ts';
import { applySetupEvent } from '#transactions/setup/apply-setup-event.ts';
import { consumeFeed, hearFeedsAgain } from './feed-consumer.ts';
import type { FeedParts } from './feed-doors.ts';
import { keepHouse } from './housekeeping.ts';
import { openParts } from './service-parts.ts';
import { startService } from './start-service.ts';

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
  /** What other systems feed into it; absent where nothing is. */
  readonly feed?: Pick<FeedParts<S>, 'keepers' | 'area'>;
}

/** Starts the service; nothing waits for Kafka or Temporal, which may come later. */
export function startEffectService<S extends EffectService>(
  spec: EffectServiceSpec<S>,
  env: Environment,
): Promise<RunningService> {
  return startService(
    {
      name: spec.name,
      connect: (config, log) => connectParts(spec, config, log),
      serve: ({ db, clock, tokens }, _, log) => {
        const app = createApp({ log, tokens });
        spec.mount(app, { db, clock });
        return { apps: [app] };
      },
    },
    env,
  );
}

function connectParts<S extends EffectService>(spec: EffectServiceSpec<S>, config: ServiceConfig, log: Logger) {
  const { name } = spec;
  const { stops, ...parts } = openParts(name, config, log);
  const { db, outbox, relay, temporal } = parts;
  const worker = temporal.runWorker({ taskQueue: name, activities: spec.activities(parts) });
  const fed = spec.feed && { db, clock: parts.clock, ...spec.feed };
  const setup = copySetup({ ...parts, name, log, onFeeds: async () => fed && hearFeedsAgain(fed) });
  const feed = fed && consumeFeed({ ...parts, ...fed, log });
  const house = keepHouse({ db, outboxes: [outbox], log });
  return {
    ...parts,
    checks: {
      ...parts.checks,
      worker: () => mustHold(worker.isRunning(), 'The worker does not poll yet'),
      relay: () => mustHold(!relay.isFailing(), 'Events cannot be sent'),
      setup: () => mustHold(setup.isLive(), 'The consumer of the set-up has not joined yet'),
    },
    stops: [house.stop, setup.stop, ...(feed === undefined ? [] : [feed.stop]), ...stops],
  };
}

interface CopyParts<S extends EffectService> {
  readonly name: S;
  readonly db: Db<S>;
  readonly kafka: KafkaConnection;
  readonly topicPrefix: string;
  readonly log: Logger;
  /** The set-up says something else of who feeds what. */
  readonly onFeeds: () => Promise<void>;
}

/** Set-up changes seldom, and a fetch that finds nothing costs as much as a full one. */
const setupGatherMs = 1_000;

/** Keeps the service's own copy of the set-up. */
function copySetup<S extends EffectService>({ name, db, kafka, topicPrefix, log, onFeeds }: CopyParts<S>) {
  const consumer = `${name}/setup`;
  const actor = systemActor('setup-copy');
  return consumeEvents({
    connection: kafka,
    groupId: `${topicPrefix}${name}-setup`,
    topics: [topicOf('setup', topicPrefix)],
    gatherMs: setupGatherMs,
    apply: async (event) => {
      await transaction(db, actor, (t) => applySetupEvent(t, event));
      if (event.type === setupEvents['feed-source'].type) await onFeeds();
    },
    putAside: (poison) => transaction(db, actor, (t) => deadLetter(t, consumer, poison)),
    log,
  });
}
