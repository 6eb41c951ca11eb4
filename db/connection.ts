/** A service's own connections to Postgres: its working role, its schema, and values as the rest of the code wants them. */
import { CamelCasePlugin, Kysely } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import pg from 'pg';

import type { ServiceName } from '#contracts/areas.ts';
import { ActorDialect } from './dialect.ts';
import { PreparingPool } from './preparing-pool.ts';
import type { ServiceSchemas } from './schema.gen.ts';
import { valueTypes } from './value-types.ts';

/** The database as one service sees it. Functions in db/queries take it first; a Transaction fits too. */
export type Db<S extends ServiceName = ServiceName> = Kysely<ServiceSchemas[S]>;

/** Any service's database: enough for the tables of `foundation`, which every schema has. */
export type AnyDb = QueryExecutorProvider & object;

export interface ConnectionOptions<S extends ServiceName> {
  /** URL of the service's working role. */
  readonly url: string;
  readonly service: S;
  /** Most connections at once; 5 is what design, section 3, allows a service. */
  readonly max?: number;
  /** Told when Postgres drops a connection that nobody is using; the pool opens another when it needs one. */
  readonly onConnectionLost?: (error: Error) => void;
}

const clientOptions = new WeakMap<object, pg.ClientConfig>();

/**
 * Opens a pool for one service; nothing connects before the first query. `db.destroy()` closes it.
 * A transaction that idles longer than 10 s is ended by Postgres, and a connection that takes longer than 5 s is an error.
 */
export function connectDatabase<S extends ServiceName>(options: ConnectionOptions<S>): Db<S> {
  const client = sessionConfig(options.url, options.service, `callout ${options.service}`);
  const pool = new pg.Pool({ ...client, max: options.max ?? 5, connectionTimeoutMillis: 5_000 });
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // Of a connection in use the pool says nothing: its next statement fails, and without a listener so does the process.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  const dialect = new ActorDialect({ pool: new PreparingPool(pool) });
  const db = new Kysely<ServiceSchemas[S]>({
    dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  clientOptions.set(db, { ...client, connectionTimeoutMillis: 5_000, query_timeout: 30_000, keepAlive: true });
  return db;
}

/**
 * How a session of a service's schema is opened, by a working or an owner role. `settings` are further run-time
 * settings of the session, such as the actor of one that serves a single job.
 */
export function sessionConfig(
  url: string,
  service: ServiceName,
  applicationName: string,
  settings: Readonly<Record<string, string>> = {},
): pg.ClientConfig {
  const all = { search_path: service, timezone: 'UTC', ...settings };
  return {
    connectionString: url,
    application_name: applicationName,
    idle_in_transaction_session_timeout: 10_000,
    options: Object.entries(all)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    types: valueTypes,
  };
}

/** Postgres finds out within a minute that the machine of a session is gone, and frees its locks. */
const keepAlives = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

/**
 * A connection of its own beside the pool, for what is bound to a session (an advisory lock). It acts as
 * `system:<job>` throughout. The caller connects and ends it.
 */
export function dedicatedClient(db: AnyDb, job: string): pg.Client {
  const config = clientOptions.get(db);
  if (config === undefined) throw new Error('the database was not opened by connectDatabase');
  return new pg.Client({
    ...config,
    application_name: `${config.application_name} ${job}`,
    options: `${config.options} ${keepAlives} -c callout.principal=system:${job} -c callout.scope=system`,
  });
}
