/** Sites and contacts of customers as rows. */
import { sql } from 'kysely';

import type { Contact, Site } from '#domain/customers/customer.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';
import { jsonOf, type Named } from './customers.ts';

interface Owned {
  readonly customerId: string;
  readonly version: number;
}
export type SiteRow = Site & Owned & { readonly siteId: string };
export type ContactRow = Contact & Owned & { readonly contactId: string };

const siteColumns = [
  'siteId',
  'customerId',
  'version',
  'number',
  'externalId',
  'name',
  'address',
  'timeZone',
  'active',
] as const;

const contactColumns = [
  'contactId',
  'customerId',
  'version',
  'number',
  'externalId',
  'siteId',
  'name',
  'email',
  'phone',
  'language',
  'active',
] as const;

/** A page of what belongs to one customer, by number. */
export interface OwnedPage {
  readonly customerId: string;
  /** Null for all. */
  readonly externalId: string | null;
  /** The number behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

export async function lockSite(t: Transaction<'orders'>, by: Named): Promise<SiteRow | undefined> {
  const query = t.selectFrom('sites').select(siteColumns).forUpdate();
  const found = 'id' in by ? query.where('siteId', '=', by.id) : query.where('externalId', '=', by.externalId);
  return found.executeTakeFirst();
}

/** The sites that other systems know by some ids, locked in the order of their own ids. */
export async function lockSitesOf(
  t: Transaction<'orders'>,
  externalIds: readonly string[],
): Promise<readonly SiteRow[]> {
  return t
    .selectFrom('sites')
    .select(siteColumns)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .orderBy('siteId')
    .forUpdate()
    .execute();
}

/** Which site of which customer other systems know by some ids, by those. */
export async function sitesOf(
  db: Db<'orders'>,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<SiteRow, 'siteId' | 'customerId'>>> {
  const rows = await db
    .selectFrom('sites')
    .select(['externalId', 'siteId', 'customerId'])
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute();
  return new Map(rows.map(({ externalId, ...site }) => [externalId ?? '', site]));
}

/** The zones of some sites, by their ids; null where it is the company's. */
export async function timeZonesOf(
  db: Db<'orders'>,
  siteIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db
    .selectFrom('sites')
    .select(['siteId', 'timeZone'])
    .where(sql<boolean>`site_id = any(${siteIds}::uuid[])`)
    .execute();
  return new Map(rows.map(({ siteId, timeZone }) => [siteId, timeZone]));
}

/** The site of that customer, or undefined: also for a site of another customer. */
export async function findSite(db: Db<'orders'>, customerId: string, siteId: string): Promise<SiteRow | undefined> {
  return db
    .selectFrom('sites')
    .select(siteColumns)
    .where('siteId', '=', siteId)
    .where('customerId', '=', customerId)
    .executeTakeFirst();
}

export async function sitesPage(
  db: Db<'orders'>,
  { customerId, externalId, after, limit }: OwnedPage,
): Promise<readonly SiteRow[]> {
  return db
    .selectFrom('sites')
    .select(siteColumns)
    .where('customerId', '=', customerId)
    .$if(externalId !== null, (query) => query.where('externalId', '=', externalId))
    .$if(after !== null, (query) => query.where('number', '>', after ?? ''))
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** False when the number or the external id is another's. */
export async function insertSite(t: Transaction<'orders'>, row: SiteRow, createdAt: string): Promise<boolean> {
  const inserted = await t
    .insertInto('sites')
    .values({ ...row, address: jsonOf(row.address), createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('siteId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateSite(t: Transaction<'orders'>, row: SiteRow): Promise<void> {
  const { siteId, address, ...rest } = row;
  await t
    .updateTable('sites')
    .set({ ...rest, address: jsonOf(address) })
    .where('siteId', '=', siteId)
    .execute();
}

export async function lockContact(t: Transaction<'orders'>, by: Named): Promise<ContactRow | undefined> {
  const query = t.selectFrom('contacts').select(contactColumns).forUpdate();
  const found = 'id' in by ? query.where('contactId', '=', by.id) : query.where('externalId', '=', by.externalId);
  return found.executeTakeFirst();
}

/** The contacts that other systems know by some ids, locked in the order of their own ids. */
export async function lockContactsOf(
  t: Transaction<'orders'>,
  externalIds: readonly string[],
): Promise<readonly ContactRow[]> {
  return t
    .selectFrom('contacts')
    .select(contactColumns)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .orderBy('contactId')
    .forUpdate()
    .execute();
}

/** The contact of that customer, or undefined: also for a contact of another customer. */
export async function findContact(
  db: Db<'orders'>,
  customerId: string,
  contactId: string,
): Promise<ContactRow | undefined> {
  return db
    .selectFrom('contacts')
    .select(contactColumns)
    .where('contactId', '=', contactId)
    .where('customerId', '=', customerId)
    .executeTakeFirst();
}

export async function contactsPage(
  db: Db<'orders'>,
  { customerId, externalId, after, limit }: OwnedPage,
): Promise<readonly ContactRow[]> {
  return db
    .selectFrom('contacts')
    .select(contactColumns)
    .where('customerId', '=', customerId)
    .$if(externalId !== null, (query) => query.where('externalId', '=', externalId))
    .$if(after !== null, (query) => query.where('number', '>', after ?? ''))
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** False when the number or the external id is another's. */
export async function insertContact(t: Transaction<'orders'>, row: ContactRow, createdAt: string): Promise<boolean> {
  const inserted = await t
    .insertInto('contacts')
    .values({ ...row, createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('contactId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateContact(t: Transaction<'orders'>, row: ContactRow): Promise<void> {
  const { contactId, ...rest } = row;
  await t.updateTable('contacts').set(rest).where('contactId', '=', contactId).execute();
}
