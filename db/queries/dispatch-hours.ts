/** What technicians worked, by day on their own clock. */
import { sql } from 'kysely';

import type { TechnicianHours } from '#contracts/http/dispatch-hours.ts';
import type { Period } from '#domain/dispatch/period.ts';
import type { Db } from '../connection.ts';

/** The part of each time of a visit (`v`) on each local day of its technician (`t`) that it touches; none of one that runs. */
const stretchesByDay = sql`
    cross join lateral generate_series(
      date_trunc('day', v.started_at at time zone t.time_zone),
      date_trunc('day', v.ended_at at time zone t.time_zone), interval '1 day') as d (day)
    cross join lateral (select
      greatest(v.started_at, d.day at time zone t.time_zone) as starts_at,
      least(v.ended_at, (d.day + interval '1 day') at time zone t.time_zone) as ends_at) part`;

/**
 * Ended times of a period, summed by technician, local day and kind. A stretch counts to each local day that it touches, however
 * long clocks make that day; a begun minute counts once a sum.
 */
export async function technicianHours(
  db: Db<'dispatch'>,
  { from, to, technicianId }: Period & { readonly technicianId?: string | undefined },
): Promise<readonly TechnicianHours[]> {
  const only = technicianId ?? null;
  const { rows } = await sql<TechnicianHours>`
    select t.technician_id, t.number, t.external_id, t.name, t.team, to_char(d.day, 'YYYY-MM-DD') as day, v.kind,
      ceil(sum(extract(epoch from part.ends_at - part.starts_at)) / 60)::integer as minutes
    from visit_times v
    join technicians t on t.technician_id = v.technician_id
    ${stretchesByDay}
    where v.ended_at >= ${from}::date - interval '1 day' and v.started_at < ${to}::date + interval '2 days'
      and d.day between ${from}::date and ${to}::date
      and part.ends_at > part.starts_at
      and (${only}::uuid is null or t.technician_id = ${only}::uuid)
    group by t.technician_id, d.day, v.kind
    order by t.number, d.day, v.kind`.execute(db);
  return rows;
}

/** What one visit adds to the days of its technicians, by their own clocks, to the millisecond. */
export interface WorkedDay {
  readonly technicianId: string;
  readonly number: string;
  readonly externalId: string | null;
  readonly day: string;
  readonly kind: TechnicianHours['kind'];
  readonly milliseconds: number;
}

/** The ended times of a visit by technician, local day and kind. */
export async function workedDaysOfVisit(db: Db<'dispatch'>, visitId: string): Promise<readonly WorkedDay[]> {
  const { rows } = await sql<WorkedDay>`
    select t.technician_id, t.number, t.external_id, to_char(d.day, 'YYYY-MM-DD') as day, v.kind,
      round(sum(extract(epoch from part.ends_at - part.starts_at)) * 1000)::float8 as milliseconds
    from visit_times v
    join technicians t on t.technician_id = v.technician_id
    ${stretchesByDay}
    where v.visit_id = ${visitId} and part.ends_at > part.starts_at
    group by t.technician_id, d.day, v.kind
    order by t.number, d.day, v.kind`.execute(db);
  return rows;
}
