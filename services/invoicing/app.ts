/** The HTTP app of invoicing: its own areas' routes, to be served alone or mounted by the gateway. */
import type { Express } from 'express';

import type { Tokens } from '#platform/http/actor.ts';
import { createApp as createPlatformApp } from '#platform/http/app.ts';
import type { Logger } from '#platform/logging.ts';
import type { InvoicingContext } from './invoicing-context.ts';
import { mountInvoicingHistory } from './routes/invoicing-history.ts';
import { mountQuotes } from './routes/invoicing-quotes.ts';
import { mountNumberSeries } from './routes/invoicing-series.ts';
import { mountInvoices } from './routes/invoices.ts';
import { mountInvoicingImports } from './routes/invoicing-import.ts';
import { mountPriceLists } from './routes/price-lists.ts';
import { mountProposals } from './routes/proposals.ts';

/** The app with all routes of the service. */
export function createApp(deps: InvoicingContext & { readonly log: Logger; readonly tokens: Tokens }): Express {
  const app = createPlatformApp({ log: deps.log, tokens: deps.tokens });
  mountInvoicing(app, deps);
  return app;
}

/** Mounts the area `invoicing`. */
export function mountInvoicing(app: Express, context: InvoicingContext): void {
  mountPriceLists(app, context);
  mountInvoicingImports(app, context);
  mountProposals(app, context);
  mountInvoices(app, context);
  mountInvoicingHistory(app, context);
  mountQuotes(app, context);
  mountNumberSeries(app, context);
}
