import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { adminUrlFor } from '#db/roles.ts';
import { afterCommit, transaction } from '#db/transaction.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const customerId = '018f0000-0000-7000-8000-000000000001';
const customer: Actor = { principal: "user:o'neil", roles: ['customer-contact'], customerId };
const clerk: Actor = { principal: 'user:1', roles: ['customer-service-representative'], customerId: null };

let database: TestDatabase;
let db: Db<'orders'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('orders', 2);
});
afterAll(() => database.drop());

async function settings(actor: Actor) {
  return transaction(db, actor, async (t) => {
    const { rows } = await sql<{ principal: string; scope: string; customerId: string }>`
      select current_setting('callout.principal') as principal, current_setting('callout.scope') as scope,
        current_setting('callout.customer_id') as customer_id`.execute(t);
    return rows[0];
  });
}

test('each transaction has its own actor, also on a connection that another actor used', async () => {
  expect(await settings(customer)).toEqual({ principal: "user:o'neil", scope: 'customer', customerId });
  expect(await settings(clerk)).toEqual({ principal: 'user:1', scope: 'staff', customerId: '' });
  expect(await settings(systemActor('sweeper'))).toEqual({
    principal: 'system:sweeper',
    scope: 'system',
    customerId: '',
  });
});

test('outside of a transaction there is no actor, and a transaction without one does not begin', async () => {
  const { rows } = await sql<{ scope: string | null }>`
    select nullif(current_setting('callout.scope', true), '') as scope`.execute(db);
  expect(rows).toEqual([{ scope: null }]);
  await expect(db.transaction().execute(async () => undefined)).rejects.toThrow('transaction(db, actor');
});

test('what was registered for after the commit runs once after it, and never after a rollback', async () => {
  const heard: string[] = [];
  const hook = () => heard.push('committed');
  await transaction(db, clerk, async (t) => {
    afterCommit(t, hook);
    afterCommit(t, hook);
    heard.push('working');
  });
  expect(heard).toEqual(['working', 'committed']);
  const failing = transaction(db, clerk, async (t) => {
    afterCommit(t, hook);
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(heard).toHaveLength(2);
});

test('values arrive as numbers and as text that needs no time zone', async () => {
  const { rows } = await sql`
    select 9007199254740991::bigint as minor, 12.345::numeric(12,3) as quantity, '2026-03-29'::date as day,
      '2026-03-29 03:30:00.12+02'::timestamptz(3) as at, '2026-03-29 10:00'::timestamp as local_time,
      '{"inner_key": [1]}'::jsonb as data, array[1, null]::bigint[] as numbers,
      array['2026-01-01 00:00+00'::timestamptz] as instants`.execute(db);
  expect(rows).toEqual([
    {
      minor: 9007199254740991,
      quantity: 12.345,
      day: '2026-03-29',
      at: '2026-03-29T01:30:00.120Z',
      localTime: '2026-03-29T10:00:00',
      data: { inner_key: [1] },
      numbers: [1, null],
      instants: ['2026-01-01T00:00:00.000Z'],
    },
  ]);
  await expect(sql`select 9007199254740993::bigint as minor`.execute(db)).rejects.toThrow('does not fit a number');
});

test('a connection whose prepared statement a migration made stale is replaced', async () => {
  const one = database.connect('orders', 1);
  const read = () => sql`select * from effects where key = ${'none'}`.execute(one);
  await read();
  const owner = new pg.Client({ connectionString: adminUrlFor(database.adminUrl, database.name) });
  await owner.connect();
  await owner.query('alter table orders.effects add column later text');
  await owner.end();
  await expect(read()).rejects.toThrow('cached plan');
  await expect(read()).resolves.toMatchObject({ rows: [] });
});
