/** What orders would be posted for now: the prices of posting, and nothing is written. */
import { coverSpentOn } from '#db/queries/invoicing-coverage.ts';
import type { Transaction } from '#db/transaction.ts';
import { yearOf, type AppliedRule, type SpentCover } from '#domain/agreements/coverage.ts';
import { quoteLines, wouldTake, type QuotedLine } from '#domain/invoicing/covering.ts';
import { priceLines, type LineToPrice, type PriceLists } from '#domain/invoicing/pricing.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { sumMoney, type Money } from '#domain/shared/money.ts';
import { listsFor } from './price-order.ts';

export interface OrderToQuote {
  readonly orderId: string;
  readonly lines: readonly LineToPrice[];
  /** The rules of its agreement; absent without any. */
  readonly coverage?: readonly AppliedRule[] | undefined;
}

export interface Quote {
  readonly orderId: string;
  readonly currency: string;
  /** What is charged; null when a line lacks its price, cost or tax: then `refusal` says which. */
  readonly net: Money | null;
  readonly refusal: string | null;
  readonly lines: readonly QuotedLine[];
}

/**
 * As if the orders were posted one after the other: what one takes of a year that it shares with others is not there for the next. One
 * that cannot be priced leaves the others quoted.
 */
export async function quoteOrders(
  t: Transaction<'invoicing'>,
  orders: readonly OrderToQuote[],
): Promise<Decision<{ readonly quotes: readonly Quote[] }, 'invoicing.company-missing'>> {
  const lists = await listsFor(
    t,
    orders.flatMap(({ lines }) => lines),
  );
  if (lists === undefined) return refuse('invoicing.company-missing');
  const quotes: Quote[] = [];
  const taken: SpentCover[] = [];
  for (const order of orders) {
    const { coverage: rules = [] } = order;
    const before = rules.length === 0 ? [] : await coverSpentOn(t, order.orderId, yearOf(rules));
    const coverage = { rules, spent: [...before, ...taken] };
    quotes.push(quoteOf(order, lists, coverage));
    taken.push(...wouldTake(order.lines, lists, coverage));
  }
  return accept({ quotes });
}

function quoteOf(order: OrderToQuote, lists: PriceLists, coverage: Parameters<typeof quoteLines>[2]): Quote {
  const { orderId } = order;
  const { currency } = lists;
  const lines = quoteLines(order.lines, lists, coverage);
  const whole = priceLines(order.lines, lists);
  if (!whole.ok) return { orderId, currency, net: null, refusal: whole.refusal.code, lines };
  const charged = lines.map(({ chargedMinor }) => ({ amount: chargedMinor ?? 0, currency }));
  return { orderId, currency, net: sumMoney(currency, charged), refusal: null, lines };
}
