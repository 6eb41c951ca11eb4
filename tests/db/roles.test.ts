import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { serviceNames } from '#contracts/areas.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Actor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import { adminUrlFor, roleNames } from '#db/roles.ts';
import { appendEvent } from '#db/outbox.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { facts, noted } from '../support/events.ts';

const mine = '018f0000-0000-7000-8000-000000000001';
const theirs = '018f0000-0000-7000-8000-000000000002';
const actorOf = (customerId: string): Actor => ({ principal: 'user:1', roles: ['customer-contact'], customerId });

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: adminUrlFor(database.adminUrl, database.name) });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function asRole<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function names(query: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(query, values);
  return rows.map(({ name }) => name);
}

test.each(serviceNames)('neither role of %s can read another schema, nor make anything in public', async (service) => {
  const others = await names(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema = any($1) and table_schema <> $2`,
    [serviceNames, service],
  );
  expect(others.length).toBeGreaterThan(serviceNames.length);
  for (const url of Object.values(database.urls[service])) {
    await asRole(url, async (client) => {
      for (const table of others) {
        await expect(client.query(`select from ${table}`)).rejects.toThrow('permission denied');
      }
      await expect(client.query('create table public.x ()')).rejects.toThrow('permission denied');
      await expect(client.query('create temporary table x ()')).rejects.toThrow('permission denied');
    });
  }
});

test.each(serviceNames)('the working role of %s owns nothing and cannot escape row-level security', async (service) => {
  const { work, owner } = roleNames(database.name, service);
  const strong = await names(
    `select rolname as name from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    [[work, owner]],
  );
  expect(strong).toEqual([]);
  const owned = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and pg_has_role($2, c.relowner, 'member')`,
    [service, work],
  );
  expect(owned).toEqual([]);
  await asRole(database.urls[service].url, async (client) => {
    await expect(client.query(`create table ${service}.x ()`)).rejects.toThrow('permission denied');
    await expect(client.query(`alter table ${service}.events disable row level security`)).rejects.toThrow(
      'must be owner',
    );
  });
});

test('a role of one database cannot connect to another', async () => {
  const other = await createTestDatabase();
  const url = adminUrlFor(database.urls.orders.url, other.name);
  await expect(asRole(url, (client) => client.query('select'))).rejects.toThrow('permission denied for database');
  await other.drop();
});

test('every table with a customer has row-level security enabled and forced', async () => {
  const open = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
       and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
     order by name`,
    [serviceNames],
  );
  expect(open).toEqual([]);
});

test('documents, orders, number series and parameters say which company they belong to', async () => {
  const without = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname ~ '^((service_)?(orders|requests)|agreements|subscriptions|invoice_proposals|proposals|invoices|credit_notes|returns|documents|number_series|parameters|events)$'
       and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped)
     order by name`,
    [serviceNames],
  );
  expect(without).toEqual([]);
});

test('a partition is reached only through its table, where the rules about rows are', async () => {
  const reachable = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relispartition and c.relkind = 'r'
       and has_table_privilege($2 || '_' || n.nspname, c.oid, 'select, insert, update, delete')`,
    [serviceNames, database.name],
  );
  expect(reachable).toEqual([]);
});

test('a customer sees and writes only its own rows, without an actor nobody sees any', async () => {
  const db = database.connect('orders');
  for (const [index, customerId] of [mine, theirs, null].entries()) {
    await transaction(db, systemActor('test'), (t) =>
      appendEvent(t, noted, { ...facts(`order-${index}`, 1), customerId }),
    );
  }
  const seenBy = (actor: Actor) =>
    transaction(db, actor, async (t) => (await t.selectFrom('events').select('aggregateId').execute()).length);
  expect(await seenBy(systemActor('test'))).toBe(3);
  expect(await seenBy(actorOf(mine))).toBe(1);
  expect(await db.selectFrom('events').select('id').execute()).toEqual([]);
  const foreign = transaction(db, actorOf(mine), (t) =>
    appendEvent(t, noted, { ...facts('order-9', 1), customerId: theirs }),
  );
  await expect(foreign).rejects.toThrow('row-level security');
});

test('what happened cannot be changed or removed by the working role', async () => {
  const db = database.connect('dispatch');
  await transaction(db, systemActor('test'), (t) => appendEvent(t, noted, facts('order-1', 1)));
  for (const statement of [sql`update events set type = 'x.y'`, sql`delete from events`, sql`truncate events`]) {
    const change = transaction(db, systemActor('test'), (t) => statement.execute(t));
    await expect(change).rejects.toThrow('permission denied');
  }
});
