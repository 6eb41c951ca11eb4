/** Posted lines on their way to an invoice: which are billable, and the life of the proposal that holds them. */
import { type Decision, accept, refuse } from '../shared/decision.ts';
import { totalOf } from './pricing.ts';

export const proposalStates = ['open', 'invoiced', 'withdrawn'] as const;
export type ProposalState = (typeof proposalStates)[number];

export type ProposalRefusal =
  | 'invoice-proposal.unconfirmed'
  | 'invoice-proposal.invoiced'
  | 'invoice-proposal.withdrawn'
  | 'invoice-proposal.negative';

/**
 * Billable is a chargeable line that earns or takes something; a line at price 0 stays in the ledger and leaves no
 * line on an invoice.
 */
export function isBillable(line: { readonly chargeable: boolean; readonly amountMinor: number }): boolean {
  return line.chargeable && line.amountMinor !== 0;
}

/** What a proposal shows: what is billable, and beside it what an agreement paid in full. Nothing to bill makes no proposal. */
export function proposedOf<
  Line extends { readonly chargeable: boolean; readonly amountMinor: number; readonly coveredMinor: number },
>(lines: readonly Line[]): readonly Line[] {
  return lines.some(isBillable) ? lines.filter((line) => isBillable(line) || line.coveredMinor > 0) : [];
}

/** Undoes a proposal with its posting. Harmless when it is withdrawn already; an invoice stands for ever. */
export function withdrawProposal(
  state: ProposalState,
): Decision<{ readonly state: 'withdrawn'; readonly changed: boolean }, 'invoice-proposal.invoiced'> {
  if (state === 'invoiced') return refuse('invoice-proposal.invoiced');
  return accept({ state: 'withdrawn' as const, changed: state === 'open' });
}

/** A proposal as far as becoming an invoice goes. */
export interface ProposalToInvoice {
  readonly state: ProposalState;
  /** Whether the order has recorded the posting that made the proposal: until then it may still be undone. */
  readonly isConfirmed: boolean;
  readonly currency: string;
  readonly lines: readonly { readonly amountMinor: number }[];
}

/**
 * Whether a proposal may become an invoice: once only, when the order's posting stands, so that no invoice is issued
 * for a posting that is being undone, and not below zero, which is what a credit note is for.
 */
export function invoiceProposal(
  proposal: ProposalToInvoice,
): Decision<{ readonly state: 'invoiced' }, ProposalRefusal> {
  if (proposal.state === 'invoiced') return refuse('invoice-proposal.invoiced');
  if (proposal.state === 'withdrawn') return refuse('invoice-proposal.withdrawn');
  if (!proposal.isConfirmed) return refuse('invoice-proposal.unconfirmed');
  if (totalOf(proposal.currency, proposal.lines, 'amountMinor') < 0) return refuse('invoice-proposal.negative');
  return accept({ state: 'invoiced' as const });
}
