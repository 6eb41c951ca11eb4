/** Bringing a database to the present: the administrator's part once, then the migrations of each service as its owner. */
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';

import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { sessionConfig } from './connection.ts';
import { migrationsOf } from './migrations/registry.gen.ts';
import { adminUrlFor, quote, requireDatabaseName, roleStatements, schemaStatements, serviceUrls } from './roles.ts';
import type { Passwords, ServiceUrls } from './roles.ts';

export interface StackOptions {
  /** URL of a role that may create databases and roles. */
  readonly adminUrl: string;
  /** Name of the stack's database; that of the URL when absent. */
  readonly database?: string;
  /** Passwords the roles shall have, whether they are new or not. */
  readonly passwords: Passwords;
  /** Told of each migration after it has run. */
  readonly onMigration?: (service: ServiceName, name: string) => void;
}

/** Months of event partitions that are there beyond the present one after each migration run. */
const eventMonthsAhead = 3;

/**
 * Makes database, roles, schemas and grants where they are missing, sets the roles' passwords, and runs what is missing
 * of every service's migrations. Running it again changes nothing; two at once wait for each other.
 * Throws the first error of a migration, which leaves the services before it migrated and its own schema as it was.
 */
export async function migrateStack(options: StackOptions): Promise<Record<ServiceName, ServiceUrls>> {
  const database = options.database ?? decodeURIComponent(new URL(options.adminUrl).pathname.slice(1));
  requireDatabaseName(database);
  const urls = serviceUrls(options.adminUrl, database, options.passwords);
  await alone(options.adminUrl, `callout migrate ${database}`, async (admin) => {
    await bootstrap(admin, options.adminUrl, database, options.passwords);
    for (const service of serviceNames) {
      await migrateService(service, urls[service].ownerUrl, options.onMigration);
    }
  });
  return urls;
}

/** Runs what is missing of one service's migrations, as the owner of its schema, which must exist. */
export async function migrateService(
  service: ServiceName,
  ownerUrl: string,
  onMigration: (service: ServiceName, name: string) => void = () => undefined,
): Promise<void> {
  const actor = { 'callout.principal': 'system:migration', 'callout.scope': 'system' };
  const pool = new pg.Pool({ ...sessionConfig(ownerUrl, service, `callout migrate ${service}`, actor), max: 2 });
  // A connection that breaks while it idles is no error of a migration: the next statement says so, if there is one.
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...migrationsOf[service] }) },
      migrationTableSchema: service,
      migrationTableName: 'migrations',
      migrationLockTableName: 'migrations_lock',
      allowUnorderedMigrations: true,
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    for (const { migrationName, status } of results) if (status === 'Success') onMigration(service, migrationName);
    const failed = results.find(({ status }) => status === 'Error');
    if (error !== undefined) throw new Error(failureText(service, failed?.migrationName, error), { cause: error });
    await pool.query('select add_event_months($1)', [eventMonthsAhead]);
  } finally {
    await db.destroy();
  }
}

/** Runs `work` with an administrator's connection while nobody else runs work of the same name on the server. */
export async function alone<T>(adminUrl: string, name: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: name });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function bootstrap(admin: pg.Client, adminUrl: string, database: string, passwords: Passwords): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
  if (rowCount === 0) await admin.query(`create database ${quote(database)}`);
  await admin.query(roleStatements(database, passwords));
  const inside = new pg.Client({
    connectionString: adminUrlFor(adminUrl, database),
    application_name: 'callout migrate',
  });
  await inside.connect();
  try {
    await inside.query(schemaStatements(database));
  } finally {
    await inside.end();
  }
}

function failureText(service: ServiceName, migration: string | undefined, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${service}: migration ${migration ?? '(none began)'} failed: ${reason}`;
}
