/** The gateway's composition root: sign-in, set-up, pages, live hints, and the way to every other service. */
import path from 'node:path';

import { loadServiceConfig } from '#platform/config.ts';
import type { Environment } from '#platform/config.ts';
import { startHttp } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled, stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import manifest from '../../package.json' with { type: 'json' };
import { prepareFirstStart } from './first-start.ts';
import { createFront, pagePolicy } from './front.ts';
import { connectParts } from './parts.ts';

const name = 'gateway';

/** Starts the gateway: alone, or beside the other services in one process. */
export async function start(env: Environment): Promise<RunningService> {
  const config = loadServiceConfig(name, env);
  const log = createLogger({ name, ...(config.logLevel === undefined ? {} : { level: config.logLevel }) });
  const { hub, stops, checks, ...parts } = connectParts(config, log);
  try {
    const passwordFile = path.join(config.dir, 'admin-password');
    const tokenFile = path.join(config.dir, 'admin-token');
    await prepareFirstStart({ ...parts, log, passwordFile, tokenFile });
    const front = createFront({
      ...parts,
      hints: hub,
      log,
      publicUrl: config.publicUrl,
      urls: config.urls,
      version: manifest.version,
      webFolder: path.resolve(import.meta.dirname, '../../.build/web'),
    });
    const { host, port } = config;
    const http = await startHttp({ name, host, port, apps: front.apps, log, checks, policy: pagePolicy });
    return { name, url: http.url, stop: () => stopAll([hub.close, http.stop, front.close, ...stops]) };
  } catch (error) {
    await stopAll([hub.close, ...stops]).catch((err: unknown) => log.warn({ err }, 'Some parts did not stop'));
    throw error;
  }
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
