/** A process's environment, parsed once in its main. Nothing else reads `process.env`. */
import path from 'node:path';

import * as z from 'zod';

import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Lists all mistakes of an environment at once, by the names of the variables. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`The environment is not right:\n${mistakes.map((each) => `  ${each}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/**
 * Parses an environment; an empty variable counts as absent.
 * @throws ConfigError with every mistake
 */
export function loadConfig<Schema extends z.ZodType>(schema: Schema, env: Environment): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return given[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}`;
    }),
  );
}

export const Port = z.coerce.number().int().min(0).max(65_535);
const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const HttpUrl = z.url({ protocol: /^https?$/ });
const Brokers = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  )
  .pipe(z.array(z.string().regex(/^[^:\s]+:\d+$/, 'must be host:port, more of them separated by commas')).min(1));

/** What every service reads, beside its own database, port and the addresses of the others. */
export const sharedEnvironment = {
  TEMPORAL_ADDRESS: z.string().regex(/^[^:\s]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().default('callout'),
  TEMPORAL_UI_URL: HttpUrl,
  KAFKA_BROKERS: Brokers,
  CALLOUT_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-z0-9.-]*$/)
    .default(''),
  CALLOUT_SERVICE_KEY: z.string().min(32, 'must have at least 32 characters'),
  CALLOUT_PUBLIC_URL: HttpUrl,
  CALLOUT_DIR: z.string().default('.callout'),
  CALLOUT_FILES_DIR: z.string().optional(),
  CALLOUT_HOST: z.string().default('127.0.0.1'),
  /** Of one service's process; two are enough to run, five are what a service may take. */
  CALLOUT_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(5).default(5),
  /** Where mails go, such as smtp://user:password@mail.example:587. Without it none are sent, and their senders are told. */
  CALLOUT_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mails are from, such as `Service <service@mail.example>`. */
  CALLOUT_MAIL_FROM: z
    .string()
    .regex(/^[^<>@]*<?[^<>@\s]+@[^<>@\s]+>?$/, 'must be an address, or Name <address>')
    .default('Callout <callout@localhost>'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: HttpUrl.optional(),
  METRICS_PORT: Port.optional(),
};

/** A service's environment by names that the code uses. */
export interface ServiceConfig {
  readonly service: ServiceName;
  readonly databaseUrl: string;
  /** Most connections at once. */
  readonly databaseConnections: number;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly uiUrl: string;
    /** Where the SDK offers its metrics to those of the process; set by who starts the service. */
    readonly metricsAddress?: string | undefined;
  };
  readonly kafka: { readonly brokers: readonly string[]; readonly topicPrefix: string };
  readonly serviceKey: string;
  readonly host: string;
  readonly port: number;
  /** Base addresses of all six services, without a slash at the end. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly publicUrl: string;
  readonly dir: string;
  readonly filesDir: string;
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  readonly logLevel: string | undefined;
  readonly otlpEndpoint: string | undefined;
  readonly metricsPort: number | undefined;
}

/** `orders` and `DATABASE_URL` give `ORDERS_DATABASE_URL`. */
export function variableOf(service: ServiceName, name: string): string {
  return `${service.toUpperCase()}_${name}`;
}

/** The schema of a service's environment. */
export function serviceEnvironment(service: ServiceName) {
  const own = { [variableOf(service, 'DATABASE_URL')]: PostgresUrl, [variableOf(service, 'PORT')]: Port };
  const urls = Object.fromEntries(serviceNames.map((name) => [variableOf(name, 'URL'), HttpUrl]));
  return z
    .object({ ...sharedEnvironment })
    .and(z.object(own))
    .and(z.object(urls));
}

/** @throws ConfigError with every mistake */
export function loadServiceConfig(service: ServiceName, env: Environment): ServiceConfig {
  const shared = loadConfig(serviceEnvironment(service), env);
  const text = (name: string): string => env[name] ?? '';
  const urlOf = (name: ServiceName): string => text(variableOf(name, 'URL')).replace(/\/+$/, '');
  return {
    service,
    databaseUrl: text(variableOf(service, 'DATABASE_URL')),
    databaseConnections: shared.CALLOUT_DATABASE_CONNECTIONS,
    temporal: { address: shared.TEMPORAL_ADDRESS, namespace: shared.TEMPORAL_NAMESPACE, uiUrl: shared.TEMPORAL_UI_URL },
    kafka: { brokers: shared.KAFKA_BROKERS, topicPrefix: shared.CALLOUT_TOPIC_PREFIX },
    serviceKey: shared.CALLOUT_SERVICE_KEY,
    host: shared.CALLOUT_HOST,
    port: Number(text(variableOf(service, 'PORT'))),
    urls: {
      gateway: urlOf('gateway'),
      orders: urlOf('orders'),
      dispatch: urlOf('dispatch'),
      inventory: urlOf('inventory'),
      invoicing: urlOf('invoicing'),
      reporting: urlOf('reporting'),
    },
    publicUrl: shared.CALLOUT_PUBLIC_URL.replace(/\/+$/, ''),
    dir: shared.CALLOUT_DIR,
    filesDir: shared.CALLOUT_FILES_DIR ?? path.join(shared.CALLOUT_DIR, 'files'),
    mail: { smtpUrl: shared.CALLOUT_SMTP_URL, from: shared.CALLOUT_MAIL_FROM },
    logLevel: shared.LOG_LEVEL,
    otlpEndpoint: shared.OTEL_EXPORTER_OTLP_ENDPOINT,
    metricsPort: shared.METRICS_PORT,
  };
}
