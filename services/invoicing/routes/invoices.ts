/** Doors to invoices, which a customer's people may read for their own company, and to the check of the books. */
import type { Express } from 'express';
import * as z from 'zod';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { InvoiceRow, InvoiceView } from '#contracts/http/invoicing-schemas.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { findInvoice, invoiceLines, invoiceTaxes, listInvoices } from '#db/queries/invoicing-invoices.ts';
import type { StoredInvoice, StoredInvoiceLine } from '#db/queries/invoicing-invoices.ts';
import { readBooks } from '#db/queries/invoicing-ledger.ts';
import { transaction } from '#db/transaction.ts';
import type { InvoiceTax } from '#domain/invoicing/invoice.ts';
import { checkLedger } from '#domain/invoicing/ledger.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { InvoicingContext } from '../invoicing-context.ts';

const Place = z.strictObject({ at: Instant, id: Id });

/** Mounts invoices and the check of the books. */
export function mountInvoices(app: Express, context: InvoicingContext): void {
  const { db } = context;
  mount(app, invoicingRoutes.listInvoices, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const rows = await transaction(db, actor, (t) => listInvoices(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ issuedAt, id }) => ({ at: issuedAt, id }));
    return { status: 200, body: { ...page, items: page.items.map(invoiceRow) } };
  });

  mount(app, invoicingRoutes.getInvoice, async ({ actor, params }) => ({
    status: 200,
    body: await invoiceAnswer(context, actor, params.invoiceId),
  }));

  mount(app, invoicingRoutes.checkLedger, async ({ actor }) => {
    const books = await transaction(db, actor, readBooks);
    const differences = checkLedger(books);
    const counts = {
      postedLines: books.posted.length,
      transactions: books.transactions.length,
      proposedLines: books.proposed.length,
      invoicedLines: books.invoiced.length,
    };
    return { status: 200, body: { balanced: differences.length === 0, counts, differences: [...differences] } };
  });
}

/**
 * An invoice as its actor may see it.
 * @throws ProblemError `resource.unknown`, also when it is another customer's
 */
export async function invoiceAnswer({ db }: InvoicingContext, actor: Actor, invoiceId: string): Promise<InvoiceView> {
  return transaction(db, actor, async (t) => {
    const invoice = await findInvoice(t, invoiceId);
    if (invoice === undefined) throw new ProblemError('resource.unknown');
    const lines = await invoiceLines(t, invoiceId);
    return invoiceView(invoice, lines, await invoiceTaxes(t, invoiceId));
  });
}

function invoiceRow(invoice: StoredInvoice): InvoiceRow {
  const { billTo, orderNumbers } = invoice;
  return { ...invoiceFacts(invoice), billToName: billTo.name, orderNumbers: [...orderNumbers] };
}

/** What the list and the invoice itself tell alike. */
function invoiceFacts(invoice: StoredInvoice) {
  const { currency } = invoice;
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    proposalId: invoice.proposalId,
    billToCustomerId: invoice.customerId,
    customerOrderNumber: invoice.customerOrderNumber,
    issuedAt: invoice.issuedAt,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    net: { amount: invoice.netMinor, currency },
    tax: { amount: invoice.taxMinor, currency },
    gross: { amount: invoice.grossMinor, currency },
  };
}

function invoiceView(
  invoice: StoredInvoice,
  lines: readonly StoredInvoiceLine[],
  taxes: readonly InvoiceTax[],
): InvoiceView {
  const { currency } = invoice;
  return {
    ...invoiceFacts(invoice),
    seller: invoice.seller,
    billTo: invoice.billTo,
    orderNumbers: [...invoice.orderNumbers],
    lines: lines.map((line) => ({
      lineNumber: line.lineNumber,
      description: line.description,
      orderId: line.orderId,
      lineId: line.lineId,
      type: line.type,
      category: line.category,
      itemId: line.itemId,
      quantity: line.quantity,
      workDate: line.workDate,
      unitPrice: { amount: line.unitPriceMinor, currency },
      amount: { amount: line.amountMinor, currency },
      covered: { amount: line.coveredMinor, currency },
      taxCode: line.taxCode,
      basisPoints: line.taxBasisPoints,
    })),
    taxes: taxes.map(({ taxCode, basisPoints, netMinor, taxMinor }) => ({
      taxCode,
      basisPoints,
      net: { amount: netMinor, currency },
      tax: { amount: taxMinor, currency },
    })),
  };
}
