/** What is known of an acceptance beside who gave it: what was signed, and how the SLA was kept. */
import * as z from 'zod';

import { confirmationKinds } from '#domain/service-orders/confirmations.ts';

import { orderActionRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant } from './schemas.ts';

/** Members of an order's sign-off. */
export const ofSignedDocument = {
  documentSha256: z.string().nullable().describe('Of what was signed, in hex; null before it was kept'),
  changedLines: z.array(z.int()).describe('Numbers of the lines that are not what was signed any more'),
  slaReasonCode: z.string().nullable().describe('Why the SLA was missed'),
  compliancePercent: z.number().nullable().describe('Recorded time over the SLA’s time; over 100 is late'),
};

/** Every acceptance of an order, those that were taken back too; the oldest first. */
export const GivenSignOffs = z
  .array(
    z.strictObject({
      version: z.int().describe('The order’s version that has it, which it is known by'),
      signedAt: Instant,
      signedBy: z.string().nullable().describe('null where it was not kept'),
      whole: z.boolean().describe('The order counts as signed by it'),
      lines: z.array(z.int()).describe('Numbers of the lines that it accepted'),
      signatureFileId: Id.nullable(),
      noSignatureReasonCode: z.string().nullable(),
      documentSha256: z.string().nullable().describe('Of what was signed, in hex'),
      undone: z.strictObject({ at: Instant, reasonCode: z.string().nullable() }).nullable().describe('Taken back'),
    }),
  )
  .describe('Every acceptance that was given, of lines or of the order');

/** Said when some lines are accepted before the others. */
export const SignedLines = z
  .array(Id)
  .min(1)
  .max(200)
  .optional()
  .describe('The lines that are accepted before the others; all that was done when absent');

/** Members of an order: sign-offs of our own. */
export const ofConfirmedOrder = {
  confirmations: z
    .array(
      z.strictObject({
        kind: z.enum(confirmationKinds),
        signedAt: Instant,
        by: z.string().describe('Who said so'),
        documentSha256: z.string().nullable().describe('Of the lines as they were then, in hex'),
      }),
    )
    .describe('The technician’s word that it is done, and the office’s review; not for customers'),
  needsReview: z.boolean().describe('Posting waits for the office’s review'),
};

const order = z.strictObject({ orderId: Id });

const confirmation = <const RouteId extends string, const Name extends string>(
  id: RouteId,
  name: Name,
  summary: string,
) =>
  ({
    id,
    area: 'service-orders',
    method: 'POST',
    path: `/v1/service-orders/:orderId/${name}`,
    summary,
    params: order,
    responses: { 200: { description: 'Done', schema: z.strictObject({ version: z.int() }) } },
    problems: [
      ...['resource.unknown', 'order.closed', 'order.recorded-time', 'idempotency.other-body'],
      ...['order.stage-forbidden', 'order.role-forbidden', 'order.already-confirmed', 'order.not-confirmed'],
      'order.lines-posted',
    ],
    idempotent: true,
  }) as const;

/** The doors of sign-offs of our own. */
export const confirmationRoutes = {
  confirmDone: route({
    ...confirmation('confirmServiceOrderDone', 'confirm-done', 'Say that the work is done, as who did it'),
    roles: orderActionRoles.confirmDone,
  }),
  undoDone: route({
    ...confirmation('undoServiceOrderDone', 'undo-done', 'Take back that the work is done, until lines are posted'),
    roles: orderActionRoles.undoDone,
  }),
  review: route({
    ...confirmation('reviewServiceOrder', 'review', 'Say that the office has reviewed what was done'),
    roles: orderActionRoles.review,
  }),
  undoReview: route({
    ...confirmation('undoServiceOrderReview', 'undo-review', 'Take the review back, until lines are posted'),
    roles: orderActionRoles.undoReview,
  }),
} as const;
