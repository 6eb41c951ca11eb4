/** Technicians and visits as rows; a visit comes with its recorded times. */
import { sql } from 'kysely';

import type { BookedSlot } from '#domain/dispatch/slot.ts';
import { openVisitStatuses } from '#domain/dispatch/visit.ts';
import type { RecordedTime, Visit, VisitStatus } from '#domain/dispatch/visit.ts';
import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';
import { nextFreeNumbers } from '../number-series.ts';

type DispatchDb = Db<'dispatch'>;

export interface TechnicianRow {
  readonly technicianId: string;
  readonly version: number;
  readonly number: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly timeZone: string;
  readonly team: string | null;
  readonly email: string | null;
  /** BCP 47, of mails. */
  readonly language: string;
  readonly active: boolean;
}

const technicianColumns = [
  'technicianId',
  'version',
  'number',
  'externalId',
  'name',
  'timeZone',
  'team',
  'email',
  'language',
  'active',
] as const;

export async function findTechnician(db: DispatchDb, technicianId: string): Promise<TechnicianRow | undefined> {
  return db
    .selectFrom('technicians')
    .select(technicianColumns)
    .where('technicianId', '=', technicianId)
    .executeTakeFirst();
}

/** The technicians that exist of some, locked in the order of their ids: whoever books one of them waits. */
export async function lockTechnicians(db: DispatchDb, ids: readonly string[]): Promise<readonly TechnicianRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('technicians')
    .select(technicianColumns)
    .where('technicianId', 'in', [...new Set(ids)])
    .orderBy('technicianId')
    .forNoKeyUpdate()
    .execute();
}

/** The technicians with some keys of another system, locked. */
export async function lockTechniciansByExternalIds(
  db: DispatchDb,
  externalIds: readonly string[],
): Promise<readonly TechnicianRow[]> {
  return db
    .selectFrom('technicians')
    .select(technicianColumns)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .orderBy('technicianId')
    .forNoKeyUpdate()
    .execute();
}

