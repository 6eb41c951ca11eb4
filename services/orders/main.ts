/** The orders service's composition root: orders, their workflows, customers, requests, files, stage models and SLAs. */
import { loadServiceConfig } from '#platform/config.ts';
import type { Environment } from '#platform/config.ts';
import { createFileStore } from '#platform/files.ts';
import { createTokens } from '#platform/http/actor.ts';
import { startHttp } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled, stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { seedStageModels } from '#transactions/service-orders/publish-stage-model.ts';
import { createOrdersApp } from './app.ts';
import { connectParts } from './parts.ts';

const name = 'orders';

/** Starts the orders service. */
export async function start(env: Environment): Promise<RunningService> {
  const config = loadServiceConfig(name, env);
  const log = createLogger({ name, ...(config.logLevel === undefined ? {} : { level: config.logLevel }) });
  const { stops, checks, ...parts } = await connectParts(config, log);
  try {
    await seedStageModels(parts.db, parts.clock.now());
    const { host, port, temporal } = config;
    const links = { temporalUiUrl: temporal.uiUrl.replace(/\/+$/, ''), namespace: temporal.namespace };
    const app = createOrdersApp({
      ...parts,
      log,
      links,
      files: createFileStore(config.filesDir),
      tokens: createTokens(config.serviceKey),
    });
    const http = await startHttp({ name, host, port, apps: [app], log, checks });
    return { name, url: http.url, stop: () => stopAll([http.stop, ...stops]) };
  } catch (error) {
    await stopAll(stops).catch((err: unknown) => log.warn({ err }, 'Some parts did not stop'));
    throw error;
  }
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
