/**
 * A migrated database for one test, cloned from a template in a fraction of a second. Role names carry the database's
 * name, so a clone gets roles of its own; they are members of the template's roles, to whom the tables are granted.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { connectDatabase } from '#db/connection.ts';
import type { Db } from '#db/connection.ts';
import { migrateStack } from '#db/migrate.ts';
import { connectStatement, forEachService, quote, roleNames, roleStatements, serviceUrls } from '#db/roles.ts';
import type { Passwords, ServiceUrls } from '#db/roles.ts';

const template = 'callout_template';

/** Passwords of the roles of every test database. */
export const testPasswords = forEachService(() => ({ owner: 'owner', work: 'work' }));

export interface TestDatabase {
  readonly name: string;
  readonly adminUrl: string;
  readonly urls: Readonly<Record<ServiceName, ServiceUrls>>;
  /** A pool of the service's working role, closed with the database. */
  readonly connect: <S extends ServiceName>(service: S, max?: number) => Db<S>;
  /** Closes the pools and removes database and roles. */
  readonly drop: () => Promise<void>;
}

/** Migrates the template of this run; called once by the global set-up. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await dropDatabase(adminUrl, template);
  await migrateStack({ adminUrl, database: template, passwords: testPasswords });
}

/**
 * No longer waits for the disk: what tests share is gone with the run, and those that kill a server have one of their own.
 * For a server that the run has started.
 */
export async function forgetAtPowerLoss(adminUrl: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    await admin.query('alter system set fsync = off');
    await admin.query('alter system set full_page_writes = off');
    await admin.query('select pg_reload_conf()');
  });
}

/** A database as all migrations leave it, with roles of its own. Call `drop` in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl');
  const name = newDatabaseName();
  await cloneTemplate(adminUrl, name, testPasswords);
  return handle(adminUrl, name);
}

/** Makes a database as all migrations leave it: what migrates it afterwards finds nothing to do. */
export async function cloneTemplate(adminUrl: string, name: string, passwords: Passwords): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    await admin.query(`create database ${quote(name)} template ${quote(template)} strategy file_copy`);
    await admin.query(cloneStatements(name, passwords));
  });
}

/** A database migrated from nothing, for tests of migrating itself. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl');
  const name = newDatabaseName();
  await migrateStack({ adminUrl, database: name, passwords: testPasswords });
  return handle(adminUrl, name);
}

/** A name that no other test has. */
export function newDatabaseName(): string {
  return `t${randomBytes(5).toString('hex')}`;
}

/** Removes a database with its roles, whether it is there or not. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${quote(name)} with (force)`);
    const roles = serviceNames.flatMap((service) => Object.values(roleNames(name, service)));
    await admin.query(`drop role if exists ${roles.map(quote).join(', ')}`);
  });
}

function handle(adminUrl: string, name: string): TestDatabase {
  const urls = serviceUrls(adminUrl, name, testPasswords);
  const pools: { destroy: () => Promise<void> }[] = [];
  return {
    name,
    adminUrl,
    urls,
    connect(service, max) {
      const db = connectDatabase({ url: urls[service].url, service, ...(max === undefined ? {} : { max }) });
      pools.push(db);
      return db;
    },
    async drop() {
      await Promise.all(pools.map((pool) => pool.destroy()));
      await dropDatabase(adminUrl, name);
    },
  };
}

function cloneStatements(name: string, passwords: Passwords): string {
  const memberships = serviceNames.flatMap((service) => {
    const [original, own] = [roleNames(template, service), roleNames(name, service)];
    return [
      `grant ${quote(original.owner)} to ${quote(own.owner)}`,
      `grant ${quote(original.work)} to ${quote(own.work)}`,
      connectStatement(name, service),
    ];
  });
  const closed = `revoke connect, temporary on database ${quote(name)} from public`;
  return [roleStatements(name, passwords), closed, ...memberships].join(';\n');
}

async function withAdmin(adminUrl: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
