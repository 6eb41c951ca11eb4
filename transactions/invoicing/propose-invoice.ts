/** Turns the priced lines of an order into transactions and an invoice proposal. Its compensation is beside it. */
import { v7 as uuidv7 } from 'uuid';

import { invoicingEvents } from '#contracts/events/invoicing.ts';
import type { EffectAnswer, ProposeInvoiceInput, ProposeInvoiceResult } from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import { appendEvents, eventOf } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import {
  claimLines,
  deletePricedLines,
  insertPosting,
  insertProposal,
  insertTransactions,
  lockPricedLines,
} from '#db/queries/invoicing-ledger.ts';
import type { StoredPosting, FrozenLine, StoredProposal, StoredTransaction } from '#db/queries/invoicing-ledger.ts';
import type { Transaction } from '#db/transaction.ts';
import { totalOf } from '#domain/invoicing/pricing.ts';
import { proposedOf } from '#domain/invoicing/proposal.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { doEffect } from './effect.ts';

/**
 * Posts the lines that were priced under `pricedUnder`: one transaction each, and a proposal for the bill-to customer of
 * what is billable, or none. Refusals: `invoicing.not-priced` (never, undone, or posted before),
 * `invoicing.already-posted` (a line has a transaction that stands).
 */
export function proposeInvoice(
  db: Db<'invoicing'>,
  input: ProposeInvoiceInput,
): Promise<EffectAnswer<'proposeInvoice'>> {
  return doEffect(db, 'proposeInvoice', input.key, (t) => proposeFrozen(t, input));
}

/** The same in a transaction that goes on. */
export async function proposeFrozen(
  t: Transaction<'invoicing'>,
  input: ProposeInvoiceInput,
): Promise<Decision<{ readonly result: ProposeInvoiceResult }>> {
  const priced = await lockPricedLines(t, input.pricedUnder);
  const [first] = priced;
  if (first === undefined || first.orderId !== input.orderId) return refuse('invoicing.not-priced');
  const posting = postingOf(input, first.currency);
  const transactions = priced.map((line) => transactionOf(line, posting));
  await insertPosting(t, posting);
  await insertTransactions(t, transactions);
  if (!(await claimLines(t, transactions))) return refuse('invoicing.already-posted');
  await deletePricedLines(t, input.pricedUnder);

  const billable = proposedOf(transactions);
  const proposal = billable.length === 0 ? null : proposalOf(input, posting, billable);
  if (proposal !== null) await insertProposal(t, proposal, billable);
  await appendEvents(t, [
    postingRecorded(posting, transactions, proposal?.id ?? null),
    ...(proposal === null ? [] : [proposalCreated(proposal, billable)]),
  ]);
  return accept({
    result: { proposalId: proposal?.id ?? null, transactionIds: transactions.map((each) => each.id) },
  });
}

function postingOf(input: ProposeInvoiceInput, currency: string): StoredPosting {
  const { key, companyId, customerId, billToCustomerId, orderId, orderNumber, postedAt } = input;
  return {
    id: uuidv7(),
    version: 1,
    key,
    companyId,
    customerId,
    billToCustomerId,
    orderId,
    orderNumber,
    state: 'recorded',
    currency,
    postedAt,
  };
}

function transactionOf(line: FrozenLine, posting: StoredPosting): StoredTransaction {
  const { id: postingId, companyId, customerId, postedAt } = posting;
  return { ...line, id: uuidv7(), postingId, reverses: null, companyId, customerId, postedAt };
}

/** The open proposal of a posting’s billable lines. */
export function proposalOf(
  input: Pick<ProposeInvoiceInput, 'customerOrderNumber'>,
  posting: StoredPosting,
  lines: readonly StoredTransaction[],
): Omit<StoredProposal, 'isConfirmed'> {
  const { companyId, customerId, billToCustomerId, orderId, orderNumber, currency, postedAt } = posting;
  return {
    id: uuidv7(),
    version: 1,
    companyId,
    customerId,
    billToCustomerId,
    postingId: posting.id,
    orderId,
    orderNumber,
    customerOrderNumber: input.customerOrderNumber,
    state: 'open',
    currency,
    netMinor: totalOf(currency, lines, 'amountMinor'),
    costMinor: totalOf(currency, lines, 'costMinor'),
    postedAt,
    invoiceId: null,
  };
}

/** The event of a posting. */
export function postingRecorded(
  posting: StoredPosting,
  transactions: readonly StoredTransaction[],
  proposalId: string | null,
): NewEvent {
  const { id, version, companyId, orderId, orderNumber, billToCustomerId, currency, postedAt } = posting;
  const lines = transactions.map(({ id: transactionId, lineId, amountMinor, costMinor, coveredMinor }) => ({
    ...{ transactionId, lineId, amountMinor, costMinor },
    ...(coveredMinor === 0 ? {} : { coveredMinor }),
  }));
  return eventOf(invoicingEvents.postingRecorded, {
    aggregateId: id,
    version,
    companyId,
    customerId: null,
    occurredAt: postedAt,
    data: { orderId, orderNumber, billToCustomerId, proposalId, currency, postedAt, lines },
  });
}

/** The event of a new proposal. */
export function proposalCreated(
  proposal: Omit<StoredProposal, 'isConfirmed'>,
  lines: readonly StoredTransaction[],
): NewEvent {
  const { id, version, companyId, orderId, orderNumber, billToCustomerId, currency, netMinor, costMinor } = proposal;
  const lineIds = lines.map((line) => line.lineId);
  return eventOf(invoicingEvents.proposalCreated, {
    aggregateId: id,
    version,
    companyId,
    customerId: null,
    occurredAt: proposal.postedAt,
    data: { proposalId: id, orderId, orderNumber, billToCustomerId, currency, netMinor, costMinor, lineIds },
  });
}
