/** Customers as rows. */
import { sql } from 'kysely';

import type { Customer } from '#domain/customers/customer.ts';
import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';
import { nextFreeNumber, nextFreeNumbers } from '../number-series.ts';
import type { Transaction } from '../transaction.ts';
import { movableSeries } from './service-orders-series.ts';

export type CustomerRow = Customer & { readonly customerId: string; readonly version: number };

const columns = [
  'customerId',
  'version',
  'number',
  'externalId',
  'name',
  'address',
  'email',
  'phone',
  'billToCustomerId',
  'language',
  'paymentTermsDays',
  'active',
] as const;

/** How one thing is named: by its own id, or by the id that another system gave it. */
export type Named = { readonly id: string } | { readonly externalId: string };

/** The customer, locked until the transaction ends. */
export async function lockCustomer(t: Transaction<'orders'>, by: Named): Promise<CustomerRow | undefined> {
  const query = t.selectFrom('customers').select(columns).forUpdate();
  const found = 'id' in by ? query.where('customerId', '=', by.id) : query.where('externalId', '=', by.externalId);
  return found.executeTakeFirst();
}

/** The customers that other systems know by some ids, locked in the order of their own ids. */
export async function lockCustomersOf(
  t: Transaction<'orders'>,
  externalIds: readonly string[],
): Promise<readonly CustomerRow[]> {
  return t
    .selectFrom('customers')
    .select(columns)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .orderBy('customerId')
    .forUpdate()
    .execute();
}

/** The ids of the customers that other systems know by some ids, by those. */
export async function customerIdsOf(
  db: Db<'orders'>,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('customers')
    .select(['externalId', 'customerId'])
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute();
  return new Map(rows.map(({ externalId, customerId }) => [externalId ?? '', customerId]));
}

/** The customer, if the transaction's actor may see it. */
export async function findCustomer(db: Db<'orders'>, id: string): Promise<CustomerRow | undefined> {
  return db.selectFrom('customers').select(columns).where('customerId', '=', id).executeTakeFirst();
}

export interface CustomerSearch {
  /** Only these; null for all. */
  readonly ids: readonly string[] | null;
  /** Only the one with this; null for all. */
  readonly externalId: string | null;
  /** Part of the name, the number or the external id, whatever the case; null for all. */
  readonly search: string | null;
  readonly active: boolean | null;
  /** The number behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of customers by number. */
export async function searchCustomers(db: Db<'orders'>, wish: CustomerSearch): Promise<readonly CustomerRow[]> {
  const { ids, externalId, search, active, after } = wish;
  if (ids?.length === 0) return [];
  return db
    .selectFrom('customers')
    .select(columns)
    .$if(ids !== null, (query) => query.where('customerId', 'in', ids ?? []))
    .$if(externalId !== null, (query) => query.where('externalId', '=', externalId))
    .$if(active !== null, (query) => query.where('active', '=', active ?? true))
    .$if(after !== null, (query) => query.where('number', '>', after ?? ''))
    .$if(search !== null, (query) => query.where(contains(['name', 'number', 'externalId'], search ?? '')))
    .orderBy('number')
    .limit(wish.limit)
    .execute();
}

/** False when the number or the external id is another's. */
export async function insertCustomer(t: Transaction<'orders'>, row: CustomerRow, createdAt: string): Promise<boolean> {
  const inserted = await t
    .insertInto('customers')
    .values({ ...row, address: jsonOf(row.address), createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('customerId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Throws on an external id that is another's: see `unlessTaken`. */
export async function updateCustomer(t: Transaction<'orders'>, row: CustomerRow): Promise<void> {
  const { customerId, address, ...rest } = row;
  await t
    .updateTable('customers')
    .set({ ...rest, address: jsonOf(address) })
    .where('customerId', '=', customerId)
    .execute();
}

/** The tables whose things have a number and an external id, with the series of their numbers. */
const numberedTables = {
  customers: movableSeries.customers,
  sites: movableSeries.sites,
  contacts: movableSeries.contacts,
  serviceObjects: movableSeries.objects,
} as const;
export type NumberedTable = keyof typeof numberedTables;

/** The next number of a table's series that nobody was given by hand. */
export async function nextNumber(t: Transaction<'orders'>, table: NumberedTable): Promise<string> {
  return nextFreeNumber(t, numberedTables[table]);
}

/** So many of them, and none that is about to be given. */
export async function nextNumbers(
  t: Transaction<'orders'>,
  table: NumberedTable,
  wanted: { readonly count: number; readonly besides: readonly string[] },
): Promise<readonly string[]> {
  return nextFreeNumbers(t, numberedTables[table], wanted);
}

/** Those of some numbers that something of the table has. */
export async function takenNumbers(
  t: Transaction<'orders'>,
  table: NumberedTable,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await t
    .selectFrom(table)
    .select('number')
    .where(sql<boolean>`number = any(${numbers}::text[])`)
    .execute();
  return new Set(rows.map(({ number }) => number));
}

/** A JSON column's value. */
export function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
