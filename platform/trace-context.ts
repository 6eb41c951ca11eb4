/** Carries the trace over what OpenTelemetry does not see: outbox rows, Kafka headers, calls. Costs nothing without a trace. */
import { context, propagation, trace as otel } from '@opentelemetry/api';

/** Headers of the W3C trace context. */
export interface TraceHeaders {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

function inject(): TraceHeaders {
  if (otel.getActiveSpan() === undefined) return {};
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Runs `work` as a part of the trace that `headers` come from. */
function continueFrom<Result>(headers: TraceHeaders, work: () => Result): Result {
  if (headers.traceparent === undefined) return work();
  return context.with(propagation.extract(context.active(), headers), work);
}

export const trace = {
  /** The active trace as headers; empty outside of a trace. */
  inject,
  continueFrom,
  /** `traceparent` of the active trace, for an outbox row. */
  traceparent: (): string | null => inject().traceparent ?? null,
};
