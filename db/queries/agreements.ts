/** Agreements and their groups as rows. */
import { sql } from 'kysely';

import type { Agreement, AgreementGroup } from '#domain/agreements/agreement.ts';
import type { ItemGroups } from '#domain/agreements/applied-rules.ts';
import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';
import { nextFreeNumber } from '../number-series.ts';
import type { Transaction } from '../transaction.ts';
import { jsonOf } from './customers.ts';
import { movableSeries } from './service-orders-series.ts';

export type AgreementRow = Agreement & { readonly agreementId: string; readonly version: number };
/** With what is shown of the customer. */
export type ShownAgreementRow = AgreementRow & {
  readonly customerNumber: string | null;
  readonly customerName: string | null;
};
export type AgreementGroupRow = AgreementGroup & { readonly groupId: string; readonly version: number };

const headerColumns = [
  'agreementId',
  'agreements.version',
  'agreements.customerId',
  'agreements.number',
  'agreements.name',
  'siteId',
  'agreements.billToCustomerId',
  'groupId',
  'templateGroup',
  'startsOn',
  'endsOn',
  'suspension',
  'slaPolicyId',
  'preferredTechnicianId',
  'responsibleId',
] as const;
const columns = [...headerColumns, 'objects', 'tasks', 'lines', 'coverage'] as const;

/** Locks the agreement until the transaction ends; undefined when there is none that the actor may see. */
export async function lockAgreement(t: Transaction<'orders'>, agreementId: string): Promise<AgreementRow | undefined> {
  return t
    .selectFrom('agreements')
    .select(columns)
    .where('agreementId', '=', agreementId)
    .forUpdate()
    .executeTakeFirst();
}

/** Keeps the agreement as it is until the transaction ends, for an order that is made under it; several may be at once. */
export async function lockAgreementForOrder(
  t: Transaction<'orders'>,
  agreementId: string,
): Promise<AgreementRow | undefined> {
  return t
    .selectFrom('agreements')
    .select(columns)
    .where('agreementId', '=', agreementId)
    .forShare()
    .executeTakeFirst();
}

export async function findAgreement(db: Db<'orders'>, agreementId: string): Promise<ShownAgreementRow | undefined> {
  return withCustomer(db).select(columns).where('agreementId', '=', agreementId).executeTakeFirst();
}

