/** The door of what an order's lines would be charged for now, under its agreement. */
import * as z from 'zod';

import { staffRoles } from '../roles.ts';
import { LineCharge } from './invoicing-quotes.ts';
import { route } from './route.ts';
import { Id, Money } from './schemas.ts';

export const OrderCharges = z
  .strictObject({
    orderId: Id,
    lines: z.array(LineCharge).describe('Lines that are neither posted nor cancelled'),
    net: Money.nullable().describe('What would be charged; null when a line lacks its price, cost or tax'),
  })
  .meta({ id: 'OrderCharges', description: 'What the lines of an order would be posted for now' });
export type OrderCharges = z.infer<typeof OrderCharges>;

export const orderChargeRoutes = {
  read: route({
    id: 'readOrderCharges',
    area: 'service-orders',
    method: 'GET',
    path: '/v1/service-orders/:orderId/charges',
    summary: 'What the lines of the order would be charged for now, and what its agreement pays of them',
    roles: staffRoles,
    params: z.strictObject({ orderId: Id }),
    responses: { 200: { description: 'Line by line', schema: OrderCharges } },
    problems: ['resource.unknown'],
  }),
} as const;
