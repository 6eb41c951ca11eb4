/** The composition root of reporting: read models, from Kafka alone. */
import type { Environment } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { startService } from '../start-service.ts';
import { createApp } from './app.ts';
import { connectParts } from './parts.ts';

const name = 'reporting';

/** Starts reporting. */
export function start(env: Environment): Promise<RunningService> {
  return startService(
    { name, connect: connectParts, serve: (parts, _config, log) => ({ apps: [createApp({ ...parts, log })] }) },
    env,
  );
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
