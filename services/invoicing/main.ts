/** The composition root of invoicing: prices, postings, proposals and invoices. */
import { loadServiceConfig } from '#platform/config.ts';
import type { Environment } from '#platform/config.ts';
import { startHttp } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled, stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { createApp } from './app.ts';
import { connectParts } from './parts.ts';

const name = 'invoicing';

/** Starts the service: alone, or beside the others in one process. */
export async function start(env: Environment): Promise<RunningService> {
  const config = loadServiceConfig(name, env);
  const log = createLogger({ name, ...(config.logLevel === undefined ? {} : { level: config.logLevel }) });
  const { stops, checks, ...parts } = connectParts(config, log);
  try {
    const apps = [createApp({ ...parts, log })];
    const http = await startHttp({ name, host: config.host, port: config.port, apps, log, checks });
    return { name, url: http.url, stop: () => stopAll([http.stop, ...stops]) };
  } catch (error) {
    await stopAll([...stops]).catch((err: unknown) => log.warn({ err }, 'Some parts did not stop'));
    throw error;
  }
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
