/** The Temporal runtime of the process: its logs are ours, its signals are not. */
import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import type { LogLevel, LogMetadata, Logger as TemporalLogger } from '@temporalio/worker';

import type { Logger } from '../logging.ts';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Temporal's logger interface on pino. Lines of workflows and activities carry their ids as fields. */
export function temporalLogger(log: Logger): TemporalLogger {
  const tell = (level: LogLevel, message: string, meta?: LogMetadata) => {
    const { error, ...fields } = meta ?? {};
    log[levels[level]](error === undefined ? fields : { ...fields, err: error }, message);
  };
  return {
    log: tell,
    trace: (message, meta) => tell('TRACE', message, meta),
    debug: (message, meta) => tell('DEBUG', message, meta),
    info: (message, meta) => tell('INFO', message, meta),
    warn: (message, meta) => tell('WARN', message, meta),
    error: (message, meta) => tell('ERROR', message, meta),
  };
}

let isInstalled = false;

/**
 * Installs the runtime once; later calls change nothing. The process stops its workers itself, so no signal is taken here.
 * @param options.metricsAddress where Prometheus finds the SDK's metrics, such as `127.0.0.1:9464`
 */
export function installRuntime(options: { log: Logger; metricsAddress?: string | undefined }): void {
  if (isInstalled) return;
  isInstalled = true;
  Runtime.install({
    logger: temporalLogger(options.log),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(options.metricsAddress === undefined
        ? {}
        : { metrics: { prometheus: { bindAddress: options.metricsAddress, useSecondsForDurations: true } } }),
    },
  });
}
