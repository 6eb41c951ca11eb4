/** Posted lines on their way to an invoice: which are billable, and the life of the proposal that holds them. */
import { type Decision, accept, refuse } from '../shared/decision.ts';
import { totalOf } from './pricing.ts';

/**
 * `proposed`: the order has not yet said that its posting stands · `open`: it may become an invoice · `invoiced` ·
 * `withdrawn`: its posting was undone.
 */
export const proposalStates = ['proposed', 'open', 'invoiced', 'withdrawn'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** The whole life of a proposal. */
const lifecycle = {
  proposed: ['open', 'withdrawn'],
  open: ['invoiced', 'withdrawn'],
  invoiced: [],
  withdrawn: [],
} as const satisfies Record<ProposalState, readonly ProposalState[]>;

export type ProposalRefusal =
  | 'invoice-proposal.unconfirmed'
  | 'invoice-proposal.invoiced'
  | 'invoice-proposal.withdrawn'
  | 'invoice-proposal.negative';

type Move = Decision<{ readonly state: ProposalState; readonly changed: boolean }, ProposalRefusal>;

/**
 * Billable is a chargeable line that earns or takes something; a line at price 0 stays in the ledger and leaves no
 * line on an invoice.
 */
export function isBillable(line: { readonly chargeable: boolean; readonly amountMinor: number }): boolean {
  return line.chargeable && line.amountMinor !== 0;
}

/** The order has recorded its posting. Changes a `proposed` one only, so that hearing it twice or late does no harm. */
export function confirmProposal(state: ProposalState): Move {
  return state === 'proposed' ? move(state, 'open') : accept({ state, changed: false });
}

/** Undoes a proposal with its posting. Harmless when it is withdrawn already; an invoice stands for ever. */
export function withdrawProposal(state: ProposalState): Move {
  return state === 'withdrawn' ? accept({ state, changed: false }) : move(state, 'withdrawn');
}

/**
 * Whether a proposal may become an invoice: once the order's posting stands, so that no invoice is issued for a posting
 * that is being undone; and not below zero, which a credit note is for.
 */
export function invoiceProposal(proposal: {
  readonly state: ProposalState;
  readonly currency: string;
  readonly lines: readonly { readonly amountMinor: number }[];
}): Move {
  const moved = move(proposal.state, 'invoiced');
  if (!moved.ok || totalOf(proposal.currency, proposal.lines, 'amountMinor') >= 0) return moved;
  return refuse('invoice-proposal.negative');
}

function move(from: ProposalState, to: ProposalState): Move {
  const targets: readonly ProposalState[] = lifecycle[from];
  if (targets.includes(to)) return accept({ state: to, changed: true });
  if (from === 'proposed') return refuse('invoice-proposal.unconfirmed');
  return refuse(from === 'withdrawn' ? 'invoice-proposal.withdrawn' : 'invoice-proposal.invoiced');
}
