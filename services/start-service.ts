/** How a service starts and stops: configuration, log, its parts, and an HTTP server that is the last to come and the first to go. */
import type { ServiceName } from '#contracts/areas.ts';
import { loadServiceConfig } from '#platform/config.ts';
import type { Environment, ServiceConfig } from '#platform/config.ts';
import type { Checks } from '#platform/http/health.ts';
import { startHttp } from '#platform/http/server.ts';
import type { HttpOptions } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';
import type { Logger } from '#platform/logging.ts';
import { processMetrics } from '#platform/metrics.ts';
import type { Gauge } from '#platform/metrics.ts';
import { stopAll } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';

type Stop = () => Promise<unknown> | unknown;

/** What a service holds open while it runs. */
export interface HeldParts {
  readonly checks: Checks;
  /** Ends answers that would never end by themselves, so that the server can stop. */
  readonly endStreams?: Stop;
  /** What its part of the process's metrics shows. */
  readonly gauges?: readonly Gauge[];
  /** In this order: who reads and writes first, then what they use. */
  readonly stops: readonly Stop[];
}

/** What a service answers with. */
export interface Served extends Pick<HttpOptions, 'apps' | 'policy'> {
  /** Lets go of what the apps hold open. */
  readonly close?: Stop;
}

export interface ServiceSpec<Parts extends HeldParts> {
  readonly name: ServiceName;
  readonly connect: (config: ServiceConfig, log: Logger) => Parts | Promise<Parts>;
  /** What must be there before the first request, and the apps. When it throws, the parts are stopped. */
  readonly serve: (parts: Parts, config: ServiceConfig, log: Logger) => Served | Promise<Served>;
}

/**
 * Starts a service: alone, or beside the others in one process.
 * @throws ConfigError with every mistake of the environment, and whatever keeps it from listening
 */
export async function startService<Parts extends HeldParts>(
  { name, connect, serve }: ServiceSpec<Parts>,
  env: Environment,
): Promise<RunningService> {
  const config = loadServiceConfig(name, env);
  const log = createLogger({ name, ...(config.logLevel === undefined ? {} : { level: config.logLevel }) });
  const metrics = await processMetrics({ ...config, log });
  const temporal = { ...config.temporal, metricsAddress: metrics.temporalAddress };
  const parts = await connect({ ...config, temporal }, log);
  const { checks, endStreams = () => undefined, gauges = [] } = parts;
  const stops = [...parts.stops, metrics.release];
  gauges.forEach(metrics.add);
  try {
    const { close = () => undefined, ...served } = await serve(parts, config, log);
    const { host, port } = config;
    const http = await startHttp({ name, host, port, ...served, log, checks });
    return { name, url: http.url, stop: () => stopAll([endStreams, http.stop, close, ...stops]) };
  } catch (error) {
    await stopAll([endStreams, ...stops]).catch((err: unknown) => log.warn({ err }, 'Some parts did not stop'));
    throw error;
  }
}
