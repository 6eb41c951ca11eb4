/** An invoice: what is computed and frozen when it is issued. Nothing of it changes afterwards. */
import { type Instant, later } from '../shared/instant.ts';
import { taxTotals } from '../shared/money.ts';
import { addDays, localDateAt } from '../sla/local-time.ts';
import type { NumberSeries } from '../shared/number-series.ts';

/** A net amount in minor units with its tax. */
export interface TaxedLine {
  readonly amountMinor: number;
  readonly taxCode: string;
  readonly basisPoints: number;
}

/** Everything taxed by one code at one rate (basis points): the sum of the nets and the tax on that sum, in minor units. */
export interface InvoiceTax {
  readonly taxCode: string;
  readonly basisPoints: number;
  readonly netMinor: number;
  readonly taxMinor: number;
}

export interface InvoiceTotals {
  readonly taxes: readonly InvoiceTax[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly grossMinor: number;
}

/**
 * Totals of a document: nets are summed per tax code and rate, the tax of each group is rounded once, the rounded taxes
 * are summed. Two codes of one rate stay apart (standard and reverse charge may both be 0 %). Groups come by falling
 * rate, then by code.
 */
export function invoiceTotals(currency: string, lines: readonly TaxedLine[]): InvoiceTotals {
  const codes = [...new Set(lines.map((line) => line.taxCode))].toSorted();
  const taxes = codes.flatMap((taxCode) => {
    const taxed = lines.filter((line) => line.taxCode === taxCode);
    const { groups } = taxTotals(
      currency,
      taxed.map((line) => ({ net: { amount: line.amountMinor, currency }, ratePercent: line.basisPoints / 100 })),
    );
    return groups.map((group) => ({
      taxCode,
      basisPoints: Math.round(group.ratePercent * 100),
      netMinor: group.net.amount,
      taxMinor: group.tax.amount,
    }));
  });
  const netMinor = taxes.reduce((sum, group) => sum + group.netMinor, 0);
  const taxMinor = taxes.reduce((sum, group) => sum + group.taxMinor, 0);
  return {
    taxes: taxes.toSorted((a, b) => b.basisPoints - a.basisPoints),
    netMinor,
    taxMinor,
    grossMinor: netMinor + taxMinor,
  };
}

/** What the company's rules of invoicing are. */
export interface InvoiceTerms {
  /** IANA zone in which the invoice's date is read. */
  readonly timeZone: string;
  /** Days from the invoice's date to its due date. */
  readonly paymentTermDays: number;
}

export interface InvoiceDates {
  readonly issuedAt: Instant;
  readonly issuedOn: string;
  readonly dueOn: string;
}

/** Instant, local date and due date of an invoice; never before the invoice with the number before. */
export function invoiceDates(now: Instant, lastIssuedAt: Instant | null, terms: InvoiceTerms): InvoiceDates {
  const issuedAt = lastIssuedAt === null ? now : later(now, lastIssuedAt);
  const issuedOn = localDateAt(issuedAt, terms.timeZone);
  return { issuedAt, issuedOn, dueOn: addDays(issuedOn, terms.paymentTermDays) };
}

/** What a new company's invoices begin with. */
export const firstSeries: NumberSeries = { prefix: 'INV-', nextNumber: 1 };

/** `INV-000042`: a prefix and at least six digits. */
export function invoiceNumber(prefix: string, serial: number): string {
  return `${prefix}${String(serial).padStart(6, '0')}`;
}
