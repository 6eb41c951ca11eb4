/** The doors of what lines would be posted for, and of what was used of an agreement's year. */
import type { Express } from 'express';

import { quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { coverUsedIn } from '#db/queries/invoicing-coverage.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { quoteOrders, type Quote } from '#transactions/invoicing/quote-orders.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

/** Mounts the routes. */
export function mountQuotes(app: Express, { db }: Pick<InvoicingContext, 'db'>): void {
  mount(app, quoteRoutes.quote, async ({ actor, body }) => {
    const { quotes } = accepted(await transaction(db, actor, (t) => quoteOrders(t, body.orders)));
    return { status: 200, body: { items: quotes.map(presentQuote) } };
  });
  mount(app, quoteRoutes.used, async ({ actor, params: { agreementId }, query: { from } }) => {
    const items = await transaction(db, actor, (t) => coverUsedIn(t, { agreementId, from }));
    return { status: 200, body: { items } };
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
