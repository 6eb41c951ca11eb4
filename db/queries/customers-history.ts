/** What happened to a customer, its sites and its contacts, as their events tell. */
import { sql } from 'kysely';
import * as z from 'zod';

import type { Db } from '../connection.ts';

/** The place of an event in the history, the latest first. */
export interface HistoryPlace {
  readonly recordedAt: string;
  readonly id: string;
}

const Told = z.object({ number: z.string(), changed: z.array(z.string()).default([]) });

/** At most `limit` events behind a place, the latest first. */
export async function customerHistory(
  db: Db<'orders'>,
  customerId: string,
  after: HistoryPlace | undefined,
  limit: number,
) {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'aggregate', 'version', 'principal', 'occurredAt', 'recordedAt', 'data'])
    .where('area', '=', 'customers')
    .where(
      sql<boolean>`aggregate_id in (
        select ${customerId}::text
        union all select site_id::text from sites where customer_id = ${customerId}
        union all select contact_id::text from contacts where customer_id = ${customerId})`,
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(recorded_at, id) < (${after?.recordedAt}, ${after?.id})`),
    )
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ data, ...row }) => ({ ...row, ...Told.parse(data) }));
}
