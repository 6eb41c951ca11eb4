/** The doors through which rows of orders, requests and cases, workflows and the read model are compared, and brought to agree. */
import * as z from 'zod';

import { route } from './route.ts';
import { Id, Instant } from './schemas.ts';

export const reconciledWith = ['workflow', 'read-model'] as const;

export const Difference = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    with: z.enum(reconciledWith),
    row: z.string().describe('Stage and version of the order’s row, such as `planned at 7`'),
    found: z.string().describe('What the other one said, in the same words; `nothing` when it does not know the order'),
    repaired: z.boolean().describe('Whether it agreed after the repair'),
  })
  .meta({ id: 'Difference' });
export type Difference = z.infer<typeof Difference>;

export const Reconciliation = z
  .strictObject({
    orders: z.int().describe('Compared in this call'),
    open: z.int().describe('Of these not closed: their workflows were compared too'),
    recorded: z.int().describe('Warnings and breaches that were recorded for orders fed in recorded time'),
    differences: z.array(Difference),
    next: Id.nullable().describe('Give it as `after` to go on; null at the end'),
  })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.infer<typeof Reconciliation>;

export const inquiryKinds = ['request', 'case'] as const;
export type InquiryKind = (typeof inquiryKinds)[number];

export const InquiryDifference = z
  .strictObject({ ...Difference.omit({ orderId: true }).shape, kind: z.enum(inquiryKinds), id: Id })
  .meta({ id: 'InquiryDifference' });
export type InquiryDifference = z.infer<typeof InquiryDifference>;

export const InquiryReconciliation = z
  .strictObject({
    compared: z.int().describe('In this call'),
    open: z.int().describe('Of these not decided or closed'),
    differences: z.array(InquiryDifference),
    next: Id.nullable().describe('Give it as `after` to go on; null at the end'),
  })
  .meta({ id: 'InquiryReconciliation' });
export type InquiryReconciliation = z.infer<typeof InquiryReconciliation>;

export const reconciliationRoutes = {
  reconcile: route({
    id: 'reconcileOrders',
    area: 'service-orders',
    method: 'POST',
    path: '/v1/reconciliations',
    summary: 'Compare the next orders with their workflows and the read model, and repair what differs',
    description:
      'The order’s row is the record: a missing workflow is started, one that is behind is told to look again, and the events of an order that the read model does not know are published again. Needs no key: doing it again is harmless.',
    roles: ['administrator'],
    body: z.strictObject({
      after: Id.optional().describe('`next` of the call before'),
      recordedUntil: Instant.optional().describe(
        'Of orders fed in recorded time, record what a timer would have found until then; nothing when absent, because the log may still be coming',
      ),
    }),
    responses: { 200: { description: 'What was compared, found and repaired', schema: Reconciliation } },
    problems: ['unavailable.service', 'unavailable.workflows'],
  }),
  inquiries: route({
    id: 'reconcileInquiries',
    area: 'service-orders',
    method: 'POST',
    path: '/v1/reconciliations/inquiries',
    summary: 'Compare the next requests or cases with the read model, requests with their workflows too, and repair',
    description: 'As for orders: the row is the record. Needs no key: doing it again is harmless.',
    roles: ['administrator'],
    body: z.strictObject({ of: z.enum(inquiryKinds), after: Id.optional().describe('`next` of the call before') }),
    responses: { 200: { description: 'What was compared, found and repaired', schema: InquiryReconciliation } },
    problems: ['unavailable.service', 'unavailable.workflows'],
  }),
} as const;
