/** Issues the invoice of a proposal: number, dates, totals and parties are frozen in one transaction. */
import { v7 as uuidv7 } from 'uuid';

import { invoicingEvents } from '#contracts/events/invoicing.ts';
import type { InvoiceParty, InvoiceSeller } from '#contracts/http/invoicing-schemas.ts';
import { appendEvents, eventOf } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { findCompany } from '#db/queries/invoicing.ts';
import type { InvoicingCompany } from '#db/queries/invoicing.ts';
import { insertInvoice, takeNumber } from '#db/queries/invoicing-invoices.ts';
import type { StoredInvoice, StoredInvoiceLine } from '#db/queries/invoicing-invoices.ts';
import { lockProposal, moveProposal, proposalLines } from '#db/queries/invoicing-ledger.ts';
import type { StoredProposal, StoredTransaction } from '#db/queries/invoicing-ledger.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import { invoiceDates, invoiceNumber, invoiceTotals } from '#domain/invoicing/invoice.ts';
import type { InvoiceTotals } from '#domain/invoicing/invoice.ts';
import { firstSeries } from '#domain/invoicing/invoice.ts';
import { invoiceProposal } from '#domain/invoicing/proposal.ts';
import type { ProposalRefusal } from '#domain/invoicing/proposal.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

type T = Transaction<'invoicing'>;

/** Whom an invoice is from and to, asked of their owners just before it is issued. */
export interface InvoiceParties {
  readonly seller: InvoiceSeller;
  readonly billTo: InvoiceParty;
  /** Calendar days that the bill-to customer has to pay. */
  readonly paymentTermDays: number;
}

export type IssueRefusal = ProposalRefusal | 'resource.unknown' | 'invoicing.company-missing';

export const series = 'invoice';

/**
 * Makes the invoice of a proposal. The number is taken last, under the lock of its series, so that a refusal takes none
 * and invoices wait for each other for as short as possible.
 */
export async function issueInvoice(
  t: T,
  proposalId: string,
  { parties, now }: { readonly parties: InvoiceParties; readonly now: string },
): Promise<Decision<{ readonly invoiceId: string }, IssueRefusal>> {
  const proposal = await lockProposal(t, { id: proposalId });
  if (proposal === undefined) return refuse('resource.unknown');
  const transactions = await proposalLines(t, proposalId);
  const decision = invoiceProposal({ ...proposal, lines: transactions });
  if (!decision.ok) return decision;
  const company = await findCompany(t);
  if (company === undefined) return refuse('invoicing.company-missing');

  const lines = await invoiceLinesOf(t, transactions);
  const totals = invoiceTotals(proposal.currency, lines.filter(({ amountMinor }) => amountMinor !== 0).map(taxedLine));
  const invoice = await numbered(t, { proposal, company, parties, totals, now });
  await insertInvoice(t, invoice, { series, lines, taxes: totals.taxes });
  const version = proposal.version + 1;
  await moveProposal(t, proposalId, { state: decision.state, version, invoiceId: invoice.id });
  await appendEvents(t, [
    invoiceIssued(invoice, proposal, { lines, totals }),
    proposalInvoiced(proposal, version, invoice),
  ]);
  return accept({ invoiceId: invoice.id });
}

async function numbered(
  t: T,
  draft: {
    readonly proposal: StoredProposal;
    readonly company: InvoicingCompany;
    readonly parties: InvoiceParties;
    readonly totals: InvoiceTotals;
    readonly now: string;
  },
): Promise<StoredInvoice> {
  const { proposal, company, parties, totals, now } = draft;
  const { companyId } = proposal;
  const taken = await takeNumber(t, { companyId, series, prefix: firstSeries.prefix });
  const terms = { timeZone: company.timeZone, paymentTermDays: parties.paymentTermDays };
  return {
    id: uuidv7(),
    companyId,
    customerId: proposal.billToCustomerId,
    number: invoiceNumber(taken.prefix, taken.serial),
    proposalId: proposal.id,
    orderNumbers: [proposal.orderNumber],
    customerOrderNumber: proposal.customerOrderNumber,
    ...invoiceDates(now, taken.lastIssuedAt, terms),
    currency: proposal.currency,
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    grossMinor: totals.grossMinor,
    seller: parties.seller,
    billTo: parties.billTo,
  };
}

/** The lines as the document shows them, described by the name that their category has today. */
export async function invoiceLinesOf(t: T, transactions: readonly StoredTransaction[]): Promise<StoredInvoiceLine[]> {
  const names = new Map<string, string>();
  for (const { category } of transactions) {
    if (!names.has(category)) names.set(category, (await setupValue(t, 'category', category))?.data.name ?? category);
  }
  return transactions.map((from, index) => {
    const { orderId, lineId, id: transactionId, type, category, itemId, quantity, workDate, amountMinor } = from;
    const { unitPriceMinor, taxCode, taxBasisPoints, coveredMinor } = from;
    if (unitPriceMinor === null || taxCode === null || taxBasisPoints === null) {
      throw new Error(`the billable transaction ${transactionId} has no price or no tax`);
    }
    return {
      lineNumber: index + 1,
      orderId,
      lineId,
      transactionId,
      type,
      category,
      description: names.get(category) ?? category,
      itemId,
      quantity,
      workDate,
      unitPriceMinor,
      amountMinor,
      coveredMinor,
      taxCode,
      taxBasisPoints,
    };
  });
}

/** A line as the totals see it. */
export function taxedLine({
  amountMinor,
  taxCode,
  taxBasisPoints,
}: Pick<StoredInvoiceLine, 'amountMinor' | 'taxCode' | 'taxBasisPoints'>) {
  return { amountMinor, taxCode, basisPoints: taxBasisPoints };
}

/** The invoice is its customer's, and so is this event: it tells no cost. */
export function invoiceIssued(
  invoice: StoredInvoice,
  proposal: Pick<StoredProposal, 'id' | 'orderId'>,
  { lines, totals }: { readonly lines: readonly StoredInvoiceLine[]; readonly totals: InvoiceTotals },
): NewEvent {
  const { id: invoiceId, number, currency, issuedAt, issuedOn, dueOn, netMinor, taxMinor, grossMinor } = invoice;
  return eventOf(invoicingEvents.invoiceIssued, {
    aggregateId: invoiceId,
    version: 1,
    companyId: invoice.companyId,
    customerId: invoice.customerId,
    occurredAt: issuedAt,
    data: {
      invoiceId,
      number,
      orderIds: [proposal.orderId],
      proposalId: proposal.id,
      billToCustomerId: invoice.customerId,
      currency,
      issuedAt,
      issuedOn,
      dueOn,
      netMinor,
      taxMinor,
      grossMinor,
      taxes: [...totals.taxes],
      lines: lines.map(({ orderId, lineId, amountMinor }) => ({ orderId, lineId, amountMinor })),
    },
  });
}

/** The event of a proposal that became an invoice. */
export function proposalInvoiced(
  { id, companyId, orderId }: Pick<StoredProposal, 'id' | 'companyId' | 'orderId'>,
  version: number,
  invoice: StoredInvoice,
): NewEvent {
  return eventOf(invoicingEvents.proposalInvoiced, {
    aggregateId: id,
    version,
    companyId,
    customerId: null,
    occurredAt: invoice.issuedAt,
    data: { proposalId: id, orderId, invoiceId: invoice.id },
  });
}