export interface AgreementSearch {
  readonly customerId: string | null;
  readonly groupId: string | null;
  readonly objectId: string | null;
  readonly responsibleId: string | null;
  /** The user who must answer for it, and nothing is answered for by a program; null for all. */
  readonly answeredBy: { readonly userId: string | null } | null;
  /** Only templates, only others, or null for both. */
  readonly template: boolean | null;
  /** Valid and not suspended on that day; null for all. */
  readonly validOn: string | null;
  /** Part of the name, the number or the customer's name, whatever the case; null for all. */
  readonly search: string | null;
  /** The number behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of agreements by number, without their lines. */
export async function searchAgreements(db: Db<'orders'>, wish: AgreementSearch) {
  const { customerId, groupId, objectId, responsibleId, answeredBy, template, validOn, search, after } = wish;
  const related = JSON.stringify([{ objectId }]);
  return withCustomer(db)
    .select(headerColumns)
    .$if(customerId !== null, (query) => query.where('agreements.customerId', '=', customerId ?? ''))
    .$if(groupId !== null, (query) => query.where('groupId', '=', groupId ?? ''))
    .$if(responsibleId !== null, (query) => query.where('responsibleId', '=', responsibleId ?? ''))
    .$if(answeredBy !== null, (query) =>
      query.where(sql<boolean>`responsible_id::text = ${answeredBy?.userId ?? null}`),
    )
    .$if(objectId !== null, (query) => query.where(sql<boolean>`objects @> ${related}::jsonb`))
    .$if(template !== null, (query) => query.where('templateGroup', template === true ? 'is not' : 'is', null))
    .$if(validOn !== null, (query) => query.where(isValidOn(validOn ?? '')))
    .$if(search !== null, (query) =>
      query.where(contains(['agreements.name', 'agreements.number', 'customers.name'], search ?? '')),
    )
    .$if(after !== null, (query) => query.where('agreements.number', '>', after ?? ''))
    .orderBy('agreements.number')
    .limit(wish.limit)
    .execute();
}

function isValidOn(day: string) {
  return sql<boolean>`${day}::date between starts_on and coalesce(ends_on, 'infinity')
    and (suspension is null or not ${day}::date
      between (suspension->>'from')::date and coalesce((suspension->>'to')::date, 'infinity'))`;
}

function withCustomer(db: Db<'orders'>) {
  return db
    .selectFrom('agreements')
    .leftJoin('customers', 'customers.customerId', 'agreements.customerId')
    .select(['customers.number as customerNumber', 'customers.name as customerName']);
}

export async function nextAgreementNumber(t: Transaction<'orders'>): Promise<string> {
  return nextFreeNumber(t, movableSeries.agreements);
}

/** False when the number is another's. */
export async function insertAgreement(
  t: Transaction<'orders'>,
  row: AgreementRow,
  more: { readonly companyId: string; readonly createdAt: string },
): Promise<boolean> {
  const inserted = await t
    .insertInto('agreements')
    .values({ ...row, ...documentsOf(row), ...more })
    .onConflict((conflict) => conflict.doNothing())
    .returning('agreementId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateAgreement(t: Transaction<'orders'>, row: AgreementRow): Promise<void> {
  const { agreementId, customerId: _, number: __, ...rest } = row;
  await t
    .updateTable('agreements')
    .set({ ...rest, ...documentsOf(row) })
    .where('agreementId', '=', agreementId)
    .execute();
}

function documentsOf({ suspension, objects, tasks, lines, coverage }: Agreement) {
  const [asObjects, asTasks] = [JSON.stringify(objects), JSON.stringify(tasks)];
  const [asLines, asCoverage] = [JSON.stringify(lines), JSON.stringify(coverage)];
  return { suspension: jsonOf(suspension), objects: asObjects, tasks: asTasks, lines: asLines, coverage: asCoverage };
}

/** Whether any order was made from the agreement. */
export async function hasOrders(t: Transaction<'orders'>, agreementId: string): Promise<boolean> {
  const order = await t
    .selectFrom('serviceOrders')
    .select('orderId')
    .where('agreementId', '=', agreementId)
    .limit(1)
    .executeTakeFirst();
  return order !== undefined;
}

/** Those of the orders that are under an agreement, and when they were made. */
export async function ordersUnderAgreements(t: Transaction<'orders'>, orderIds: readonly string[]) {
  return orderIds.length === 0
    ? []
    : t
        .selectFrom('serviceOrders')
        .select(['orderId', 'agreementId', 'createdAt'])
        .where('orderId', 'in', orderIds)
        .where('agreementId', 'is not', null)
        .execute();
}

/** The groups of items that agreements cover by: of those of an order, or of some items. */
export async function groupsOfItems(
  db: Db<'orders'>,
  groupIds: readonly string[],
  of: { readonly orderId: string } | { readonly itemIds: readonly string[] },
): Promise<ItemGroups> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('groupedItems')
    .select(['itemId', 'groupId'])
    .where('groupId', 'in', groupIds)
    .where(
      'orderId' in of
        ? sql<boolean>`item_id in (select item_id from order_lines where order_id = ${of.orderId}::uuid)`
        : sql<boolean>`item_id = any(${of.itemIds}::uuid[])`,
    )
    .execute();
  return new Map(rows.map(({ itemId, groupId }) => [itemId, groupId]));
}

/** Notes the group of an item; null takes it out of any. */
export async function saveGroupOfItem(t: Transaction<'orders'>, itemId: string, groupId: string | null): Promise<void> {
  if (groupId === null) {
    await t.deleteFrom('groupedItems').where('itemId', '=', itemId).execute();
    return;
  }
  await t
    .insertInto('groupedItems')
    .values({ itemId, groupId })
    .onConflict((conflict) => conflict.column('itemId').doUpdateSet({ groupId }))
    .execute();
}

export async function agreementGroups(db: Db<'orders'>): Promise<readonly AgreementGroupRow[]> {
  return db.selectFrom('agreementGroups').selectAll().orderBy('groupId').execute();
}

export async function findAgreementGroup(db: Db<'orders'>, groupId: string): Promise<AgreementGroupRow | undefined> {
  return db.selectFrom('agreementGroups').selectAll().where('groupId', '=', groupId).executeTakeFirst();
}

/** One change of a group at a time until the transaction ends: a new one has no row to lock. */
export async function lockAgreementGroup(t: Transaction<'orders'>, groupId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`agreement-group/${groupId}`}, 0))`.execute(t);
}

export async function saveAgreementGroup(t: Transaction<'orders'>, row: AgreementGroupRow): Promise<void> {
  await t
    .insertInto('agreementGroups')
    .values(row)
    .onConflict((conflict) => conflict.column('groupId').doUpdateSet(row))
    .execute();
}
