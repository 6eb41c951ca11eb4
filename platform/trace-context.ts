/** Carries the trace over what OpenTelemetry does not see: outbox rows, Kafka headers, calls. Costs nothing without a trace. */
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace as otel } from '@opentelemetry/api';

/** Headers of the W3C trace context. */
export interface TraceHeaders {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** The trace that something carries as its `traceparent`. */
export function traceOf({ traceparent }: { readonly traceparent?: string | null | undefined }): TraceHeaders {
  return traceparent === undefined || traceparent === null ? {} : { traceparent };
}

function inject(): TraceHeaders {
  if (otel.getActiveSpan() === undefined) return {};
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** A step of a trace that is under way. */
export interface Step {
  /** The trace as it goes on from this step. */
  readonly headers: TraceHeaders;
  /** @param error what it failed with; absent when it did not */
  readonly end: (error?: unknown) => void;
  /** Runs `work` as a part of the step. */
  readonly run: <Result>(work: () => Result) => Result;
}

const kinds = { producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

/** Begins a step of the trace that `headers` come from; without a trace it is nothing. */
function begin(headers: TraceHeaders, name: string, kind: keyof typeof kinds): Step {
  if (headers.traceparent === undefined) return { headers: {}, end: () => undefined, run: (work) => work() };
  const parent = propagation.extract(ROOT_CONTEXT, headers);
  const span = otel.getTracer('callout').startSpan(name, { kind: kinds[kind] }, parent);
  const own = otel.setSpan(parent, span);
  const carried: Record<string, string> = {};
  propagation.inject(own, carried);
  return {
    headers: carried,
    end(error) {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      span.end();
    },
    run: (work) => context.with(own, work),
  };
}

/** Runs `work` as a step of the trace that `headers` come from. */
async function step<Result>(
  headers: TraceHeaders,
  name: string,
  kind: keyof typeof kinds,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = begin(headers, name, kind);
  try {
    const result = await begun.run(work);
    begun.end();
    return result;
  } catch (error) {
    begun.end(error);
    throw error;
  }
}

export const trace = {
  begin,
  step,
  /** The active trace as headers; empty outside of a trace. */
  inject,
};
