/** Who let which number series of a service go on elsewhere, by its events. */
import { sql } from 'kysely';
import * as z from 'zod';

import { SeriesChange } from '#contracts/http/series-route.ts';
import type { ChangePlace } from '#contracts/http/series-route.ts';
import { companyId } from '#domain/setup/company.ts';
import type { AnyDb } from './connection.ts';

export interface SeriesChangeSearch {
  /** The service's own series. */
  readonly of: readonly string[];
  readonly after: ChangePlace | undefined;
  readonly limit: number;
}

/** Changes, the latest first. */
export async function listSeriesChanges(
  db: AnyDb,
  { of, after, limit }: SeriesChangeSearch,
): Promise<readonly SeriesChange[]> {
  const { rows } = await sql`
    select id::text as change_id, data ->> 'series' as series, version, principal, occurred_at as at,
      data -> 'before' as before, jsonb_build_object('prefix', data -> 'prefix', 'nextNumber', data -> 'nextNumber') as after
    from events
    where aggregate_id = any(${of.map((name) => `${companyId}/${name}`)}::text[]) and aggregate = 'number-series'
      and (${after?.at ?? null}::timestamptz is null
        or (occurred_at, id::text collate "C") < (${after?.at ?? null}::timestamptz, ${after?.changeId ?? null}::text collate "C"))
    order by occurred_at desc, id::text collate "C" desc
    limit ${limit}`.execute(db);
  return z.array(SeriesChange).parse(rows);
}
