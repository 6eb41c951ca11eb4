/** How orders asks what lines would be posted for, before anybody posts them. */
import * as z from 'zod';

import { chargeKinds } from '#domain/invoicing/covering.ts';

import { LineToPrice } from './invoicing-schemas.ts';
import { route } from './route.ts';
import { staffRoles } from '../roles.ts';
import { LimitSpan } from './agreements-schemas.ts';
import { Code, Id, LocalDate, Money, Quantity } from './schemas.ts';

/** Orders in one question. */
export const quoteLimit = 500;

const AppliedRule = z.strictObject({
  subject: z.union([
    z.strictObject({ by: z.literal('category'), category: Code }),
    z.strictObject({ by: z.literal('items'), itemIds: z.array(Id).readonly() }),
  ]),
  treatment: z.enum(['covered', 'discount', 'charged']),
  percent: Quantity.nullable(),
  limit: z
    .union([
      z.strictObject({ of: z.literal('amount'), amountMinor: z.int(), per: LimitSpan }),
      z.strictObject({ of: z.literal('count'), quantity: Quantity, per: LimitSpan }),
    ])
    .nullable(),
  pool: z
    .strictObject({
      ...{ agreementId: Id, from: LocalDate, subject: z.string() },
      names: z.array(z.string()).readonly().optional(),
    })
    .optional(),
});

/** How a line is charged: in full, in part, not at all because an agreement pays, or because it is free. */
export const LineCharge = z
  .strictObject({
    lineId: Id,
    lineProperty: z.enum(chargeKinds).describe('`covered`: an agreement pays all of it; `free`: nobody does'),
    price: Money.nullable().describe('Net, by the lists of its day; null while they have none'),
    covered: Money.nullable().describe('What the agreement pays of it'),
    charged: Money.nullable(),
  })
  .meta({ id: 'LineCharge' });
export type LineCharge = z.infer<typeof LineCharge>;

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
      orders: z
        .array(
          z.strictObject({
            ...{ orderId: Id, lines: z.array(LineToPrice) },
            coverage: z.array(AppliedRule).readonly().optional().describe('The rules of its agreement'),
          }),
        )
        .max(quoteLimit),
    }),
    maxBytes: 8 * 1024 * 1024,
    responses: {
      200: {
        description: 'By order: its net amount, or why it could not be posted',
        schema: z.strictObject({
          items: z.array(
            z.strictObject({
              ...{ orderId: Id, net: Money.nullable(), refusal: z.string().nullable() },
              lines: z.array(LineCharge),
            }),
          ),
        }),
      },
    },
    problems: ['invoicing.company-missing'],
  }),
  used: route({
    id: 'readUsedCoverage',
    area: 'invoicing',
    method: 'GET',
    path: '/v1/invoicing/agreements/:agreementId/used-coverage',
    summary: 'What orders of a year of an agreement, as they were posted, have taken of the limits that they share',
    roles: staffRoles,
    params: z.strictObject({ agreementId: Id }),
    query: z.strictObject({ from: LocalDate.describe('The first day of the year') }),
    responses: {
      200: {
        description: 'By what it was taken for; what nothing was taken for is left out',
        schema: z.strictObject({
          items: z.array(
            z.strictObject({
              subject: z
                .string()
                .describe('What it was taken for: a category, an item, or a group of items; a rule may have several'),
              ...{ amountMinor: z.int(), quantity: Quantity },
            }),
          ),
        }),
      },
    },
    problems: [],
  }),
} as const;
