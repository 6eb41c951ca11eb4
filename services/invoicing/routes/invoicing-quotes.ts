/** The door through which orders asks what lines would be posted for. */
import type { Express } from 'express';

import { quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { quoteOrders, type Quote } from '#transactions/invoicing/quote-orders.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

/** Mounts the pricing of what is not posted yet. */
export function mountQuotes(app: Express, { db }: Pick<InvoicingContext, 'db'>): void {
  mount(app, quoteRoutes.quote, async ({ actor, body }) => {
    const { quotes } = accepted(await transaction(db, actor, (t) => quoteOrders(t, body.orders)));
    return { status: 200, body: { items: quotes.map(presentQuote) } };
  });
}

function presentQuote({ orderId, currency, net, refusal, lines }: Quote) {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  const shown = lines.map(({ lineId, lineProperty, priceMinor, coveredMinor, chargedMinor }) => ({
    ...{ lineId, lineProperty, price: money(priceMinor) },
    ...{ covered: money(coveredMinor), charged: money(chargedMinor) },
  }));
  return { orderId, net, refusal, lines: shown };
}
