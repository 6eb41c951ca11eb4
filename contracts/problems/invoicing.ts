/** Problems that the area `invoicing` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const invoicingProblems = {
  'invoicing.price-missing': { status: 409, title: 'Some lines have no sales price on their day' },
  'invoicing.cost-missing': { status: 409, title: 'Some lines have no cost on their day' },
  'invoicing.tax-missing': { status: 409, title: 'Some lines have no tax rate on their day' },
  'invoicing.company-missing': { status: 409, title: 'The company has not been set up yet' },
  'invoicing.not-priced': { status: 409, title: 'The lines to be posted have not been priced' },
  'invoicing.already-posted': { status: 409, title: 'Some of the lines are posted already' },
  'price-entry.scope': { status: 422, title: 'An entry of this type cannot be for that category, item or technician' },
  'price-entry.fee-cost': { status: 422, title: 'A fee has a price but no cost' },
  'price-entry.currency': { status: 422, title: 'Prices and costs are in the currency of the company' },
  'price-entry.duplicate': { status: 409, title: 'There is an entry for the same thing and day already' },
  'number-series.back': { status: 409, title: 'The series has gone that far already' },
  'number-series.gap': { status: 409, title: 'Invoices bear numbers of this series, which goes on without a gap' },
  'tax-table.duplicate-rate': { status: 422, title: 'A tax code has two rates from the same day on' },
  'tax-table.duplicate-assignment': { status: 422, title: 'An item or a category has two tax codes' },
  'tax-table.assignment': { status: 422, title: 'A tax code is assigned to one item or to one category' },
  'tax-table.unknown-code': { status: 422, title: 'A tax code is used that has no rate' },
  'invoice-proposal.unconfirmed': {
    status: 409,
    title: 'The order has not recorded its posting yet, try again shortly',
  },
  'invoice-proposal.invoiced': { status: 409, title: 'The proposal is on an invoice already' },
  'invoice-proposal.withdrawn': { status: 409, title: 'The posting behind the proposal was undone' },
  'invoice-proposal.negative': { status: 409, title: 'The proposal is below zero: that takes a credit note' },
  'invoice-proposal.no-customer': { status: 409, title: 'The bill-to customer cannot be found' },
} as const satisfies Record<string, ProblemKind>;
