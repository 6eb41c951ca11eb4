/** What every client, bundle, worker, replay and test environment has in common: tracing, always, and the data converter. */
import type { ClientOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry-v2';
import type { ReplayWorkerOptions, WorkerOptions } from '@temporalio/worker';

import { telemetry } from '../telemetry.ts';

/** How payloads are written. A codec (encryption) is one line here, and nowhere else. */
export const dataConverter: DataConverter = { payloadCodecs: [] };

type Sinks = NonNullable<WorkerOptions['sinks']>;

/**
 * The tracing plugin and the data converter in one. The interceptors are installed whether spans leave the process or not, because
 * switching them on later would change histories; without an endpoint only the way out is cut short.
 */
class CalloutPlugin extends OpenTelemetryPlugin {
  override configureClient(options: Omit<ClientOptions, 'plugins'>): Omit<ClientOptions, 'plugins'> {
    return { ...super.configureClient(options), dataConverter };
  }

  override configureWorker(options: WorkerOptions): WorkerOptions {
    const configured = super.configureWorker(options);
    return { ...configured, dataConverter, sinks: shortened(configured.sinks ?? {}) };
  }

  override configureReplayWorker(options: ReplayWorkerOptions): ReplayWorkerOptions {
    return { ...super.configureReplayWorker(options), dataConverter };
  }
}

function shortened(sinks: Sinks): Sinks {
  return telemetry.isOn ? sinks : { ...sinks, exporter: { export: { fn: () => undefined } } };
}

/** Give these to `Client`, `bundleWorkflowCode`, `Worker.create`, replay and `TestWorkflowEnvironment`. */
export function temporalPlugins() {
  return [new CalloutPlugin({ resource: telemetry.resource, spanProcessor: telemetry.spanProcessor })];
}
