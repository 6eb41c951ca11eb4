/** What the booking of the past asks of the books. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

type InvoicingDb = Db<'invoicing'>;

/** Lets one transaction at a time book the past, so that a record and a number come in once without an error. */
export async function lockHistory(t: Transaction<'invoicing'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('invoicing.history', 0))`.execute(t);
}

/** The key and order number of a posting; undefined when it was not booked yet. */
export async function postingOfHistory(
  db: InvoicingDb,
  postingId: string,
): Promise<{ readonly key: string; readonly orderNumber: string } | undefined> {
  return db.selectFrom('postings').select(['key', 'orderNumber']).where('id', '=', postingId).executeTakeFirst();
}

/** False for a number that an invoice has, or that the series of the company may still give. */
export async function isInvoiceNumberFree(
  db: InvoicingDb,
  number: string,
  { companyId, series, prefix }: { readonly companyId: string; readonly series: string; readonly prefix: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('numberSeries')
    .select('prefix')
    .where('companyId', '=', companyId)
    .where('series', '=', series)
    .executeTakeFirst();
  const own = row?.prefix ?? prefix;
  if (number.startsWith(own) && /^\d+$/.test(number.slice(own.length))) return false;
  const taken = await db
    .selectFrom('invoices')
    .select('id')
    .where('companyId', '=', companyId)
    .where('number', '=', number)
    .executeTakeFirst();
  return taken === undefined;
}
