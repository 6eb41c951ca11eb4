/** Quotes as rows: what the customer was asked, and what came of it. */
import type { Insertable } from 'kysely';

import type { ApprovalWay } from '#domain/service-orders/approval.ts';
import type { QuoteState } from '#domain/service-orders/quotes.ts';
import type { Db } from '../connection.ts';
import { nextFreeNumber } from '../number-series.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';
import { movableSeries } from './service-orders-series.ts';

export type NewQuoteRow = Omit<Insertable<ServiceSchemas['orders']['quotes']>, 'lines'> & { readonly lines: string };

/** The next quote number, such as `Q-10001`. */
export async function nextQuoteNumber(t: Transaction<'orders'>): Promise<string> {
  return nextFreeNumber(t, movableSeries.quotes);
}

export async function insertQuote(t: Transaction<'orders'>, row: NewQuoteRow): Promise<void> {
  await t.insertInto('quotes').values(row).execute();
}

function quotes(db: Db<'orders'>) {
  return db
    .selectFrom('quotes')
    .innerJoin('serviceOrders', 'serviceOrders.orderId', 'quotes.orderId')
    .selectAll('quotes')
    .select('serviceOrders.number as orderNumber');
}

export type QuoteRow = NonNullable<Awaited<ReturnType<typeof findQuote>>>;

/** The quotes of an order that the transaction's actor may see, the newest first. */
export async function quotesOfOrder(db: Db<'orders'>, orderId: string) {
  return quotes(db).where('quotes.orderId', '=', orderId).orderBy('quotes.issuedAt', 'desc').execute();
}

export async function findQuote(db: Db<'orders'>, quoteId: string) {
  return quotes(db).where('quotes.quoteId', '=', quoteId).executeTakeFirst();
}

/** Writes what became of an open quote. */
export async function settleQuote(
  t: Transaction<'orders'>,
  quoteId: string,
  settled: { readonly state: QuoteState; readonly settledAt: string; readonly how: ApprovalWay | null },
): Promise<void> {
  await t.updateTable('quotes').set(settled).where('quoteId', '=', quoteId).where('state', '=', 'open').execute();
}

/** Writes who answered, and what was said with it. */
export async function keepQuoteWords(
  t: Transaction<'orders'>,
  quoteId: string,
  words: { readonly settledBy: string; readonly note: string | null },
): Promise<void> {
  await t.updateTable('quotes').set(words).where('quoteId', '=', quoteId).execute();
}
