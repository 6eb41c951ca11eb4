/** What prices, taxes, proposals and invoices look like on the wire. Their rules are in domain/invoicing. */
import * as z from 'zod';

import { differenceKinds } from '#domain/invoicing/ledger.ts';
import { priceKinds } from '#domain/invoicing/price-list.ts';
import { proposalStates } from '#domain/invoicing/proposal.ts';

import { lineTypes } from '../events/service-orders.ts';
import { Address } from './customer-schemas.ts';
import { Id, Instant, LocalDate, Money, Quantity } from './schemas.ts';
import { CompanyData, SetupId } from './setup-schemas.ts';

const BasisPoints = z.int().min(0).max(10_000).describe('Hundredths of a percent: 1900 is 19 %');
const TaxCode = SetupId.describe('Such as standard or reduced');

/** The most that one of anything costs, in minor units. */
export const maxPriceMinor = 1_000_000_000;

/** A line as it is priced. */
export const LineToPrice = z.strictObject({
  lineId: Id,
  type: z.enum(lineTypes),
  category: z.string(),
  itemId: Id.nullable(),
  technicianId: Id.nullable(),
  quantity: Quantity,
  chargeable: z.boolean(),
  workDate: LocalDate,
});

export const PriceEntryData = z
  .strictObject({
    kind: z.enum(priceKinds).describe('`price`: what the customer pays a unit, net; `cost`: what a unit costs us'),
    lineType: z.enum(lineTypes),
    category: SetupId.nullable(),
    itemId: Id.nullable().describe('For lines of type item only'),
    technicianId: Id.nullable().describe('For lines of type hour only'),
    validFrom: LocalDate.describe('The first day of work at which it holds'),
    amount: z
      .strictObject({ ...Money.shape, amount: z.int().min(0).max(maxPriceMinor) })
      .describe('Per unit, in the currency of the company'),
  })
  .meta({ id: 'PriceEntryData' });
export type PriceEntryData = z.infer<typeof PriceEntryData>;

export const PriceEntryView = z
  .strictObject({ priceEntryId: Id, version: z.int().min(1), ...PriceEntryData.shape })
  .meta({ id: 'PriceEntry' });
export type PriceEntryView = z.infer<typeof PriceEntryView>;

export const TaxTableData = z
  .strictObject({
    rates: z
      .array(z.strictObject({ taxCode: TaxCode, basisPoints: BasisPoints, validFrom: LocalDate }))
      .min(1)
      .max(500),
    assignments: z
      .array(z.strictObject({ itemId: Id.nullable(), category: SetupId.nullable(), taxCode: TaxCode }))
      .max(5_000)
      .describe('The code of one item or of one category; an item goes before its category'),
    defaultTaxCode: TaxCode.nullable().describe('For what nothing is assigned to'),
  })
  .meta({ id: 'TaxTableData' });
export type TaxTableData = z.infer<typeof TaxTableData>;

export const TaxTableView = z
  .strictObject({
    version: z.int().min(0).describe('0 before the first table'),
    ...TaxTableData.shape,
    rates: z.array(TaxTableData.shape.rates.element),
  })
  .meta({ id: 'TaxTable' });
export type TaxTableView = z.infer<typeof TaxTableView>;

const lineFields = {
  orderId: Id,
  lineId: Id,
  type: z.enum(lineTypes),
  category: z.string(),
  itemId: Id.nullable(),
  quantity: Quantity,
  workDate: LocalDate,
  unitPrice: Money,
  amount: Money.describe('Net, what is charged'),
  covered: Money.describe('What an agreement paid of its price: all of it where the amount is 0'),
  taxCode: z.string(),
  basisPoints: BasisPoints,
};

const proposalFields = {
  proposalId: Id,
  version: z.int().min(1),
  state: z.enum(proposalStates),
  confirmed: z.boolean().describe('The order has recorded the posting behind it; only then it can be posted'),
  orderId: Id,
  orderNumber: z.string(),
  customerId: Id.describe('Who had the work done'),
  billToCustomerId: Id,
  customerOrderNumber: z.string().nullable(),
  postedAt: Instant,
  net: Money,
  cost: Money.describe('Of the lines on the proposal'),
  invoiceId: Id.nullable(),
};

export const ProposalRow = z.strictObject(proposalFields).meta({ id: 'InvoiceProposalRow' });
export type ProposalRow = z.infer<typeof ProposalRow>;

export const ProposalView = z
  .strictObject({
    ...proposalFields,
    lines: z.array(z.strictObject({ ...lineFields, transactionId: Id, technicianId: Id.nullable(), cost: Money })),
  })
  .meta({ id: 'InvoiceProposal' });
export type ProposalView = z.infer<typeof ProposalView>;

/** The customer that pays, as it was at issue. */
export const InvoiceParty = z
  .strictObject({ number: z.string(), name: z.string(), address: Address.nullable() })
  .meta({ id: 'InvoiceParty' });
export type InvoiceParty = z.infer<typeof InvoiceParty>;

/** The company that asks to be paid, as it was at issue. */
export const InvoiceSeller = CompanyData.pick({
  name: true,
  address: true,
  taxNumber: true,
  bank: true,
  logoFileId: true,
}).meta({
  id: 'InvoiceSeller',
});
export type InvoiceSeller = z.infer<typeof InvoiceSeller>;

const invoiceFields = {
  invoiceId: Id,
  number: z.string(),
  proposalId: Id,
  billToCustomerId: Id,
  customerOrderNumber: z.string().nullable(),
  issuedAt: Instant,
  issuedOn: LocalDate,
  dueOn: LocalDate,
  net: Money,
  tax: Money,
  gross: Money,
};

export const InvoiceRow = z
  .strictObject({
    ...invoiceFields,
    billToName: z.string().describe('As it was when the invoice was issued'),
    orderNumbers: z.array(z.string()),
  })
  .meta({ id: 'InvoiceRow' });
export type InvoiceRow = z.infer<typeof InvoiceRow>;

export const InvoiceView = z
  .strictObject({
    ...invoiceFields,
    seller: InvoiceSeller,
    billTo: InvoiceParty,
    orderNumbers: z.array(z.string()),
    lines: z.array(z.strictObject({ lineNumber: z.int().min(1), description: z.string(), ...lineFields })),
    taxes: z.array(z.strictObject({ taxCode: z.string(), basisPoints: BasisPoints, net: Money, tax: Money })),
  })
  .meta({ id: 'Invoice' });
export type InvoiceView = z.infer<typeof InvoiceView>;

export const LedgerCheck = z
  .strictObject({
    balanced: z.boolean(),
    counts: z.strictObject({
      postedLines: z.int(),
      transactions: z.int(),
      proposedLines: z.int(),
      invoicedLines: z.int(),
    }),
    differences: z.array(z.strictObject({ kind: z.enum(differenceKinds), lineId: Id })),
  })
  .meta({ id: 'LedgerCheck' });
export type LedgerCheck = z.infer<typeof LedgerCheck>;
