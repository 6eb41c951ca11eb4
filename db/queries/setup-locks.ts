/** What publications of one entry wait for, also the first, which has no row to lock. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';

export async function lockSetupEntry(db: Db<'gateway'>, aggregateId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`setup ${aggregateId}`}, 0))`.execute(db);
}
