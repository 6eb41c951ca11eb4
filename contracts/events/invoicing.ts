/**
 * Events of the area `invoicing`. Those that tell costs have no customer in their envelope, so that no customer's
 * transaction can read them.
 */
import * as z from 'zod';

import { priceKinds } from '#domain/invoicing/price-list.ts';

import { Id, Instant, LocalDate } from '../http/schemas.ts';
import { event } from './envelope.ts';
import { seriesChanged } from './series-event.ts';
import { lineTypes } from './service-orders.ts';

const area = 'invoicing';
const Currency = z.string().regex(/^[A-Z]{3}$/);
const Minor = z.int().describe('In minor units');
const Code = z.string().max(100);

const define = <const Aggregate extends string, const Verb extends string, const Data extends z.ZodObject>(
  aggregate: Aggregate,
  verb: Verb,
  summary: string,
  data: Data,
) => event({ area, aggregate, type: `${aggregate}.${verb}`, schemaVersion: 1, summary, data });

const PriceEntryData = z.object({
  kind: z.enum(priceKinds),
  lineType: z.enum(lineTypes),
  category: Code.nullable(),
  itemId: Id.nullable(),
  technicianId: Id.nullable(),
  validFrom: LocalDate,
  currency: Currency,
  amountMinor: Minor,
});

const PostedTransaction = z.object({
  ...{ transactionId: Id, lineId: Id, amountMinor: Minor, costMinor: Minor },
  coveredMinor: Minor.optional().describe('What an agreement paid of the price; 0 when absent'),
});

export const invoicingEvents = {
  priceEntryChanged: define('price-entry', 'changed', 'A price or cost was entered or changed', PriceEntryData),
  priceEntryRemoved: define('price-entry', 'removed', 'A price or cost was removed', z.object({})),
  taxTableChanged: define(
    'tax-table',
    'changed',
    'The tax table was changed',
    z.object({
      rates: z.array(z.object({ taxCode: Code, basisPoints: z.int(), validFrom: LocalDate })),
      assignments: z.array(z.object({ itemId: Id.nullable(), category: Code.nullable(), taxCode: Code })),
      defaultTaxCode: Code.nullable(),
    }),
  ),
  numberSeriesChanged: seriesChanged('invoicing', 'The numbers of invoices go on elsewhere', ['invoice']),
  orderEstimated: define(
    'order-estimate',
    'changed',
    'What an order is planned to earn and cost, by the lists of its days',
    z.object({
      orderId: Id,
      currency: Currency,
      plannedRevenueMinor: Minor,
      plannedCostMinor: Minor,
      unpricedLines: z.array(Id).describe('Lines without a price, cost or tax: they count as nothing'),
    }),
  ),
  postingRecorded: define(
    'posting',
    'recorded',
    'Lines of an order became transactions',
    z.object({
      orderId: Id,
      orderNumber: z.string(),
      billToCustomerId: Id,
      proposalId: Id.nullable(),
      currency: Currency,
      postedAt: Instant,
      lines: z.array(PostedTransaction),
    }),
  ),
  postingReversed: define(
    'posting',
    'reversed',
    'A posting was undone: each of its transactions has a mirror',
    z.object({ orderId: Id, currency: Currency, lines: z.array(PostedTransaction.extend({ reverses: Id })) }),
  ),
  proposalCreated: define(
    'invoice-proposal',
    'created',
    'Billable lines of an order wait for their invoice',
    z.object({
      proposalId: Id,
      orderId: Id,
      orderNumber: z.string(),
      billToCustomerId: Id,
      currency: Currency,
      netMinor: Minor,
      costMinor: Minor,
      lineIds: z.array(Id),
    }),
  ),
  proposalWithdrawn: define(
    'invoice-proposal',
    'withdrawn',
    'The posting behind a proposal was undone',
    z.object({ proposalId: Id, orderId: Id }),
  ),
  proposalInvoiced: define(
    'invoice-proposal',
    'invoiced',
    'A proposal became an invoice',
    z.object({ proposalId: Id, orderId: Id, invoiceId: Id }),
  ),
  invoiceIssued: define(
    'invoice',
    'issued',
    'An invoice was issued',
    z.object({
      invoiceId: Id,
      number: z.string(),
      orderIds: z.array(Id),
      proposalId: Id,
      billToCustomerId: Id,
      currency: Currency,
      issuedAt: Instant,
      issuedOn: LocalDate,
      dueOn: LocalDate,
      netMinor: Minor,
      taxMinor: Minor,
      grossMinor: Minor,
      taxes: z.array(z.object({ taxCode: Code, basisPoints: z.int(), netMinor: Minor, taxMinor: Minor })),
      lines: z.array(z.object({ orderId: Id, lineId: Id, amountMinor: Minor })),
    }),
  ),
} as const;
