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
    .select(['orderId', 'category', 'itemId', 'coveredMinor', 'coveredQuantity'])
    .select(['coverAgreementId', 'coverYearFrom', 'coverSubject'])
    .where('coveredQuantity', '>', 0)
    .where((where) =>
      year === undefined
        ? where('orderId', '=', orderId)
        : where.or([
            where('orderId', '=', orderId),
            where.and([where('coverAgreementId', '=', year.agreementId), where('coverYearFrom', '=', year.from)]),
          ]),
    )
    .execute();
  return rows.map(({ coverAgreementId, coverYearFrom, coverSubject, orderId: of, ...spent }) => ({
    ...{ ...spent, elsewhere: of !== orderId },
    ...(coverAgreementId === null || coverYearFrom === null || coverSubject === null
      ? {}
      : { pool: { agreementId: coverAgreementId, from: coverYearFrom, subject: coverSubject } }),
  }));
}

/** What was taken of a year by each of the rules that orders share. */
export async function coverUsedIn(db: Db<'invoicing'>, { agreementId, from }: AgreementYear) {
  const rows = await db
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
    .groupBy('coverSubject')
    .orderBy('coverSubject')
    .execute();
  return rows.map(({ coverSubject, amountMinor, quantity }) => ({
    ...{ subject: coverSubject ?? '', amountMinor: Number(amountMinor), quantity: Number(quantity) },
  }));
}
