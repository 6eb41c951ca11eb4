/** The customer's word on extra work: what is kept of it with a line, and the amount that an order may not exceed. */
import * as z from 'zod';

import { approvalStates, approvalWays } from '#domain/service-orders/approval.ts';

import { officeAndField } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Quantity } from './schemas.ts';
import { rowProblems } from './service-orders-problems.ts';

const LineApproval = z
  .strictObject({
    state: z.enum(approvalStates),
    how: z.enum(approvalWays).nullable().describe('null where the time ran out'),
    at: Instant,
    quantity: Quantity.describe('So much was approved; more waits for another word'),
    amountMinor: z.int().nullable().describe('The net amount that was agreed for it'),
    quoteId: Id.nullable(),
    by: z.string().nullable().describe('Who gave the word'),
    note: z.string().nullable().describe('Seen by the staff only'),
  })
  .meta({ id: 'LineApproval' });

export const NotToExceed = z
  .int()
  .min(0)
  .nullable()
  .describe('The net amount not to go beyond without the customer’s word, in the company’s currency');

/** What an order line says of it. */
export const ofExtraLine = {
  extra: z.boolean().describe('Beyond what was agreed: nothing is done with it before the customer’s word'),
  approval: LineApproval.nullable(),
};

/** What an order's header says of it. */
export const ofLimitedOrder = {
  notToExceedMinor: NotToExceed,
  overLimit: z
    .strictObject({ lineIds: z.array(Id), amountMinor: z.int(), limitMinor: z.int(), currency: z.string() })
    .nullable()
    .describe('What the last posting found beyond it: these lines have to be approved'),
};

export const JudgedLines = z
  .strictObject({
    lineIds: z.array(Id).min(1).max(200),
    state: z.enum(['approved', 'rejected']),
    how: z.enum(['phone', 'on-site']),
    by: z.string().trim().min(1).max(200).describe('Who gave the word; kept with the order only'),
    note: z.string().max(4000).optional(),
  })
  .meta({ id: 'JudgedLines' });

/** What recording the customer's word may be refused by. */
export const judgingProblems = [
  ...rowProblems,
  'order.line-unknown',
  'order.approval-needless',
  'order.parts-used',
  'order.line-quoted',
] as const;

export const extraWorkRoutes = {
  judge: route({
    id: 'judgeExtraLines',
    area: 'service-orders',
    method: 'POST',
    path: '/v1/service-orders/:orderId/approvals',
    summary: 'Record what the customer said of extra lines, on the phone or on site',
    roles: officeAndField,
    params: z.strictObject({ orderId: Id }),
    body: JudgedLines,
    responses: {
      201: { description: 'Recorded', schema: z.strictObject({ orderId: Id, version: z.int() }) },
    },
    problems: [...judgingProblems, 'idempotency.other-body'],
    idempotent: true,
  }),
} as const;
