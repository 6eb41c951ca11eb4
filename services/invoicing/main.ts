/** The composition root of invoicing: prices, postings, proposals and invoices. */
import type { Environment } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { startService } from '../start-service.ts';
import { createApp } from './app.ts';
import { connectParts } from './parts.ts';

const name = 'invoicing';

/** Starts invoicing. */
export function start(env: Environment): Promise<RunningService> {
  return startService(
    { name, connect: connectParts, serve: (parts, _, log) => ({ apps: [createApp({ ...parts, log })] }) },
    env,
  );
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
