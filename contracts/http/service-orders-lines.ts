/** The doors of what an order is about, and of lines that it takes from elsewhere. */
import * as z from 'zod';

import { office, officeAndField } from '../roles.ts';
import { route } from './route.ts';
import { Code, Id } from './schemas.ts';
import { OrderLine, ServiceOrder } from './service-order-schemas.ts';
import { rowProblems } from './service-orders-problems.ts';
import { relationDrafts } from './service-orders-relations.ts';

const area = 'service-orders';
const order = z.strictObject({ orderId: Id });

export const OrderRelations = z.strictObject(relationDrafts).meta({ id: 'OrderRelations' });

export const CopyLinesIntoOrder = z
  .strictObject({
    from: z.union([
      z.strictObject({ agreementId: Id.describe('Its own agreement, another one of its customer, or a template') }),
      z.strictObject({ orderId: Id.describe('Another order of its customer') }),
    ]),
    lineIds: z.array(Id).max(200).optional().describe('The ticked ones; all that may be when absent'),
    withRelations: z
      .boolean()
      .optional()
      .describe('With the objects and tasks that they name, as when absent; those of a template always come'),
  })
  .meta({ id: 'CopyLinesIntoOrder' });

export const MoveLines = z
  .strictObject({
    toOrderId: Id.describe('Another order of the same agreement'),
    lineIds: z.array(Id).min(1).max(200),
    withdraw: z
      .strictObject({ reasonCode: Code.optional(), note: z.string().max(4000).optional() })
      .optional()
      .describe('Cancel the order that they leave if nothing is left to do on it, for this reason'),
  })
  .meta({ id: 'MoveLines' });

export const orderLineRoutes = {
  relate: route({
    id: 'relateServiceOrder',
    area,
    method: 'PUT',
    path: '/v1/service-orders/:orderId/relations',
    summary: 'Relate the order to these objects and tasks and no others; its lines name only them',
    roles: office,
    params: order,
    body: OrderRelations,
    responses: { 200: { description: 'As it is now, with ETag', schema: ServiceOrder } },
    problems: [
      ...rowProblems,
      'request.version-stale',
      'order.unknown-reference',
      'order.relation-twice',
      'order.relation-used',
      'service-task.unknown',
    ],
    ifMatch: true,
  }),
  copy: route({
    id: 'copyLinesIntoServiceOrder',
    area,
    method: 'POST',
    path: '/v1/service-orders/:orderId/copy-lines',
    summary: 'Add lines of an agreement, of a template or of another order, planned for today',
    roles: officeAndField,
    params: order,
    body: CopyLinesIntoOrder,
    responses: { 201: { description: 'Added', schema: z.strictObject({ items: z.array(OrderLine) }) } },
    problems: [
      ...rowProblems,
      'idempotency.other-body',
      'order.unknown-reference',
      'order.line-invalid',
      'order.line-unknown',
      'order.line-cancelled',
      'order.other-customer',
      'agreement.other-customer',
      'agreement.suspended',
      'agreement.not-valid',
      'agreement.line-unknown',
      'agreement.line-stopped',
      'agreement.line-not-valid',
    ],
    idempotent: true,
  }),
  move: route({
    id: 'moveServiceOrderLines',
    area,
    method: 'POST',
    path: '/v1/service-orders/:orderId/move-lines',
    summary: 'Move lines to another order of the same agreement; reserved parts follow them',
    roles: office,
    params: order,
    body: MoveLines,
    responses: {
      200: {
        description: 'Moved; the lines as they are on the other order',
        schema: z.strictObject({
          items: z.array(OrderLine),
          isEmptied: z.boolean().describe('Nothing is left to do on the order that they left'),
          withdrawal: z
            .strictObject({ operationId: z.string(), refusal: z.string().nullable() })
            .nullable()
            .describe('What became of withdrawing it: its operation, or why it was refused; null when nobody asked'),
        }),
      },
    },
    problems: [
      ...rowProblems,
      'idempotency.other-body',
      'order.unknown-reference',
      'order.same-order',
      'order.other-agreement',
      'order.line-unknown',
      'order.line-posted',
      'order.line-cancelled',
      'order.parts-used',
      'order.parts-ordered-outside',
      'order.paid-back',
      'order.line-signed',
    ],
    idempotent: true,
  }),
} as const;