/** Lets one transaction at a time add technicians or change their numbers, so that both stay unique without an error. */
export async function lockTechnicianList(db: DispatchDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('dispatch.technicians', 0))`.execute(db);
}

/** Which technicians have some numbers, by those. */
export async function technicianIdsByNumber(
  db: DispatchDb,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('technicians')
    .select(['number', 'technicianId'])
    .where(sql<boolean>`number = any(${numbers}::text[])`)
    .execute();
  return new Map(rows.map(({ number, technicianId }) => [number, technicianId]));
}

/** Where the numbers of technicians begin. */
export const technicianSeries = {
  movedAs: 'technicians',
  sequence: 'technician_numbers',
  prefix: 'T-',
  table: 'technicians',
} as const;

/** So many numbers that no technician has, from `T-101` on unless the series was moved, and none that is about to be given. */
export async function nextTechnicianNumbers(
  db: DispatchDb,
  wanted: { readonly count: number; readonly besides: readonly string[] },
): Promise<readonly string[]> {
  return nextFreeNumbers(db, technicianSeries, wanted);
}

const searched = ['number', 'name', 'team', 'externalId'] as const;

export interface TechnicianFilter {
  readonly ids?: readonly string[] | undefined;
  readonly numbers?: readonly string[] | undefined;
  readonly externalId?: string | undefined;
  /** Part of the number, the name, the team or the external id, whatever the case. */
  readonly search?: string | undefined;
  readonly team?: string | undefined;
  readonly active?: boolean | undefined;
}

/** At most `limit` technicians by number, behind the number `after`. */
export async function listTechnicians(
  db: DispatchDb,
  { ids, numbers, externalId, search, team, active }: TechnicianFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly TechnicianRow[]> {
  return db
    .selectFrom('technicians')
    .select(technicianColumns)
    .$if(ids !== undefined, (q) => q.where(sql<boolean>`technician_id = any(${ids ?? []}::uuid[])`))
    .$if(numbers !== undefined, (q) => q.where(sql<boolean>`number = any(${numbers ?? []}::text[])`))
    .$if(active !== undefined, (q) => q.where('active', '=', active ?? true))
    .$if(team !== undefined, (q) => q.where('team', '=', team ?? ''))
    .$if(externalId !== undefined, (q) => q.where('externalId', '=', externalId ?? ''))
    .$if(search !== undefined, (q) => q.where(contains(searched, search ?? '')))
    .$if(page.after !== undefined, (q) => q.where('number', '>', page.after ?? ''))
    .orderBy('number')
    .limit(page.limit)
    .execute();
}

const visitColumns = [
  'visitId',
  'version',
  'customerId',
  'orderId',
  'orderNumber',
  'technicianId',
  'startsAt',
  'endsAt',
  'timeZone',
  'status',
  'overlapReasonCode',
  'cancelReasonCode',
  'lastAt',
] as const;

/** The visit as far as the transaction's actor may see it. */
export async function findVisit(db: DispatchDb, visitId: string): Promise<Visit | undefined> {
  const row = await db.selectFrom('visits').select(visitColumns).where('visitId', '=', visitId).executeTakeFirst();
  if (row === undefined) return undefined;
  const [visit] = await withTimes(db, [row]);
  return visit;
}

/** Some visits, locked in the order of their ids. Lock their technicians first where a slot is to be taken. */
export async function lockVisits(db: DispatchDb, ids: readonly string[]): Promise<readonly Visit[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('visits')
    .select(visitColumns)
    .where('visitId', 'in', [...ids])
    .orderBy('visitId')
    .forNoKeyUpdate()
    .execute();
  return withTimes(db, rows);
}

/** The visits of an order that are neither finished nor cancelled, locked in the order of their ids. */
export async function lockOpenVisitsOfOrder(db: DispatchDb, orderId: string): Promise<readonly Visit[]> {
  const rows = await db
    .selectFrom('visits')
    .select(visitColumns)
    .where('orderId', '=', orderId)
    .where('status', 'in', openVisitStatuses)
    .orderBy('visitId')
    .forNoKeyUpdate()
    .execute();
  return withTimes(db, rows);
}

/** The open visits of some technicians that share time with a span. Read them under the technicians' locks. */
export async function bookedSlots(
  db: DispatchDb,
  technicianIds: readonly string[],
  span: { readonly startsAt: string; readonly endsAt: string },
): Promise<readonly BookedSlot[]> {
  return db
    .selectFrom('visits')
    .select(['visitId', 'orderNumber', 'technicianId', 'startsAt', 'endsAt', 'timeZone'])
    .where('technicianId', 'in', [...technicianIds])
    .where('status', 'in', openVisitStatuses)
    .where('endsAt', '>', span.startsAt)
    .where('startsAt', '<', span.endsAt)
    .execute();
}

/** Writes a new visit, or what changed on one: its row and its times. */
export async function saveVisit(db: DispatchDb, { times, ...row }: Visit): Promise<void> {
  const { visitId, ...change } = row;
  await db
    .insertInto('visits')
    .values(row)
    .onConflict((conflict) => conflict.column('visitId').doUpdateSet(change))
    .execute();
  if (times.length === 0) return;
  const { customerId } = row;
  await db
    .insertInto('visitTimes')
    .values(times.map((time, position) => ({ visitId, position, customerId, ...time })))
    .onConflict((conflict) =>
      conflict
        .columns(['visitId', 'position'])
        .doUpdateSet((excluded) => ({ endedAt: excluded.ref('excluded.endedAt') })),
    )
    .execute();
}

export interface VisitFilter {
  readonly technicianId?: string | undefined;
  readonly orderId?: string | undefined;
  /** A date as a clock in the visit's own zone shows it. */
  readonly day?: string | undefined;
  readonly statuses?: readonly VisitStatus[] | undefined;
}

/** Where a page of visits begins: behind the visit with this start and id. */
export interface VisitPlace {
  readonly startsAt: string;
  readonly visitId: string;
}

/** At most `limit` visits by start, as far as the transaction's actor may see them. */
export async function listVisits(
  db: DispatchDb,
  filter: VisitFilter,
  page: { readonly after: VisitPlace | undefined; readonly limit: number },
): Promise<readonly Visit[]> {
  const { technicianId, orderId, day, statuses } = filter;
  const rows = await db
    .selectFrom('visits')
    .select(visitColumns)
    .$if(technicianId !== undefined, (q) => q.where('technicianId', '=', technicianId ?? ''))
    .$if(orderId !== undefined, (q) => q.where('orderId', '=', orderId ?? ''))
    .$if(statuses !== undefined, (q) => q.where('status', 'in', statuses ?? []))
    .$if(day !== undefined, (q) => q.where(touchesDay(day ?? '')))
    .$if(page.after !== undefined, (q) =>
      q.where(
        sql<boolean>`(starts_at, visit_id) > (${page.after?.startsAt}::timestamptz, ${page.after?.visitId}::uuid)`,
      ),
    )
    .orderBy('startsAt')
    .orderBy('visitId')
    .limit(page.limit)
    .execute();
  return withTimes(db, rows);
}

/** The first two conditions can use an index: no zone is further than a day from UTC, no visit is longer than 31 days. */
function touchesDay(day: string) {
  return sql<boolean>`
    starts_at < ${day}::date + interval '2 days' and starts_at > ${day}::date - interval '32 days'
    and (starts_at at time zone time_zone)::date <= ${day}::date
    and ((ends_at - interval '1 millisecond') at time zone time_zone)::date >= ${day}::date`;
}

async function withTimes(db: DispatchDb, rows: readonly Omit<Visit, 'times'>[]): Promise<readonly Visit[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.visitId);
  const times = await db
    .selectFrom('visitTimes')
    .select(['visitId', 'kind', 'technicianId', 'startedAt', 'endedAt'])
    .where('visitId', 'in', ids)
    .orderBy('visitId')
    .orderBy('position')
    .execute();
  const byVisit = Map.groupBy(times, (time) => time.visitId);
  return rows.map((row) => ({ ...row, times: (byVisit.get(row.visitId) ?? []).map(timeOf) }));
}

function timeOf({ visitId: _, ...time }: RecordedTime & { readonly visitId: string }): RecordedTime {
  return time;
}
