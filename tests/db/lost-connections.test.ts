/** A connection that Postgres drops costs the transaction that holds it, and never the process. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a connection that is dropped while its transaction waits for something else fails the transaction alone', async () => {
  const db = database.connect('orders', 2);
  const strays: unknown[] = [];
  const note = (error: unknown) => strays.push(error);
  process.prependListener('uncaughtException', note);
  try {
    const held = transaction(db, systemActor('test'), async (t) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(t);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
      await eventually(async () => {
        const left = await sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`.execute(db);
        expect(left.rows).toEqual([]);
      });
      await sql`select 1`.execute(t);
    });
    await expect(held).rejects.toThrow(/./);
    expect(strays).toEqual([]);
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
    expect(rows).toEqual([{ one: 1 }]);
  } finally {
    process.removeListener('uncaughtException', note);
  }
});
