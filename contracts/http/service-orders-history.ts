/** The door through which closed orders of the past come in: told by whoever kept them before, judged by the rules of today. */
import * as z from 'zod';

import { lineTypes } from '../events/service-orders.ts';
import { route } from './route.ts';
import { Code, Id, Instant, LocalDate, Quantity } from './schemas.ts';
import { NewRepairLine } from './service-order-schemas.ts';
import { SetupId } from './setup-schemas.ts';

const Words = z.string().max(4000);
const UnitMinor = z.int().min(0).max(1_000_000_000);

export const HistoryLine = z
  .strictObject({
    type: z.enum(lineTypes),
    category: Code,
    itemId: Id.optional().describe('Required on item lines, forbidden on others'),
    technicianId: Id.optional(),
    plannedQuantity: Quantity.optional().describe('The quantity when absent'),
    quantity: Quantity.optional().describe('What was used; absent on lines of a cancelled order'),
    chargeable: z.boolean().optional().describe('true when absent'),
    workDate: LocalDate.optional().describe('The day on which the order was entered when absent'),
    description: Words.optional(),
    unitPrice: UnitMinor.nullable().optional().describe('What a unit brought, net, in minor units of the company'),
    unitCost: UnitMinor.nullable().optional().describe('What a unit cost, in minor units; none on a fee'),
    tax: z
      .strictObject({ taxCode: SetupId, basisPoints: z.int().min(0).max(10_000).describe('1900 is 19 %') })
      .nullable()
      .optional(),
  })
  .meta({ id: 'HistoryLine' });

const HistoryMove = z
  .strictObject({
    to: Code,
    at: Instant,
    reasonCode: Code.optional(),
    waitingFor: Code.optional(),
    until: Instant.optional(),
    note: Words.optional().describe('Words for the timeline; they stay in the order'),
  })
  .meta({ id: 'HistoryMove' });

export const ClosedOrder = z
  .strictObject({
    externalId: z.string().min(1).max(100).describe('The key in the system that kept it; it comes in once under it'),
    customerId: Id,
    billToCustomerId: Id.optional().describe('The customer’s own bill-to customer when absent'),
    siteId: Id.nullable().optional(),
    contactId: Id.nullable().optional(),
    customerOrderNumber: z.string().max(60).nullable().optional(),
    orderType: Code.optional().describe('The default one when absent'),
    priority: Code.optional().describe('The order type’s when absent'),
    slaPolicyId: Code.nullable().optional().describe('The order type’s when absent, none when null'),
    description: Words.nullable().optional(),
    submittedAt: Instant.describe('When the customer asked; the SLA counts from it'),
    enteredAt: Instant.optional().describe('When it became an order; the submission when absent'),
    lines: z.array(HistoryLine).max(200),
    repairLines: z
      .array(NewRepairLine.omit({ occurredAt: true }))
      .max(50)
      .optional(),
    stages: z.array(HistoryMove).min(1).max(100).describe('The stages that it went through behind the first, in order'),
    signOff: z
      .strictObject({
        at: Instant,
        signedBy: z.string().min(1).max(200),
        reasonCode: Code.describe('Why Callout has no signature, such as one on paper'),
      })
      .optional(),
    posting: z.strictObject({ at: Instant }).optional().describe('When its lines were posted'),
    invoice: z
      .strictObject({ number: z.string().trim().min(1).max(40), issuedAt: Instant })
      .optional()
      .describe('The invoice that it was on, with the number that the customer knows'),
  })
  .meta({
    id: 'ClosedOrder',
    description: 'An order that is closed: its way, its lines with their amounts, its invoice',
  });
export type ClosedOrder = z.infer<typeof ClosedOrder>;

/** The most orders that one request may bring. */
export const historyLimit = 200;

export const BroughtOrder = z
  .strictObject({
    externalId: z.string(),
    result: z.enum(['brought', 'known', 'refused']).describe('`known`: it is here already and nothing was changed'),
    orderId: Id.nullable().describe('null when refused'),
    number: z.string().nullable(),
    problem: z
      .strictObject({ code: z.string(), title: z.string(), detail: z.string() })
      .nullable()
      .describe('Why it was refused, and at which step'),
  })
  .meta({ id: 'BroughtOrder' });
export type BroughtOrder = z.infer<typeof BroughtOrder>;

export const orderHistoryRoutes = {
  bring: route({
    id: 'bringOrderHistory',
    area: 'service-orders',
    method: 'POST',
    path: '/v1/service-order-history',
    summary: 'Bring closed orders of the past, with their events, postings and invoices, and without workflows',
    description:
      'Each record is judged by itself: good ones come in, the others are told with their reason. A record comes in once under its external id, whatever is sent again, so no key is asked for. Nobody is told of warnings and breaches of the past. An order that is still open is refused: it comes in by being created.',
    roles: ['importer'],
    body: z.strictObject({
      orders: z
        .array(ClosedOrder)
        .min(1)
        .max(historyLimit)
        .refine(
          (orders) => new Set(orders.map(({ externalId }) => externalId)).size === orders.length,
          'names an external id twice',
        ),
    }),
    maxBytes: 4 * 1024 * 1024,
    responses: {
      200: {
        description: 'What became of each, in the order in which they were sent',
        schema: z.strictObject({ items: z.array(BroughtOrder) }),
      },
    },
    problems: ['unavailable.service', 'invoicing.company-missing'],
  }),
} as const;
