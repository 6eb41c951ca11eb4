/** The doors of invoicing: dated prices and costs, the tax table, proposals, invoices, and the check of the books. */
import * as z from 'zod';

import { priceKinds } from '#domain/invoicing/price-list.ts';
import { proposalStates } from '#domain/invoicing/proposal.ts';

import { lineTypes } from '../events/service-orders.ts';
import { billers, costReaders } from '../roles.ts';
import {
  InvoiceRow,
  InvoiceView,
  LedgerCheck,
  PriceEntryData,
  PriceEntryView,
  ProposalRow,
  ProposalView,
  TaxTableData,
  TaxTableView,
} from './invoicing-schemas.ts';
import { route } from './route.ts';
import { Id, Page, PageQuery } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

const area = 'invoicing';
/** Who keeps prices, costs and taxes. */
export const pricePublishers = [...billers, 'importer'] as const;
const invoiceReaders = [...costReaders, 'customer-service-representative', 'customer-contact'] as const;

const entry = z.strictObject({ priceEntryId: Id });
const entryProblems = [
  'price-entry.scope',
  'price-entry.fee-cost',
  'price-entry.currency',
  'price-entry.duplicate',
  'invoicing.company-missing',
] as const;

export const invoicingRoutes = {
  listPriceEntries: route({
    id: 'listPriceEntries',
    area,
    method: 'GET',
    path: '/v1/price-entries',
    summary: 'Sales prices and costs, the latest first',
    description:
      'For a line on a day, of the entries that match and are valid by then, the most specific holds (technician or item before category), then the latest.',
    roles: costReaders,
    query: z.strictObject({
      ...PageQuery.shape,
      kind: z.enum(priceKinds).optional(),
      lineType: z.enum(lineTypes).optional(),
      category: SetupId.optional(),
      itemId: Id.optional(),
      technicianId: Id.optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(PriceEntryView) } },
    problems: [],
  }),
  createPriceEntry: route({
    id: 'createPriceEntry',
    area,
    method: 'POST',
    path: '/v1/price-entries',
    summary: 'Enter a price or a cost from a day on',
    roles: pricePublishers,
    body: PriceEntryData,
    responses: { 201: { description: 'Entered, with ETag', schema: PriceEntryView } },
    problems: [...entryProblems, 'idempotency.other-body'],
    idempotent: true,
  }),
  getPriceEntry: route({
    id: 'getPriceEntry',
    area,
    method: 'GET',
    path: '/v1/price-entries/:priceEntryId',
    summary: 'One price or cost',
    roles: costReaders,
    params: entry,
    responses: { 200: { description: 'The entry, with ETag', schema: PriceEntryView } },
    problems: ['resource.unknown'],
  }),
  putPriceEntry: route({
    id: 'putPriceEntry',
    area,
    method: 'PUT',
    path: '/v1/price-entries/:priceEntryId',
    summary: 'Correct a price or a cost; what was priced by it stays as it is',
    roles: pricePublishers,
    params: entry,
    body: PriceEntryData,
    responses: { 200: { description: 'The entry as it is now, with ETag', schema: PriceEntryView } },
    problems: ['resource.unknown', 'request.version-stale', ...entryProblems],
    ifMatch: true,
  }),
  deletePriceEntry: route({
    id: 'deletePriceEntry',
    area,
    method: 'DELETE',
    path: '/v1/price-entries/:priceEntryId',
    summary: 'Remove a price or a cost; what was priced by it stays as it is',
    roles: pricePublishers,
    params: entry,
    responses: { 204: { description: 'Removed' } },
    problems: ['resource.unknown', 'request.version-stale'],
    ifMatch: true,
  }),
  getTaxTable: route({
    id: 'getTaxTable',
    area,
    method: 'GET',
    path: '/v1/tax-table',
    summary: 'Tax codes with their dated rates, and what they are assigned to',
    roles: costReaders,
    responses: { 200: { description: 'The table, with ETag', schema: TaxTableView } },
    problems: ['invoicing.company-missing'],
  }),
  putTaxTable: route({
    id: 'putTaxTable',
    area,
    method: 'PUT',
    path: '/v1/tax-table',
    summary: 'Change the tax table as a whole',
    roles: pricePublishers,
    body: TaxTableData,
    maxBytes: 1024 * 1024,
    responses: { 200: { description: 'The table as it is now, with ETag', schema: TaxTableView } },
    problems: [
      'request.version-stale',
      'tax-table.duplicate-rate',
      'tax-table.duplicate-assignment',
      'tax-table.assignment',
      'tax-table.unknown-code',
      'invoicing.company-missing',
    ],
    ifMatch: true,
  }),
  listProposals: route({
    id: 'listInvoiceProposals',
    area,
    method: 'GET',
    path: '/v1/invoice-proposals',
    summary: 'Invoice proposals, the newest first',
    roles: costReaders,
    query: z.strictObject({
      ...PageQuery.shape,
      state: z.enum(proposalStates).optional(),
      billToCustomerId: Id.optional(),
      orderId: Id.optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(ProposalRow) } },
    problems: [],
  }),
  getProposal: route({
    id: 'getInvoiceProposal',
    area,
    method: 'GET',
    path: '/v1/invoice-proposals/:proposalId',
    summary: 'One invoice proposal with its lines',
    roles: costReaders,
    params: z.strictObject({ proposalId: Id }),
    responses: { 200: { description: 'The proposal, with ETag', schema: ProposalView } },
    problems: ['resource.unknown'],
  }),
  postProposal: route({
    id: 'postInvoiceProposal',
    area,
    method: 'POST',
    path: '/v1/invoice-proposals/:proposalId/post',
    summary: 'Issue the invoice of a proposal: it gets its number and never changes again',
    roles: pricePublishers,
    params: z.strictObject({ proposalId: Id }),
    responses: { 201: { description: 'Issued', schema: InvoiceView } },
    problems: [
      'resource.unknown',
      'idempotency.other-body',
      'invoice-proposal.unconfirmed',
      'invoice-proposal.invoiced',
      'invoice-proposal.withdrawn',
      'invoice-proposal.negative',
      'invoice-proposal.no-customer',
      'invoicing.company-missing',
      'unavailable.service',
    ],
    idempotent: true,
  }),
  listInvoices: route({
    id: 'listInvoices',
    area,
    method: 'GET',
    path: '/v1/invoices',
    summary: 'Invoices, the newest first; a customer sees its own',
    roles: invoiceReaders,
    query: z.strictObject({
      ...PageQuery.shape,
      billToCustomerId: Id.optional(),
      orderId: Id.optional(),
      number: z.string().max(40).optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(InvoiceRow) } },
    problems: [],
  }),
  getInvoice: route({
    id: 'getInvoice',
    area,
    method: 'GET',
    path: '/v1/invoices/:invoiceId',
    summary: 'One invoice as it was issued',
    roles: invoiceReaders,
    params: z.strictObject({ invoiceId: Id }),
    responses: { 200: { description: 'The invoice', schema: InvoiceView } },
    problems: ['resource.unknown'],
  }),
  checkLedger: route({
    id: 'checkInvoicingLedger',
    area,
    method: 'GET',
    path: '/v1/invoicing/ledger-check',
    summary: 'Whether posted lines, transactions, proposal lines and invoice lines are the same, once each',
    description: 'Compares all books; exact when nothing is being posted at the moment.',
    roles: costReaders,
    responses: { 200: { description: 'The differences', schema: LedgerCheck } },
    problems: [],
  }),
} as const;
