/** What may be done with some orders: the look ahead before something is done to many. */
import * as z from 'zod';

import { officeAndField } from '../roles.ts';
import { route } from './route.ts';
import { Id } from './schemas.ts';
import { AllowedAction } from './service-orders-allowed.ts';

/** Orders in one question: a page of the list. */
export const actionsLimit = 50;

export const OrderActions = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    customerName: z.string(),
    stageName: z.string(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: 'OrderActions' });
export type OrderActions = z.infer<typeof OrderActions>;

export const orderActionRoutes = {
  list: route({
    id: 'listOrderActions',
    area: 'service-orders',
    method: 'GET',
    path: '/v1/order-actions',
    summary: 'What may be done now with each of some orders, and why not where it may not',
    roles: officeAndField,
    query: z.strictObject({ orderId: z.array(Id).max(actionsLimit).optional().describe('None when absent') }),
    responses: {
      200: {
        description: 'In the order of asking; an order that there is not is left out',
        schema: z.strictObject({ items: z.array(OrderActions) }),
      },
    },
    problems: [],
  }),
} as const;
