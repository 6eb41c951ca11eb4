/** What orders would be posted for now: the prices of posting, and nothing is written. */
import type { Transaction } from '#db/transaction.ts';
import { priceLines, totalOf, type LineToPrice } from '#domain/invoicing/pricing.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import type { Money } from '#domain/shared/money.ts';
import { listsFor } from './price-order.ts';

export interface OrderToQuote {
  readonly orderId: string;
  readonly lines: readonly LineToPrice[];
}

export interface Quote {
  readonly orderId: string;
  /** Null when a line lacks its price, cost or tax: then `refusal` says which. */
  readonly net: Money | null;
  readonly refusal: string | null;
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
  const { currency } = lists;
  const quotes = orders.map(({ orderId, lines }): Quote => {
    const priced = priceLines(lines, lists);
    if (!priced.ok) return { orderId, net: null, refusal: priced.refusal.code };
    return { orderId, net: { amount: totalOf(currency, priced.lines, 'amountMinor'), currency }, refusal: null };
  });
  return accept({ quotes });
}
