/** The gateway's composition root: sign-in, set-up, pages, live hints, and the way to every other service. */
import path from 'node:path';

import type { Environment, ServiceConfig } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import type { Logger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { createPasswordHashes } from '#transactions/identity/password-hash.ts';
import manifest from '../../package.json' with { type: 'json' };
import { startService } from '../start-service.ts';
import type { Served } from '../start-service.ts';
import { prepareFirstStart } from './first-start.ts';
import { createFront, pagePolicy } from './front.ts';
import { connectParts } from './parts.ts';
import { providerOf } from './provider.ts';

const name = 'gateway';

/** Starts the gateway: alone, or beside the other services in one process. */
export function start(env: Environment): Promise<RunningService> {
  return startService({ name, connect: connectParts, serve: (...known) => serve(env, ...known) }, env);
}

async function serve(
  env: Environment,
  parts: ReturnType<typeof connectParts>,
  config: ServiceConfig,
  log: Logger,
): Promise<Served> {
  const { hub, db, clock, tokens, authentication } = parts;
  const provider = providerOf(env, config.publicUrl);
  const passwordFile = path.join(config.dir, 'admin-password');
  const tokenFile = path.join(config.dir, 'admin-token');
  const passwordHashes = createPasswordHashes();
  await prepareFirstStart({ db, clock, log, passwordHashes, passwordFile, tokenFile });
  const { publicUrl, urls } = config;
  const { version } = manifest;
  const webFolder = path.resolve(import.meta.dirname, '../../.build/web');
  const front = createFront({
    ...{ db, clock, tokens, authentication, passwordHashes, log },
    ...{ hints: hub, provider, publicUrl, urls, version, webFolder },
  });
  return { apps: front.apps, policy: pagePolicy, close: front.close };
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
