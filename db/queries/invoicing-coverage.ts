/** What agreements paid in postings that stand, of an order and of a year of its agreement. */
import type { AgreementYear, SpentCover } from '#domain/agreements/coverage.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** Makes others who take of a year wait until the transaction ends. */
export async function lockAgreementYear(
  t: Transaction<'invoicing'>,
  { agreementId, from: yearFrom }: AgreementYear,
): Promise<void> {
  const year = { agreementId, yearFrom };
  await t
    .insertInto('agreementYears')
    .values(year)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await t
    .selectFrom('agreementYears')
    .select('agreementId')
    .where('agreementId', '=', agreementId)
    .where('yearFrom', '=', yearFrom)
    .forUpdate()
    .execute();
}

/** What was paid of lines of the order, and of those of others in the year that it shares with them. */
export async function coverSpentOn(
  db: Db<'invoicing'>,
  orderId: string,
  year: AgreementYear | undefined,
): Promise<readonly SpentCover[]> {
  const rows = await db
    .selectFrom('transactions')
    .innerJoin('postedLines', 'postedLines.transactionId', 'transactions.id')
    .select(['category', 'itemId', 'coveredMinor', 'coveredQuantity'])
    .select(['coverAgreementId', 'coverYearFrom', 'coverSubject'])
    .where('orderId', '=', orderId)
    .where('coveredQuantity', '>', 0)
    .execute();
  const own = rows.map(({ coverAgreementId, coverYearFrom, coverSubject, ...spent }) => ({
    ...spent,
    ...(coverAgreementId === null || coverYearFrom === null || coverSubject === null
      ? {}
      : { pool: { agreementId: coverAgreementId, from: coverYearFrom, subject: coverSubject } }),
  }));
  return year === undefined ? own : [...own, ...(await coverSpentByOthers(db, orderId, year))];
}

/** What was paid in a year of lines of other orders than this, summed by what it was paid for. */
export async function coverSpentByOthers(
  db: Db<'invoicing'>,
  orderId: string,
  { agreementId, from }: AgreementYear,
): Promise<readonly SpentCover[]> {
  const used = await usedIn(db, { agreementId, from }).where('orderId', '<>', orderId).execute();
  return used.map(({ coverSubject, amountMinor, quantity }) => ({
    ...{ elsewhere: true, category: '', itemId: null },
    ...{ coveredMinor: Number(amountMinor), coveredQuantity: Number(quantity) },
    pool: { agreementId, from, subject: coverSubject ?? '' },
  }));
}

/** What was taken of a year, by what it was taken for. */
export async function coverUsedIn(db: Db<'invoicing'>, year: AgreementYear) {
  const used = await usedIn(db, year).orderBy('coverSubject').execute();
  return used.map(({ coverSubject, amountMinor, quantity }) => ({
    ...{ subject: coverSubject ?? '', amountMinor: Number(amountMinor), quantity: Number(quantity) },
  }));
}

function usedIn(db: Db<'invoicing'>, { agreementId, from }: AgreementYear) {
  return db
    .selectFrom('transactions')
    .innerJoin('postedLines', 'postedLines.transactionId', 'transactions.id')
    .select(({ fn }) => [
      'coverSubject',
      fn.sum<number>('coveredMinor').as('amountMinor'),
      fn.sum<number>('coveredQuantity').as('quantity'),
    ])
    .where('coverAgreementId', '=', agreementId)
    .where('coverYearFrom', '=', from)
    .where('coveredQuantity', '>', 0)
    .groupBy('coverSubject');
}
