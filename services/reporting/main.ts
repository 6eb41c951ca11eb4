/** The composition root of reporting: read models, from Kafka alone. */
import { sql } from 'kysely';

import { connectDatabase } from '#db/connection.ts';
import { liveGeneration } from '#db/queries/reporting-generations.ts';
import { systemClock } from '#platform/clock.ts';
import { loadServiceConfig } from '#platform/config.ts';
import type { Environment } from '#platform/config.ts';
import { createTokens } from '#platform/http/actor.ts';
import { startHttp } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';
import { processMetrics } from '#platform/metrics.ts';
import { isMainModule, runUntilSignalled, stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { createApp } from './app.ts';
import { followEvents } from './consumers/follow-events.ts';
import { createLagMeter } from './lag-meter.ts';

const name = 'reporting';

/** Starts reporting; nothing waits for Kafka, which may come later. */
export async function start(env: Environment): Promise<RunningService> {
  const config = loadServiceConfig(name, env);
  const log = createLogger({ name, ...(config.logLevel === undefined ? {} : { level: config.logLevel }) });
  const { brokers, topicPrefix } = config.kafka;
  const metrics = await processMetrics({ ...config, log });
  const db = connectDatabase({ url: config.databaseUrl, service: name });
  const lag = createLagMeter();
  const following = followEvents({
    db,
    connection: { brokers, clientId: name, log },
    topicPrefix,
    groupId: `${topicPrefix}${name}`,
    generation: (t) => liveGeneration(t, 'share'),
    onApplied: ({ applied }) => lag.note(applied, systemClock.nowMs()),
    log,
  });
  const stops = [following.stop, () => db.destroy(), metrics.release];
  const checks = {
    postgres: () => sql`select 1`.execute(db),
    events: () => {
      if (!following.isLive()) throw new Error('The consumer of events has not joined yet');
    },
  };
  try {
    const apps = [createApp({ db, lag, log, tokens: createTokens(config.serviceKey) })];
    const http = await startHttp({ name, host: config.host, port: config.port, apps, log, checks });
    return { name, url: http.url, stop: () => stopAll([http.stop, ...stops]) };
  } catch (error) {
    await stopAll(stops).catch((err: unknown) => log.warn({ err }, 'Some parts did not stop'));
    throw error;
  }
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
