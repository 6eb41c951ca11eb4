/** Everything that reporting holds open while it runs. */
import { sql } from 'kysely';

import { connectDatabase } from '#db/connection.ts';
import { liveGeneration } from '#db/queries/reporting-generations.ts';
import { systemClock } from '#platform/clock.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { createTokens } from '#platform/http/actor.ts';
import type { Logger } from '#platform/logging.ts';
import { followEvents } from './consumers/follow-events.ts';
import { createLagMeter } from './lag-meter.ts';

/** Connects; nothing waits for Kafka, which may come later. */
export function connectParts(config: ServiceConfig, log: Logger) {
  const { brokers, topicPrefix } = config.kafka;
  const service = 'reporting';
  const db = connectDatabase({ url: config.databaseUrl, service, max: config.databaseConnections });
  const lag = createLagMeter();
  const following = followEvents({
    db,
    connection: { brokers, clientId: service, log },
    topicPrefix,
    groupId: `${topicPrefix}${service}`,
    generation: (t) => liveGeneration(t, 'share'),
    onApplied: ({ applied }) => lag.note(applied, systemClock.nowMs()),
    log,
  });
  return {
    db,
    lag,
    tokens: createTokens(config.serviceKey),
    checks: {
      postgres: () => sql`select 1`.execute(db),
      events: () => {
        if (!following.isLive()) throw new Error('The consumer of events has not joined yet');
      },
    },
    stops: [following.stop, () => db.destroy()],
  };
}
