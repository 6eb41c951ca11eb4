/** JSON lines on stdout. A message is a constant sentence, data is fields; one child logger per unit of work. */
import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

const secrets = ['authorization', 'cookie', 'password', 'token', 'secret', 'databaseUrl', 'serviceKey'];

/** The id of the active trace, or undefined outside of one. */
export function activeTraceId(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context.traceId : undefined;
}

function traceFields(): { traceId?: string; spanId?: string } {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context)
    ? { traceId: context.traceId, spanId: context.spanId }
    : {};
}

/**
 * A process's logger. Silent under tests unless a level is given.
 * @param options.level a pino level or `silent`
 * @param options.to where lines go; stdout when absent
 */
export function createLogger(options: { name: string; level?: string; to?: DestinationStream }): Logger {
  const level = options.level ?? (process.env['VITEST'] === undefined ? 'info' : 'silent');
  const settings = {
    name: options.name,
    level,
    base: { service: options.name },
    messageKey: 'message',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...secrets, ...secrets.map((name) => `*.${name}`)], censor: '[hidden]' },
    mixin: traceFields,
  };
  return options.to === undefined ? pino(settings) : pino(settings, options.to);
}
