/** All six services in one process: the shape of `npm start`. */
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import type { Environment } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled, stopAll, stopTogether } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { start as dispatch } from '#services/dispatch/main.ts';
import { start as gateway } from '#services/gateway/main.ts';
import { start as inventory } from '#services/inventory/main.ts';
import { start as invoicing } from '#services/invoicing/main.ts';
import { start as orders } from '#services/orders/main.ts';
import { start as reporting } from '#services/reporting/main.ts';

export interface RunningProduct {
  readonly services: readonly RunningService[];
  /** Stops all services: the gateway first, which takes the requests, then the others at once. */
  readonly stop: () => Promise<void>;
}

const starts: Readonly<Record<ServiceName, (env: Environment) => Promise<RunningService>>> = {
  gateway,
  orders,
  dispatch,
  inventory,
  invoicing,
  reporting,
};

/**
 * Starts all services at once.
 * @throws the first error, after those that had started were stopped
 */
export async function startProduct(env: Environment): Promise<RunningProduct> {
  const outcomes = await Promise.allSettled(serviceNames.map((name) => starts[name](env)));
  const services = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stopOf = (isGateway: boolean) => () =>
    stopTogether(services.filter(({ name }) => (name === 'gateway') === isGateway).map((service) => service.stop));
  const stop = () => stopAll([stopOf(true), stopOf(false)]);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return { services, stop };
  await stop();
  throw failed.reason;
}

if (isMainModule(import.meta.url)) {
  await runUntilSignalled(() => startProduct(process.env), createLogger({ name: 'product' }));
}
