/** Freezes what an order's lines earn and cost, under the key of the command that posts them. */
import type { EffectAnswer, EffectInput, PriceOrderInput, PriceOrderResult } from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import { undoOnce } from '#db/effects.ts';
import { entriesForLines, findCompany, findTaxTable } from '#db/queries/invoicing.ts';
import { coverSpentOn, lockAgreementYear } from '#db/queries/invoicing-coverage.ts';
import { deletePricedLines, insertPricedLines } from '#db/queries/invoicing-ledger.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { yearOf } from '#domain/agreements/coverage.ts';
import { coverPriced, type CoveredLine } from '#domain/invoicing/covering.ts';
import { priceLines } from '#domain/invoicing/pricing.ts';
import type { LineToPrice, PriceLists, PricedLine } from '#domain/invoicing/pricing.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { beyondLimit, refusalOfPricing } from '#domain/service-orders/extra-work.ts';
import { doEffect, effectActor } from './effect.ts';

/** Prices the lines by the lists of their days. Refusals: `order.limit-exceeded`, `invoicing.price-missing`, `cost-missing`, `tax-missing`, `company-missing`. */
export function priceOrder(db: Db<'invoicing'>, input: PriceOrderInput): Promise<EffectAnswer<'priceOrder'>> {
  return doEffect(db, 'priceOrder', input.key, (t) => freezePrices(t, input));
}

/** The same in a transaction that goes on. */
export async function freezePrices(
  t: Transaction<'invoicing'>,
  input: PriceOrderInput,
): Promise<Decision<{ readonly result: PriceOrderResult }>> {
  const lists = await listsFor(t, input.lines);
  if (lists === undefined) return refuse('invoicing.company-missing');
  const decision = priceLines(input.lines, lists);
  if (!decision.ok) return decision;
  const { currency } = lists;
  const covered = await coveredLines(t, input, decision.lines);
  const beyond = input.limit && beyondLimit(input.limit, covered);
  if (input.limit && beyond) {
    const { code, params } = refusalOfPricing(input.limit, beyond, currency);
    return refuse(code, { params });
  }
  await insertPricedLines(
    t,
    covered.map((line, index) => rowOf(line, input, index + 1, currency)),
  );
  return accept({ result: { currency, lines: covered.map(resultOf) } });
}

/**
 * What is charged for an order's priced lines once its agreement has paid, after what it paid in earlier postings. Nobody else takes of
 * the same year of it until the transaction ends.
 */
export async function coveredLines(
  t: Transaction<'invoicing'>,
  { orderId, coverage = [] }: Pick<PriceOrderInput, 'orderId' | 'coverage'>,
  lines: readonly PricedLine[],
): Promise<readonly CoveredLine[]> {
  if (coverage.length === 0) return coverPriced(lines, [], []);
  const year = yearOf(coverage);
  if (year !== undefined) await lockAgreementYear(t, year);
  return coverPriced(lines, coverage, await coverSpentOn(t, orderId, year));
}

function resultOf({ lineId, amountMinor, costMinor, coveredMinor }: CoveredLine) {
  return { lineId, amountMinor, costMinor, ...(coveredMinor === 0 ? {} : { coveredMinor }) };
}

/** Forgets what was frozen under the key; what a posting has used of it is undone with the posting. */
export async function undoPriceOrder(db: Db<'invoicing'>, { key }: EffectInput): Promise<void> {
  await transaction(db, effectActor, (t) => undoOnce(t, key, 'priceOrder', () => deletePricedLines(t, key)));
}

/** The lists that prices of these lines depend on; undefined before the company has arrived. */
export async function listsFor(
  t: Transaction<'invoicing'>,
  lines: readonly LineToPrice[],
): Promise<PriceLists | undefined> {
  const company = await findCompany(t);
  if (company === undefined) return undefined;
  const table = await findTaxTable(t, company.companyId);
  const entries = await entriesForLines(t, lines);
  return {
    currency: company.currency,
    entries: entries.filter((entry) => entry.currency === company.currency),
    tax: table?.document ?? { rates: [], assignments: [], defaultTaxCode: null },
  };
}

function rowOf(line: CoveredLine, { key, orderId }: PriceOrderInput, lineNumber: number, currency: string) {
  const { tax, pool, ...amounts } = line;
  return {
    ...columnsOf(amounts),
    key,
    orderId,
    lineNumber,
    currency,
    taxCode: tax?.taxCode ?? null,
    taxBasisPoints: tax?.basisPoints ?? null,
    coverAgreementId: pool?.agreementId ?? null,
    coverYearFrom: pool?.from ?? null,
    coverSubject: pool?.subject ?? null,
  };
}

/** What the row has of a line: a line that came over the wire may carry more. */
function columnsOf(line: Omit<CoveredLine, 'tax' | 'pool'>) {
  const { lineId, type, category, itemId, technicianId, quantity, chargeable, workDate } = line;
  const { unitPriceMinor, amountMinor, unitCostMinor, costMinor, coveredMinor, coveredQuantity } = line;
  return {
    lineId,
    type,
    category,
    itemId,
    technicianId,
    quantity,
    chargeable,
    workDate,
    unitPriceMinor,
    amountMinor,
    unitCostMinor,
    costMinor,
    coveredMinor,
    coveredQuantity,
  };
}
