/** The doors of what an order is about, and of lines that it takes from elsewhere. */
import * as z from 'zod';

import { office, officeAndField } from '../roles.ts';
import { route } from './route.ts';
import { Id } from './schemas.ts';
import { OrderLine, ServiceOrder } from './service-order-schemas.ts';
import { rowProblems } from './service-orders-problems.ts';
import { relations } from './service-orders-relations.ts';

const area = 'service-orders';
const order = z.strictObject({ orderId: Id });

export const OrderRelations = z.strictObject(relations).meta({ id: 'OrderRelations' });

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
} as const;
