/** Doors to the dated lists: prices, costs, taxes. */
import type { Express } from 'express';
import * as z from 'zod';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { PriceEntryView, TaxTableView } from '#contracts/http/invoicing-schemas.ts';
import { Id, LocalDate } from '#contracts/http/schemas.ts';
import { idempotent } from '#db/idempotency.ts';
import { findPriceEntry, listPriceEntries } from '#db/queries/invoicing.ts';
import type { StoredPriceEntry } from '#db/queries/invoicing.ts';
import { transaction } from '#db/transaction.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { changePriceEntry, createPriceEntry, removePriceEntry } from '#transactions/invoicing/price-entries.ts';
import { changeTaxTable, readTaxTable } from '#transactions/invoicing/tax-table.ts';
import type { VersionedTaxTable } from '#transactions/invoicing/tax-table.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

const Place = z.strictObject({ validFrom: LocalDate, id: Id });

/** Mounts prices, costs and the tax table. */
export function mountPriceLists(app: Express, context: InvoicingContext): void {
  mountPriceEntryReading(app, context);
  mountPriceEntryEditing(app, context);
  mountTaxTable(app, context);
}

function mountPriceEntryReading(app: Express, { db }: InvoicingContext): void {
  mount(app, invoicingRoutes.listPriceEntries, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const rows = await transaction(db, actor, (t) => listPriceEntries(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ validFrom, id }) => ({ validFrom, id }));
    return { status: 200, body: { ...page, items: page.items.map(entryView) } };
  });

  mount(app, invoicingRoutes.getPriceEntry, async ({ actor, params }) => {
    const entry = await transaction(db, actor, (t) => findPriceEntry(t, params.priceEntryId));
    if (entry === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: tagOf(entry), body: entryView(entry) };
  });
}

function mountPriceEntryEditing(app: Express, { db, clock }: InvoicingContext): void {
  mount(app, invoicingRoutes.createPriceEntry, async ({ actor, body, key }) => {
    const request = { route: invoicingRoutes.createPriceEntry.id, key, asks: body };
    const decision = await transaction(db, actor, (t) =>
      idempotent(t, request, () => createPriceEntry(t, body, clock.now())),
    );
    const { entry } = accepted(decision);
    return { status: 201, headers: tagOf(entry), body: entryView(entry) };
  });

  mount(app, invoicingRoutes.putPriceEntry, async ({ actor, params, body, ifMatch }) => {
    const edit = { id: params.priceEntryId, ifMatch, now: clock.now() };
    const { entry } = accepted(await transaction(db, actor, (t) => changePriceEntry(t, edit, body)));
    return { status: 200, headers: tagOf(entry), body: entryView(entry) };
  });

  mount(app, invoicingRoutes.deletePriceEntry, async ({ actor, params, ifMatch }) => {
    const edit = { id: params.priceEntryId, ifMatch, now: clock.now() };
    accepted(await transaction(db, actor, (t) => removePriceEntry(t, edit)));
    return { status: 204 };
  });
}

function mountTaxTable(app: Express, { db, clock }: InvoicingContext): void {
  mount(app, invoicingRoutes.getTaxTable, async ({ actor }) => {
    const { table } = accepted(await transaction(db, actor, readTaxTable));
    return { status: 200, headers: tagOf(table), body: tableView(table) };
  });

  mount(app, invoicingRoutes.putTaxTable, async ({ actor, body, ifMatch }) => {
    const edit = { ifMatch, now: clock.now() };
    const { table } = accepted(await transaction(db, actor, (t) => changeTaxTable(t, body, edit)));
    return { status: 200, headers: tagOf(table), body: tableView(table) };
  });
}

function entryView(entry: StoredPriceEntry): PriceEntryView {
  const { id, version, kind, lineType, category, itemId, technicianId, validFrom, amountMinor, currency } = entry;
  const amount = { amount: amountMinor, currency };
  return { priceEntryId: id, version, kind, lineType, category, itemId, technicianId, validFrom, amount };
}

function tableView({ version, document }: VersionedTaxTable): TaxTableView {
  const { rates, assignments, defaultTaxCode } = document;
  return { version, rates: [...rates], assignments: [...assignments], defaultTaxCode };
}
