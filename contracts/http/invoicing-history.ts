/** How orders hands over what closed orders of the past were posted and invoiced as. */
import * as z from 'zod';

import { InvoiceParty, InvoiceSeller, LineToPrice } from './invoicing-schemas.ts';
import { route } from './route.ts';
import { Id, Instant } from './schemas.ts';
import { historyLimit } from './service-orders-history.ts';

const PricedLine = z.strictObject({
  ...LineToPrice.shape,
  unitPriceMinor: z.int().nullable(),
  amountMinor: z.int(),
  unitCostMinor: z.int().nullable(),
  costMinor: z.int(),
  tax: z.strictObject({ taxCode: z.string(), basisPoints: z.int() }).nullable(),
});

export const PostedHistory = z
  .strictObject({
    key: z.string().max(300).describe('The external id of the order and the hash of what was said of it'),
    postingId: Id,
    proposalId: Id.nullable().describe('null when nothing was billable'),
    companyId: Id,
    customerId: Id,
    billToCustomerId: Id,
    orderId: Id,
    orderNumber: z.string(),
    customerOrderNumber: z.string().nullable(),
    currency: z.string(),
    postedAt: Instant,
    lines: z.array(PricedLine).min(1),
    invoice: z
      .strictObject({
        invoiceId: Id,
        number: z.string(),
        issuedAt: Instant,
        paymentTermDays: z.int(),
        billTo: InvoiceParty,
      })
      .nullable(),
  })
  .meta({ id: 'PostedHistory' });
export type PostedHistory = z.infer<typeof PostedHistory>;

export const invoicingHistoryRoutes = {
  book: route({
    id: 'bookInvoicingHistory',
    area: 'invoicing',
    method: 'POST',
    path: '/v1/invoicing/history',
    summary: 'Book what orders of the past were posted and invoiced as (for the orders service)',
    description: 'Each record is booked once under its key, whatever is sent again; so no key is asked for.',
    roles: ['service'],
    body: z.strictObject({ seller: InvoiceSeller, postings: z.array(PostedHistory).min(1).max(historyLimit) }),
    maxBytes: 8 * 1024 * 1024,
    responses: {
      200: {
        description: 'By posting: the number of the order that it was booked for, or why it was not',
        schema: z.strictObject({
          items: z.array(
            z.strictObject({ postingId: Id, orderNumber: z.string().nullable(), refusal: z.string().nullable() }),
          ),
        }),
      },
    },
    problems: ['invoicing.company-missing'],
  }),
} as const;
