/** Cases as rows, with what belongs to them. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { CasePartKind, CaseStatus } from '#domain/requests/case.ts';
import type { Db } from '../connection.ts';
import { nextFreeNumber } from '../number-series.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';
import { movableSeries } from './service-orders-series.ts';

export type CaseRow = Selectable<ServiceSchemas['orders']['cases']>;
/** A case with what its list shows of the customer. */
export type ShownCaseRow = CaseRow & { readonly customerNumber: string; readonly customerName: string };

/** Locks the case until the transaction ends; undefined when there is none that the actor may see. */
export async function lockCase(t: Transaction<'orders'>, caseId: string): Promise<CaseRow | undefined> {
  return t.selectFrom('cases').selectAll().where('caseId', '=', caseId).forUpdate().executeTakeFirst();
}

export async function findCase(db: Db<'orders'>, caseId: string): Promise<ShownCaseRow | undefined> {
  return shown(db).where('caseId', '=', caseId).executeTakeFirst();
}

export interface CaseSearch {
  readonly statuses: readonly CaseStatus[];
  readonly customerId: string | null;
  readonly ownerId: string | null;
  /** One of these; null for all. */
  readonly categories: readonly string[] | null;
  readonly partId: string | null;
  /** The case behind which the page begins: its opening and id. */
  readonly after: readonly [openedAt: string, caseId: string] | null;
  readonly limit: number;
}

/** A page of cases, the newest first. */
export async function searchCases(db: Db<'orders'>, wish: CaseSearch): Promise<readonly ShownCaseRow[]> {
  const { statuses, customerId, ownerId, categories, partId, after } = wish;
  return shown(db)
    .where('status', 'in', statuses)
    .$if(customerId !== null, (query) => query.where('cases.customerId', '=', customerId ?? ''))
    .$if(ownerId !== null, (query) => query.where('ownerId', '=', ownerId ?? ''))
    .$if(categories !== null, (query) => query.where('category', 'in', categories ?? []))
    .$if(partId !== null, (query) =>
      query.where(
        sql<boolean>`exists (select from case_parts p where p.case_id = cases.case_id and p.part_id = ${partId}::uuid)`,
      ),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(opened_at, case_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('openedAt', 'desc')
    .orderBy('caseId', 'desc')
    .limit(wish.limit)
    .execute();
}

function shown(db: Db<'orders'>) {
  return db
    .selectFrom('cases')
    .innerJoin('customers', 'customers.customerId', 'cases.customerId')
    .selectAll('cases')
    .select(['customers.number as customerNumber', 'customers.name as customerName']);
}

/** The next number of cases, such as `CS-100001`. Gaps do not matter. */
export async function nextCaseNumber(t: Transaction<'orders'>): Promise<string> {
  return nextFreeNumber(t, movableSeries.cases);
}

export async function insertCase(t: Transaction<'orders'>, row: CaseRow): Promise<void> {
  await t.insertInto('cases').values(row).execute();
}

/** Writes a locked case as it is now. */
export async function updateCase(t: Transaction<'orders'>, row: CaseRow): Promise<void> {
  await t.updateTable('cases').set(row).where('caseId', '=', row.caseId).execute();
}

/** Until the transaction ends nobody else lets a case of the customer be part of another, or closes one. */
export async function lockLinesOf(t: Transaction<'orders'>, customerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cases/${customerId}`}, 0))`.execute(t);
}

/** The cases that a case is part of, itself first. */
export async function lineOfCase(t: Transaction<'orders'>, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ caseId: string }>`
    with recursive line (case_id, parent_id) as (
      select case_id, parent_id from cases where case_id = ${caseId}
      union
      select c.case_id, c.parent_id from cases c join line on c.case_id = line.parent_id
    )
    select case_id as "caseId" from line`.execute(t);
  return rows.map((row) => row.caseId);
}

/** The cases that are part of a case, by number. */
export async function smallerCases(db: Db<'orders'>, caseId: string) {
  return db
    .selectFrom('cases')
    .select(['caseId', 'number', 'subject', 'status'])
    .where('parentId', '=', caseId)
    .orderBy('number')
    .execute();
}

/** A request or an order, as far as a case asks for it. */
export interface FoundPart {
  readonly number: string;
  readonly customerId: string;
}

/** Undefined when there is none that the actor may see. */
export async function findPart(db: Db<'orders'>, kind: CasePartKind, id: string): Promise<FoundPart | undefined> {
  return kind === 'request'
    ? db.selectFrom('requests').select(['number', 'customerId']).where('requestId', '=', id).executeTakeFirst()
    : db.selectFrom('serviceOrders').select(['number', 'customerId']).where('orderId', '=', id).executeTakeFirst();
}

/** False when it belongs to the case already. */
export async function insertCasePart(
  t: Transaction<'orders'>,
  part: { caseId: string; kind: CasePartKind; partId: string; customerId: string; number: string; addedAt: string },
): Promise<boolean> {
  const inserted = await t
    .insertInto('caseParts')
    .values(part)
    .onConflict((conflict) => conflict.doNothing())
    .returning('partId')
    .execute();
  return inserted.length === 1;
}

export interface ShownPart {
  readonly kind: CasePartKind;
  readonly id: string;
  readonly number: string;
  readonly addedAt: string;
  /** A request that waits, an order that is being worked on. */
  readonly isOpen: boolean;
}

/** What belongs to a case, in the order in which it came. */
export async function partsOfCase(db: Db<'orders'>, caseId: string): Promise<readonly ShownPart[]> {
  const { rows } = await sql<ShownPart>`
    select p.kind, p.part_id as id, p.number, p.added_at,
      coalesce(r.status = 'submitted', o.closed_at is null and o.closes_at is null, false) as is_open
    from case_parts p
    left join requests r on p.kind = 'request' and r.request_id = p.part_id
    left join service_orders o on p.kind = 'order' and o.order_id = p.part_id
    where p.case_id = ${caseId}::uuid
    order by p.added_at, p.number`.execute(db);
  return rows;
}

type CaseNoteRow = Selectable<ServiceSchemas['orders']['caseNotes']>;

export async function insertCaseNote(t: Transaction<'orders'>, note: CaseNoteRow): Promise<void> {
  await t.insertInto('caseNotes').values(note).execute();
}

/** Our notes, the oldest first. */
export async function notesOfCase(db: Db<'orders'>, caseId: string) {
  return db
    .selectFrom('caseNotes')
    .select(['noteId', 'text', 'principal', 'createdAt'])
    .where('caseId', '=', caseId)
    .orderBy('createdAt')
    .orderBy('noteId')
    .execute();
}

/** Those of some users who are of the staff. */
export async function staffAmong(db: Db<'orders'>, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('notificationStaff')
    .select('userId')
    .where(sql<boolean>`user_id::text = any(${userIds}::text[])`)
    .where('active', '=', true)
    .execute();
  return new Set(rows.map(({ userId }) => userId));
}

/** Whether a user is of the staff and can sign in. */
export async function isStaff(db: Db<'orders'>, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom('notificationStaff')
    .select('userId')
    .where('userId', '=', userId)
    .where('active', '=', true)
    .executeTakeFirst();
  return found !== undefined;
}
