/** The door through which files of prices and costs come in. */
import type { Express } from 'express';

import { invoicingImportRoutes as routes, priceFile } from '#contracts/http/invoicing-import.ts';
import { transaction } from '#db/transaction.ts';
import { importPrices } from '#transactions/invoicing/import-prices.ts';
import { mountImport } from '../../import-file.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

/** Mounts the imports of the area. */
export function mountInvoicingImports(app: Express, { db, clock, things }: InvoicingContext): void {
  mountImport(app, routes.priceEntries, priceFile, ({ actor, isTrial }) => async (rows) => {
    const named = await things(actor, rows);
    return transaction(db, actor, (t) => importPrices(t, rows, named, { now: clock.now(), isTrial }));
  });
}
