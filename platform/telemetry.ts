/**
 * Traces leave the process when OTEL_EXPORTER_OTLP_ENDPOINT is set; else nothing is loaded and nothing is patched.
 * Load it first: `node --import ./platform/telemetry.ts services/<name>/main.ts`.
 */
import { emptyResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

export interface Telemetry {
  readonly isOn: boolean;
  /** Where spans of workflows go, which are made inside of the sandbox. */
  readonly spanProcessor: SpanProcessor;
  readonly resource: Resource;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
}

const silentProcessor: SpanProcessor = {
  onStart: () => undefined,
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

/** Of addresses that somebody is let in by: the link of a quote, and the way back from a provider of identities. */
const secretParameters = ['key', 'code', 'state'] as const;

/** The process's telemetry, started when this module is loaded. */
export const telemetry: Telemetry = await start(process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '');

async function start(endpoint: string): Promise<Telemetry> {
  if (endpoint === '') {
    return { isOn: false, spanProcessor: silentProcessor, resource: emptyResource(), stop: async () => undefined };
  }
  // An ES module is patched only by a hook that is there before it is loaded.
  const { register } = await import('node:module');
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  const [{ NodeSDK, tracing }, { OTLPTraceExporter }, instrumentations] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    loadInstrumentations(),
  ]);
  const resource = resourceFromAttributes({ 'service.name': process.env['OTEL_SERVICE_NAME'] ?? 'callout' });
  const spanProcessor = new tracing.BatchSpanProcessor(new OTLPTraceExporter());
  const sdk = new NodeSDK({ resource, spanProcessors: [spanProcessor], instrumentations });
  sdk.start();
  return { isOn: true, spanProcessor, resource, stop: () => sdk.shutdown() };
}

/** One by one, without the package of all: what is not used is not patched. Kafka is traced by trace-context.ts, because a batch carries many traces. */
async function loadInstrumentations() {
  const [http, express, pg] = await Promise.all([
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-express'),
    import('@opentelemetry/instrumentation-pg'),
  ]);
  const isProbe = (path: string | undefined) => path === '/healthz' || path === '/readyz' || path === '/metrics';
  return [
    new http.HttpInstrumentation({
      ignoreIncomingRequestHook: (request) => isProbe(request.url),
      redactedQueryParams: [...secretParameters],
      redactedQueryParamsServer: [...secretParameters],
    }),
    new express.ExpressInstrumentation(),
    new pg.PgInstrumentation({ requireParentSpan: true }),
  ];
}
