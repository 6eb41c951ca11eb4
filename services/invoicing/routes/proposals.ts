/** Doors to invoice proposals, and the one that turns a proposal into an invoice. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Express } from 'express';
import * as z from 'zod';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { ProposalRow, ProposalView } from '#contracts/http/invoicing-schemas.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { idempotent } from '#db/idempotency.ts';
import { findProposal, listProposals, proposalLines } from '#db/queries/invoicing-ledger.ts';
import type { StoredProposal, StoredTransaction } from '#db/queries/invoicing-ledger.ts';
import { transaction } from '#db/transaction.ts';
import { refuse } from '#domain/shared/decision.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { issueInvoice } from '#transactions/invoicing/issue-invoice.ts';
import type { InvoicingContext } from '../invoicing-context.ts';
import { invoiceAnswer } from './invoices.ts';

const Place = z.strictObject({ at: Instant, id: Id });

/** How long the posting of an invoice waits for the order's word that its posting stands, and how often it looks, in ms. */
const confirmationPatienceMs = 3_000;
const lookAgainMs = 40;

/** Mounts invoice proposals. */
export function mountProposals(app: Express, context: InvoicingContext): void {
  const { db } = context;
  mount(app, invoicingRoutes.listProposals, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const rows = await transaction(db, actor, (t) => listProposals(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ postedAt, id }) => ({ at: postedAt, id }));
    return { status: 200, body: { ...page, items: page.items.map(proposalRow) } };
  });

  mount(app, invoicingRoutes.getProposal, async ({ actor, params }) => {
    const proposal = await readProposal(context, actor, params.proposalId);
    const lines = await transaction(db, actor, (t) => proposalLines(t, proposal.id));
    return { status: 200, headers: tagOf(proposal), body: proposalView(proposal, lines) };
  });

  mount(app, invoicingRoutes.postProposal, async ({ actor, params, key }) => {
    const { proposalId } = params;
    const proposal = await confirmedProposal(context, actor, proposalId);
    const { state } = proposal;
    const parties = state === 'open' ? await context.parties(actor, proposal.billToCustomerId) : undefined;
    const now = context.clock.now();
    const { invoiceId } = await transaction(db, actor, async (t) => {
      const request = { route: invoicingRoutes.postProposal.id, key, asks: { proposalId } };
      const decision = await idempotent(t, request, async () => {
        if (parties !== undefined) return issueInvoice(t, proposalId, { parties, now });
        return refuse(state === 'withdrawn' ? 'invoice-proposal.withdrawn' : 'invoice-proposal.invoiced');
      });
      return accepted(decision);
    });
    return { status: 201, body: await invoiceAnswer(context, actor, invoiceId) };
  });
}

async function readProposal({ db }: InvoicingContext, actor: Actor, id: string): Promise<StoredProposal> {
  const proposal = await transaction(db, actor, (t) => findProposal(t, id));
  if (proposal === undefined) throw new ProblemError('resource.unknown');
  return proposal;
}

/** The order's word comes by its event, usually within a tenth of a second: whoever posts right away need not ask twice. */
async function confirmedProposal(context: InvoicingContext, actor: Actor, id: string): Promise<StoredProposal> {
  const until = performance.now() + confirmationPatienceMs;
  for (;;) {
    const proposal = await readProposal(context, actor, id);
    if (proposal.isConfirmed || proposal.state !== 'open' || performance.now() > until) return proposal;
    await sleep(lookAgainMs);
  }
}

function proposalRow(proposal: StoredProposal): ProposalRow {
  const { currency } = proposal;
  return {
    proposalId: proposal.id,
    version: proposal.version,
    state: proposal.state,
    confirmed: proposal.isConfirmed,
    orderId: proposal.orderId,
    orderNumber: proposal.orderNumber,
    customerId: proposal.customerId,
    billToCustomerId: proposal.billToCustomerId,
    customerOrderNumber: proposal.customerOrderNumber,
    postedAt: proposal.postedAt,
    net: { amount: proposal.netMinor, currency },
    cost: { amount: proposal.costMinor, currency },
    invoiceId: proposal.invoiceId,
  };
}

function proposalView(proposal: StoredProposal, lines: readonly StoredTransaction[]): ProposalView {
  const { currency } = proposal;
  return {
    ...proposalRow(proposal),
    lines: lines.map((line) => ({
      transactionId: line.id,
      orderId: line.orderId,
      lineId: line.lineId,
      type: line.type,
      category: line.category,
      itemId: line.itemId,
      technicianId: line.technicianId,
      quantity: line.quantity,
      workDate: line.workDate,
      unitPrice: { amount: line.unitPriceMinor ?? 0, currency },
      amount: { amount: line.amountMinor, currency },
      covered: { amount: line.coveredMinor, currency },
      cost: { amount: line.costMinor, currency },
      taxCode: line.taxCode ?? '',
      basisPoints: line.taxBasisPoints ?? 0,
    })),
  };
}
