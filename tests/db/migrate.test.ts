import path from 'node:path';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { migrationsOf } from '#db/migrations/registry.gen.ts';
import { migrateStack } from '#db/migrate.ts';
import { adminUrlFor, forEachService, requireDatabaseName, roleNames } from '#db/roles.ts';
import { addEventMonths, eventsWithoutMonth } from '#db/events.ts';
import { systemActor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import { migrationRegistry } from '#deploy/generate/migration-registry.ts';
import { schemaTypes } from '#deploy/generate/schema-types.ts';
import { createMigratedDatabase, dropDatabase, newDatabaseName, testPasswords } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { note } from '../support/events.ts';

const dbFolder = path.resolve(import.meta.dirname, '../../db');
let database: TestDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase();
}, 60_000);
afterAll(() => database.drop());

async function select<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

test('the list of migrations is that of the files', () => {
  const written = readFileSync(path.join(dbFolder, 'migrations/registry.gen.ts'), 'utf8');
  expect(written, 'run node deploy/generate/database.ts').toBe(migrationRegistry(path.join(dbFolder, 'migrations')));
});

test('the types of the tables are those of a migrated database', async () => {
  const written = readFileSync(path.join(dbFolder, 'schema.gen.ts'), 'utf8');
  const types = await schemaTypes(adminUrlFor(database.adminUrl, database.name));
  expect(written, 'run node deploy/generate/database.ts').toBe(types);
});

test('migrating twice at once and once more changes nothing', async () => {
  const name = newDatabaseName();
  const adminUrl = inject('postgresAdminUrl');
  const ran: string[] = [];
  const migrate = (onMigration: (service: string, migration: string) => void) =>
    migrateStack({ adminUrl, database: name, passwords: testPasswords, onMigration });
  const noteRun = (service: string, migration: string) => ran.push(`${service} ${migration}`);
  await Promise.all([migrate(noteRun), migrate(noteRun)]);
  await migrate(noteRun);
  const all = Object.entries(migrationsOf).flatMap(([service, list]) =>
    Object.keys(list).map((each) => `${service} ${each}`),
  );
  expect(ran.toSorted()).toEqual(all.toSorted());
  await dropDatabase(adminUrl, name);
}, 60_000);

test('migrating again resets the passwords of the roles', async () => {
  const passwords = forEachService((service) => ({ owner: `owner of ${service}`, work: `work of ${service}` }));
  const urls = await migrateStack({ adminUrl: database.adminUrl, database: database.name, passwords });
  const { work } = roleNames(database.name, 'orders');
  expect(await select(urls.orders.url, 'select current_user as name')).toEqual([{ name: work }]);
  await expect(select(database.urls.orders.url, 'select')).rejects.toThrow('password authentication failed');
  await migrateStack({ adminUrl: database.adminUrl, database: database.name, passwords: testPasswords });
}, 60_000);

test('an administrator without superuser rights, as managed servers give it, is enough', async () => {
  const name = newDatabaseName();
  const superUrl = inject('postgresAdminUrl');
  await select(superUrl, `create role ${name}_admin login createdb createrole password 'managed'`);
  const url = new URL(superUrl);
  url.username = `${name}_admin`;
  url.password = 'managed';
  for (let run = 0; run < 2; run += 1) {
    const urls = await migrateStack({ adminUrl: url.href, database: name, passwords: testPasswords });
    expect(await select(urls.orders.url, 'select from orders.events')).toEqual([]);
  }
  await dropDatabase(superUrl, name);
  await select(superUrl, `drop role ${name}_admin`);
}, 60_000);

test('a database name that would not fit role names is refused before anything is made', () => {
  for (const name of ['Callout', 'a-b', '1a', 'x'.repeat(41), ''])
    expect(() => requireDatabaseName(name)).toThrow('cannot name');
});

test('months of events are added ahead by the working role, and events without a month move to theirs', async () => {
  const db = database.connect('orders');
  const act = systemActor('test');
  await transaction(db, act, (t) => note(t, 'a', 1));
  const owner = new pg.Client({ connectionString: database.urls.orders.ownerUrl, options: '-c search_path=orders' });
  await owner.connect();
  const month = new Date().toISOString().slice(0, 7).replace('-', 'm');
  await owner.query(`alter table events detach partition events_${month}`);
  await owner.query(`set callout.scope = 'system'`);
  await owner.query(`insert into events select * from events_${month}`);
  await owner.query(`drop table events_${month}`);
  await owner.end();
  expect(await transaction(db, act, (t) => eventsWithoutMonth(t))).toBe(1);
  await addEventMonths(db, 5);
  expect(await transaction(db, act, (t) => eventsWithoutMonth(t))).toBe(0);
  await transaction(db, act, (t) => note(t, 'a', 2));
  const partitions = await select(
    adminUrlFor(database.adminUrl, database.name),
    `select from pg_inherits where inhparent = 'orders.events'::regclass`,
  );
  expect(partitions).toHaveLength(7);
  const direct = select(database.urls.orders.url, `select from orders.events_${month}`);
  await expect(direct).rejects.toThrow('permission denied');
});
