/**
 * Loaded into the workflow sandbox before the tracing interceptors, which know no sampling: what comes without a trace makes no
 * spans there. What a message carries stands in the history, so a replay decides alike.
 */
import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { defaultPayloadConverter } from '@temporalio/workflow';
import type { WorkflowInboundCallsInterceptor, WorkflowInterceptors } from '@temporalio/workflow';

interface Carrying {
  readonly headers: Readonly<Record<string, Parameters<typeof defaultPayloadConverter.fromPayload>[0]>>;
}

function isTraced({ headers: { '_tracer-data': carried } }: Carrying): boolean {
  if (carried === undefined) return false;
  const fields: object = defaultPayloadConverter.fromPayload(carried);
  return 'traceparent' in fields;
}

function handle<Input extends Carrying, Result>(input: Input, next: (input: Input) => Result): Result {
  return isTraced(input) ? next(input) : context.with(suppressTracing(context.active()), next, undefined, input);
}

const inbound: WorkflowInboundCallsInterceptor = {
  execute: handle,
  handleSignal: handle,
  handleUpdate: handle,
  validateUpdate: handle,
  handleQuery: handle,
};

export const interceptors = (): WorkflowInterceptors => ({ inbound: [inbound] });
