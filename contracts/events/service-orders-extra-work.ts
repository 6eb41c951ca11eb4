/** What events of orders say of extra work: the customer's word on lines, quotes, and the amount not to exceed. */
import * as z from 'zod';

import { approvalStates, approvalWays } from '#domain/service-orders/approval.ts';

import { Id, Instant, Quantity } from '../http/schemas.ts';

/** The last word on a line. */
export const ApprovalSnapshot = z.object({
  state: z.enum(approvalStates),
  how: z.enum(approvalWays).nullable(),
  at: Instant,
  quantity: Quantity,
  amountMinor: z.int().nullable(),
  quoteId: Id.nullable(),
});

export const ExtraJudged = z.object({ lineIds: z.array(Id), how: z.enum(approvalWays), quoteId: Id.nullable() });

export const LimitExceeded = z.object({
  lineIds: z.array(Id),
  amountMinor: z.int(),
  limitMinor: z.int(),
  currency: z.string(),
});

export const QuoteNamed = z.object({ quoteId: Id, number: z.string() });

export const QuoteAnswered = QuoteNamed.extend({ how: z.enum(approvalWays), lineIds: z.array(Id) });

export const QuoteIssued = QuoteNamed.extend({
  expiresAt: Instant,
  currency: z.string(),
  netMinor: z.int(),
  lines: z.array(z.object({ lineId: Id, quantity: Quantity, amountMinor: z.int() })),
});
