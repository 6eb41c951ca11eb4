/** The customer's word on work that was not agreed from the start: what is kept of it with a line. */
import type { Instant } from '../shared/instant.ts';

/** How the word came: by the link of a quote, on the customer's own page, on the phone, or on site. */
export const approvalWays = ['link', 'page', 'phone', 'on-site'] as const;
export type ApprovalWay = (typeof approvalWays)[number];

export const approvalStates = ['approved', 'rejected', 'expired'] as const;

/** The last word on a line; who gave it, and its note, stay in rows. */
export interface LineApproval {
  readonly state: (typeof approvalStates)[number];
  /** Null where nobody said anything, and the time ran out. */
  readonly how: ApprovalWay | null;
  readonly at: Instant;
  /** How much was approved; more has to be approved again. */
  readonly quantity: number;
  /** The net amount that was agreed for that quantity, in minor units; null where no price was. */
  readonly amountMinor: number | null;
  readonly quoteId: string | null;
}

/** What posting found beyond the amount that the order may not exceed. */
export interface OverLimit {
  readonly lineIds: readonly string[];
  /** What the lines that count come to, posted ones included. */
  readonly amountMinor: number;
  readonly limitMinor: number;
  readonly currency: string;
}
