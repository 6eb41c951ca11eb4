/** What changes of users and tokens wait for, where there is no row to lock yet. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';

/** One change of users at a time until the transaction ends: the last administrator and e-mail addresses depend on all of them. */
export async function lockAdministrators(db: Db<'gateway'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('gateway.users', 0))`.execute(db);
}
