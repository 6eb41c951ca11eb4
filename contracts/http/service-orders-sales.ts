/** The door through which another system makes a service order of a sales order: one of each, however often it asks. */
import * as z from 'zod';

import { office } from '../roles.ts';
import { route } from './route.ts';
import { NewServiceOrder, ServiceOrder } from './service-order-schemas.ts';
import { serviceOrderRoutes } from './service-orders.ts';

export const salesOrderRoutes = {
  make: route({
    id: 'putServiceOrderOfSalesOrder',
    area: 'service-orders',
    method: 'PUT',
    path: '/v1/sales-orders/:salesOrderNumber/service-order',
    summary: 'Make a service order of a sales order; asked again, the order that was made of it is the answer',
    description: 'Its number stays on the order, and on the objects that are named with it.',
    roles: office,
    params: z.strictObject({ salesOrderNumber: z.string().trim().min(1).max(60) }),
    body: NewServiceOrder.omit({ occurredAt: true }),
    responses: {
      200: { description: 'It was made before; nothing of the body is taken', schema: ServiceOrder },
      201: { description: 'Created', schema: ServiceOrder },
    },
    problems: [
      ...serviceOrderRoutes.create.problems.filter(
        (code) => code !== 'order.recorded-time' && code !== 'idempotency.other-body',
      ),
      'order.sales-order-of-other',
    ],
  }),
} as const;
