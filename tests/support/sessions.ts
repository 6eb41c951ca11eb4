/** Looking at what database sessions wait for, so that concurrency tests need no sleeps. */
import pg from 'pg';
import { expect } from 'vitest';

import type { TestDatabase } from './database.ts';

/** Resolves when exactly `count` sessions of the database wait for a lock of another one. */
export async function untilBlocked(database: TestDatabase, count: number): Promise<void> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const query = `select count(*)::integer as count from pg_stat_activity
      where datname = $1 and wait_event_type = 'Lock' and state = 'active'`;
    const blocked = async () => {
      const { rows } = await admin.query<{ count: number }>(query, [database.name]);
      return rows[0]?.count;
    };
    await expect.poll(blocked, { interval: 10 }).toBe(count);
  } finally {
    await admin.end();
  }
}

/** A promise and the function that ends it, to hold a transaction open until the test says so. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
