/** Rows of quotes as their orders decide them. */
import { settleQuote } from '#db/queries/service-orders-quotes.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';

/** The row of a quote follows what its order decided, whoever asked: the customer, the office, or nobody in time. */
export async function keepQuoteState(t: Transaction<'orders'>, fact: OrderFact, at: string): Promise<void> {
  switch (fact.name) {
    case 'quoteApproved':
      return settleQuote(t, fact.data.quoteId, { state: 'approved', settledAt: at, how: fact.data.how });
    case 'quoteRejected':
      return settleQuote(t, fact.data.quoteId, { state: 'rejected', settledAt: at, how: fact.data.how });
    case 'quoteExpired':
      return settleQuote(t, fact.data.quoteId, { state: 'expired', settledAt: at, how: null });
    case 'quoteWithdrawn':
      return settleQuote(t, fact.data.quoteId, { state: 'withdrawn', settledAt: at, how: null });
    default:
      return undefined;
  }
}
