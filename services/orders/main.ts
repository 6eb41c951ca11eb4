/** The orders service's composition root: orders, their workflows, customers, requests, files, stage models and SLAs. */
import type { Environment, ServiceConfig } from '#platform/config.ts';
import { createFileStore } from '#platform/files.ts';
import { createLogger } from '#platform/logging.ts';
import type { Logger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { seedStageModels } from '#transactions/service-orders/publish-stage-model.ts';
import { startService } from '../start-service.ts';
import type { Served } from '../start-service.ts';
import { createOrdersApp } from './app.ts';
import { connectParts } from './parts.ts';

const name = 'orders';

/** Starts the orders service. */
export function start(env: Environment): Promise<RunningService> {
  return startService({ name, connect: connectParts, serve }, env);
}

type Parts = Awaited<ReturnType<typeof connectParts>>;

async function serve(parts: Parts, { temporal, filesDir }: ServiceConfig, log: Logger): Promise<Served> {
  await seedStageModels(parts.db, parts.clock.now());
  const links = { temporalUiUrl: temporal.uiUrl.replace(/\/+$/, ''), namespace: temporal.namespace };
  return { apps: [createOrdersApp({ ...parts, log, links, files: createFileStore(filesDir) })] };
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
