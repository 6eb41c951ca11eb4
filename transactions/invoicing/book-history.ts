/** Books what an order of the past was posted and invoiced as: transactions, proposal and invoice, once under its key. */
import { v5 as uuidv5 } from 'uuid';

import type { PostedHistory } from '#contracts/http/invoicing-history.ts';
import type { InvoiceSeller } from '#contracts/http/invoicing-schemas.ts';
import { appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { findCompany } from '#db/queries/invoicing.ts';
import { insertInvoice } from '#db/queries/invoicing-invoices.ts';
import type { StoredInvoice } from '#db/queries/invoicing-invoices.ts';
import { isInvoiceNumberFree, lockHistory, postingOfHistory } from '#db/queries/invoicing-history.ts';
import { claimLines, insertPosting, insertProposal, insertTransactions } from '#db/queries/invoicing-ledger.ts';
import type { StoredPosting, StoredTransaction } from '#db/queries/invoicing-ledger.ts';
import type { Transaction } from '#db/transaction.ts';
import { invoiceDates, invoiceTotals } from '#domain/invoicing/invoice.ts';
import type { InvoiceTotals } from '#domain/invoicing/invoice.ts';
import { isBillable } from '#domain/invoicing/proposal.ts';
import { firstSeries } from '#domain/invoicing/invoice.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { invoiceIssued, invoiceLinesOf, proposalInvoiced, series, taxedLine } from './issue-invoice.ts';
import { postingRecorded, proposalCreated, proposalOf } from './propose-invoice.ts';

type T = Transaction<'invoicing'>;

/** The number of the order that a posting was booked for, or why it was not; by posting. */
export interface BookedHistory {
  readonly postingId: string;
  readonly orderNumber: string | null;
  readonly refusal: string | null;
}

type BookingRefusal =
  'order-history.other-record' | 'order-history.invoice-number' | 'order-history.currency' | 'invoicing.already-posted';

interface Company {
  readonly currency: string;
  readonly timeZone: string;
  readonly seller: InvoiceSeller;
}

/** Books all of them in one transaction, as invoices of `seller`; what cannot be booked is left out and said. */
export async function bookHistory(
  t: T,
  { seller, postings }: { readonly seller: InvoiceSeller; readonly postings: readonly PostedHistory[] },
): Promise<Decision<{ readonly booked: readonly BookedHistory[] }, 'invoicing.company-missing'>> {
  await lockHistory(t);
  const found = await findCompany(t);
  if (found === undefined) return refuse('invoicing.company-missing');
  const company = { ...found, seller };
  const booked: BookedHistory[] = [];
  const events: NewEvent[] = [];
  for (const posting of postings) {
    const { postingId } = posting;
    const decision = await bookOne(t, posting, company);
    if (decision.ok) events.push(...decision.events);
    booked.push(
      decision.ok
        ? { postingId, orderNumber: decision.orderNumber, refusal: null }
        : { postingId, orderNumber: null, refusal: decision.refusal.code },
    );
  }
  await appendEvents(t, events);
  return accept({ booked });
}

type Booked = Decision<{ readonly orderNumber: string; readonly events: readonly NewEvent[] }, BookingRefusal>;

async function bookOne(t: T, posting: PostedHistory, company: Company): Promise<Booked> {
  const { postingId, key, invoice, orderNumber } = posting;
  const known = await postingOfHistory(t, postingId);
  if (known !== undefined) {
    return known.key === key
      ? accept({ orderNumber: known.orderNumber, events: [] })
      : refuse('order-history.other-record');
  }
  if (posting.currency !== company.currency) return refuse('order-history.currency');
  const number = { companyId: posting.companyId, series, prefix: firstSeries.prefix };
  if (invoice !== null && !(await isInvoiceNumberFree(t, invoice.number, number)))
    return refuse('order-history.invoice-number');
  const stored = postingRow(posting);
  const transactions = posting.lines.map((line, index) => transactionRow(line, stored, index + 1));
  await insertPosting(t, stored);
  await insertTransactions(t, transactions);
  await claimLines(t, transactions);
  const events = await billed(t, posting, { stored, transactions, company });
  return accept({
    orderNumber,
    events: [postingRecorded(stored, transactions, posting.proposalId), ...events],
  });
}

interface Rows {
  readonly stored: StoredPosting;
  readonly transactions: readonly StoredTransaction[];
  readonly company: Company;
}

/** The proposal as it was right after posting, and the invoice that it became. */
async function billed(t: T, posting: PostedHistory, rows: Rows): Promise<readonly NewEvent[]> {
  const { proposalId, customerOrderNumber, invoice } = posting;
  const billable = rows.transactions.filter(isBillable);
  if (proposalId === null) return [];
  const open = { ...proposalOf({ customerOrderNumber }, rows.stored, billable), id: proposalId };
  if (invoice === null) {
    await insertProposal(t, open, billable);
    return [proposalCreated(open, billable)];
  }
  const { invoiceId } = invoice;
  await insertProposal(t, { ...open, state: 'invoiced', version: 2, invoiceId }, billable);
  const lines = await invoiceLinesOf(t, billable);
  const totals = invoiceTotals(open.currency, lines.map(taxedLine));
  const issued = invoiceRow(posting, invoice, rows.company, totals);
  await insertInvoice(t, issued, { lines, taxes: totals.taxes });
  return [
    proposalCreated(open, billable),
    invoiceIssued(issued, open, { lines, totals }),
    proposalInvoiced(open, 2, issued),
  ];
}

function postingRow(posting: PostedHistory): StoredPosting {
  const { postingId: id, key, companyId, customerId, billToCustomerId, orderId, orderNumber } = posting;
  const { currency, postedAt } = posting;
  const parties = { companyId, customerId, billToCustomerId, orderId, orderNumber };
  return { id, version: 1, key, ...parties, state: 'recorded', currency, postedAt };
}

/** What a record says was charged was charged in full. */
const coveredByNobody = {
  ...{ reverses: null, coveredMinor: 0, coveredQuantity: 0 },
  ...{ coverAgreementId: null, coverYearFrom: null, coverSubject: null },
} as const;

function transactionRow(
  { tax, ...line }: PostedHistory['lines'][number],
  { id: postingId, orderId, currency, companyId, customerId, postedAt }: StoredPosting,
  lineNumber: number,
): StoredTransaction {
  const owner = { postingId, orderId, companyId, customerId, currency, postedAt };
  const taxed = { taxCode: tax?.taxCode ?? null, taxBasisPoints: tax?.basisPoints ?? null };
  return { ...line, ...owner, ...taxed, id: uuidv5(line.lineId, postingId), lineNumber, ...coveredByNobody };
}

function invoiceRow(
  posting: PostedHistory,
  { invoiceId, number, issuedAt, paymentTermDays, billTo }: NonNullable<PostedHistory['invoice']>,
  company: Company,
  { netMinor, taxMinor, grossMinor }: InvoiceTotals,
): StoredInvoice {
  const { companyId, billToCustomerId, proposalId, orderNumber, customerOrderNumber, currency } = posting;
  return {
    ...{ id: invoiceId, companyId, customerId: billToCustomerId, number, proposalId: proposalId ?? '' },
    ...{ orderNumbers: [orderNumber], customerOrderNumber, currency, netMinor, taxMinor, grossMinor },
    ...invoiceDates(issuedAt, null, { timeZone: company.timeZone, paymentTermDays }),
    ...{ seller: company.seller, billTo },
  };
}
