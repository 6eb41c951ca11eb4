/** How orders asks what lines would be posted for, before anybody posts them. */
import * as z from 'zod';

import { LineToPrice } from './invoicing-schemas.ts';
import { route } from './route.ts';
import { Id, Money } from './schemas.ts';

/** Orders in one question. */
export const quoteLimit = 500;

export const quoteRoutes = {
  quote: route({
    id: 'quoteOrders',
    area: 'invoicing',
    method: 'POST',
    path: '/v1/invoicing/quotes',
    summary: 'What the lines of some orders would be posted for by the lists of their days (for the orders service)',
    description: 'Writes nothing, so no key is asked for.',
    roles: ['service'],
    body: z.strictObject({
      orders: z.array(z.strictObject({ orderId: Id, lines: z.array(LineToPrice) })).max(quoteLimit),
    }),
    maxBytes: 8 * 1024 * 1024,
    responses: {
      200: {
        description: 'By order: its net amount, or why it could not be posted',
        schema: z.strictObject({
          items: z.array(z.strictObject({ orderId: Id, net: Money.nullable(), refusal: z.string().nullable() })),
        }),
      },
    },
    problems: ['invoicing.company-missing'],
  }),
} as const;
