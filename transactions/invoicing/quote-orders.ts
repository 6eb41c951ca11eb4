/** What orders would be posted for now: the prices of posting, and nothing is written. */
import { coverSpentOn } from '#db/queries/invoicing-coverage.ts';
import type { Transaction } from '#db/transaction.ts';
import { yearOf, type AppliedRule } from '#domain/agreements/coverage.ts';
import { quoteLines, type QuotedLine } from '#domain/invoicing/covering.ts';
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

/** One order that cannot be priced leaves the others quoted. */
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
  for (const order of orders) quotes.push(await quoteOf(t, order, lists));
  return accept({ quotes });
}

async function quoteOf(t: Transaction<'invoicing'>, order: OrderToQuote, lists: PriceLists): Promise<Quote> {
  const { orderId, coverage: rules = [] } = order;
  const spent = rules.length === 0 ? [] : await coverSpentOn(t, orderId, yearOf(rules));
  const { currency } = lists;
  const lines = quoteLines(order.lines, lists, { rules, spent });
  const whole = priceLines(order.lines, lists);
  if (!whole.ok) return { orderId, currency, net: null, refusal: whole.refusal.code, lines };
  const charged = lines.map(({ chargedMinor }) => ({ amount: chargedMinor ?? 0, currency }));
  return { orderId, currency, net: sumMoney(currency, charged), refusal: null, lines };
}
