/** The read models of requests and cases: writing them in whole batches, and what reports count of them. */
import { sql } from 'kysely';

import type { CaseSummary } from '#domain/reporting/case-summary.ts';
import type { RequestSummary } from '#domain/reporting/request-summary.ts';
import type { Transaction } from '../transaction.ts';

type T = Transaction<'reporting'>;

const live = sql`generation = (select generation from generations where state = 'live')`;

/** The requests of a batch, by id; their positions are locked. */
export async function requestSummariesOf(
  t: T,
  generation: number,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, RequestSummary>> {
  if (requestIds.length === 0) return new Map();
  const rows = await t
    .selectFrom('requestList')
    .selectAll()
    .where('generation', '=', generation)
    .where('requestId', 'in', requestIds)
    .execute();
  return new Map(rows.map(({ generation: _, ...summary }) => [summary.requestId, summary]));
}

/** The cases of a batch, by id; their positions are locked. */
export async function caseSummariesOf(
  t: T,
  generation: number,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CaseSummary>> {
  if (caseIds.length === 0) return new Map();
  const rows = await t
    .selectFrom('caseList')
    .selectAll()
    .where('generation', '=', generation)
    .where('caseId', 'in', caseIds)
    .execute();
  return new Map(rows.map(({ generation: _, ...summary }) => [summary.caseId, summary]));
}

/** Number, status and version of given requests or cases, as far as they have come. */
export async function inquiryPlaces(t: T, of: 'request' | 'case', ids: readonly string[]) {
  return of === 'request'
    ? t
        .selectFrom('requestList')
        .select(['requestId as id', 'number', 'status', 'version'])
        .where(sql<boolean>`${live}`)
        .where('requestId', 'in', ids)
        .execute()
    : t
        .selectFrom('caseList')
        .select(['caseId as id', 'number', 'status', 'version'])
        .where(sql<boolean>`${live}`)
        .where('caseId', 'in', ids)
        .execute();
}

/** Writes requests, each in the place of the one before. */
export async function saveRequests(t: T, generation: number, requests: readonly RequestSummary[]): Promise<void> {
  if (requests.length === 0) return;
  await t
    .insertInto('requestList')
    .values(requests.map((request) => ({ generation, ...request })))
    .onConflict((conflict) =>
      conflict.columns(['generation', 'requestId']).doUpdateSet(({ ref }) => ({
        version: ref('excluded.version'),
        priority: ref('excluded.priority'),
        status: ref('excluded.status'),
        dueAt: ref('excluded.dueAt'),
        breachedAt: ref('excluded.breachedAt'),
        decidedAt: ref('excluded.decidedAt'),
        orders: ref('excluded.orders'),
      })),
    )
    .execute();
}

/** Writes cases, each in the place of the one before. */
export async function saveCases(t: T, generation: number, cases: readonly CaseSummary[]): Promise<void> {
  if (cases.length === 0) return;
  await t
    .insertInto('caseList')
    .values(cases.map((each) => ({ generation, ...each })))
    .onConflict((conflict) =>
      conflict.columns(['generation', 'caseId']).doUpdateSet(({ ref }) => ({
        version: ref('excluded.version'),
        category: ref('excluded.category'),
        priority: ref('excluded.priority'),
        ownerId: ref('excluded.ownerId'),
        status: ref('excluded.status'),
        closedAt: ref('excluded.closedAt'),
        resultCode: ref('excluded.resultCode'),
        rating: ref('excluded.rating'),
      })),
    )
    .execute();
}

/** From one instant until before another. */
export interface Span {
  readonly from: string;
  readonly before: string;
}

/** How requests that were submitted in a span were answered. */
export async function requestCounts(t: T, { from, before }: Span) {
  const { rows } = await sql<{ status: RequestSummary['status']; channel: string | null; count: number }>`
    select status, channel, count(*)::integer as count from request_list
    where ${live} and submitted_at >= ${from} and submitted_at < ${before}
    group by status, channel order by status, channel`.execute(t);
  return rows;
}

/** Of those with a target: answered in time or late, and still waiting. */
export async function responseCounts(t: T, { from, before }: Span) {
  const { rows } = await sql<{ inTime: number; late: number; waiting: number; oldestWaiting: string | null }>`
    select count(*) filter (where due_at is not null and breached_at is null and status in ('accepted', 'rejected'))::integer
        as "inTime",
      count(*) filter (where breached_at is not null)::integer as late,
      count(*) filter (where status = 'submitted')::integer as waiting,
      min(submitted_at) filter (where status = 'submitted') as "oldestWaiting"
    from request_list where ${live} and submitted_at >= ${from} and submitted_at < ${before}`.execute(t);
  return rows[0] ?? { inTime: 0, late: 0, waiting: 0, oldestWaiting: null };
}

/** By the day of submission, as calendars show it in a zone. */
export async function requestDays(t: T, { from, before, timeZone }: Span & { readonly timeZone: string }) {
  const { rows } = await sql<{ day: string; submitted: number; decided: number; late: number }>`
    select to_char(submitted_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, count(*)::integer as submitted,
      count(decided_at)::integer as decided, count(breached_at)::integer as late
    from request_list where ${live} and submitted_at >= ${from} and submitted_at < ${before}
    group by 1 order by 1`.execute(t);
  return rows;
}

/** Cases that were opened in a span, by what they are about: how many are open, and since when the oldest. */
export async function caseCategories(t: T, { from, before }: Span) {
  const { rows } = await sql<{ category: string; count: number; open: number; oldestOpen: string | null }>`
    select category, count(*)::integer as count, count(*) filter (where status <> 'closed')::integer as open,
      min(opened_at) filter (where status <> 'closed') as "oldestOpen"
    from case_list where ${live} and opened_at >= ${from} and opened_at < ${before}
    group by category order by category`.execute(t);
  return rows;
}

/** How the closed ones of them ended, and what their customers said. */
export async function caseResults(t: T, { from, before }: Span) {
  const { rows } = await sql<{ result: string; count: number; ratings: number; rating: number | null }>`
    select result_code as result, count(*)::integer as count, count(rating)::integer as ratings,
      round(avg(rating), 2)::double precision as rating
    from case_list where ${live} and opened_at >= ${from} and opened_at < ${before} and result_code is not null
    group by result_code order by result_code`.execute(t);
  return rows;
}

/** Orders that ended well in a span, and how many of them were followed by another within so many days. */
export async function repeatVisits(t: T, { from, before, withinDays }: Span & { readonly withinDays: number }) {
  const { rows } = await sql<{ ended: number; repeated: number }>`
    select count(*)::integer as ended, count(*) filter (where exists (
        select from order_list f where f.generation = o.generation and f.follow_up_of = o.order_id
          and f.created_at < o.ended_at + make_interval(days => ${withinDays}::integer)))::integer as repeated
    from order_list o
    where o.generation = (select generation from generations where state = 'live')
      and o.ended_at >= ${from} and o.ended_at < ${before}`.execute(t);
  return rows[0] ?? { ended: 0, repeated: 0 };
}
