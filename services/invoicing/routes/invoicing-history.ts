/** The door through which orders books what was posted and invoiced elsewhere before. */
import type { Express } from 'express';

import { invoicingHistoryRoutes } from '#contracts/http/invoicing-history.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { bookHistory } from '#transactions/invoicing/book-history.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

/** Mounts the booking of the past. */
export function mountInvoicingHistory(app: Express, { db }: Pick<InvoicingContext, 'db'>): void {
  mount(app, invoicingHistoryRoutes.book, async ({ actor, body }) => {
    const { booked } = accepted(await transaction(db, actor, (t) => bookHistory(t, body)));
    return { status: 200, body: { items: [...booked] } };
  });
}
