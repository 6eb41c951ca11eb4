/** All six services in one process: the shape of `npm start`. */
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import type { Environment } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled, stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';

export interface RunningProduct {
  readonly services: readonly RunningService[];
  /** Stops all services: the gateway first, which takes the requests. */
  readonly stop: () => Promise<void>;
}

interface ServiceModule {
  readonly start: (env: Environment) => Promise<RunningService>;
}

/**
 * Starts all services at once.
 * @throws the first error, after those that had started were stopped
 */
export async function startProduct(env: Environment): Promise<RunningProduct> {
  const outcomes = await Promise.allSettled(serviceNames.map(async (name) => (await serviceModule(name)).start(env)));
  const services = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = () => stopAll(services.map((service) => service.stop));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return { services, stop };
  await stop();
  throw failed.reason;
}

async function serviceModule(name: ServiceName): Promise<ServiceModule> {
  const loaded: unknown = await import(`#services/${name}/main.ts`);
  if (!isServiceModule(loaded)) throw new Error(`services/${name}/main.ts exports no function start.`);
  return loaded;
}

function isServiceModule(value: unknown): value is ServiceModule {
  return typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'function';
}

if (isMainModule(import.meta.url)) {
  await runUntilSignalled(() => startProduct(process.env), createLogger({ name: 'product' }));
}
