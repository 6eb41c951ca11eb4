/** The series that numbers invoices. */
import type { Express } from 'express';

import { invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import { transaction } from '#db/transaction.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { changeNumberSeries, readNumberSeries } from '#transactions/invoicing/number-series.ts';
import { series } from '#transactions/invoicing/issue-invoice.ts';
import { mountSeriesChanges } from '../../series-doors.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

/** Mounts /v1/invoice-number-series. */
export function mountNumberSeries(app: Express, { db, clock }: InvoicingContext): void {
  mount(app, invoicingSeriesRoutes.get, async ({ actor }) => {
    const { row } = accepted(await transaction(db, actor, readNumberSeries));
    return { status: 200, headers: tagOf(row), body: row };
  });

  mount(app, invoicingSeriesRoutes.put, async ({ actor, body, ifMatch }) => {
    const edit = { ifMatch, now: clock.now() };
    const { row } = accepted(await transaction(db, actor, (t) => changeNumberSeries(t, body, edit)));
    return { status: 200, headers: tagOf(row), body: row };
  });

  mountSeriesChanges(app, invoicingSeriesRoutes.changes, { db, names: { [series]: 'invoices' } });
}
