/** Invoices with their lines and taxes, and the series that numbers them. */
import { sql } from 'kysely';

import type { InvoiceParty, InvoiceSeller } from '#contracts/http/invoicing-schemas.ts';
import type { InvoiceTax } from '#domain/invoicing/invoice.ts';
import type { Db } from '../connection.ts';
import type { InvoicingInvoiceLines } from '../schema.gen.ts';

type InvoicingDb = Db<'invoicing'>;

/** An invoice as it was issued. */
export interface StoredInvoice {
  readonly id: string;
  readonly companyId: string;
  /** The bill-to customer, whose document it is. */
  readonly customerId: string;
  readonly number: string;
  readonly proposalId: string;
  readonly orderNumbers: readonly string[];
  readonly customerOrderNumber: string | null;
  readonly issuedAt: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly grossMinor: number;
  readonly seller: InvoiceSeller;
  readonly billTo: InvoiceParty;
}

export type StoredInvoiceLine = Readonly<Omit<InvoicingInvoiceLines, 'invoiceId' | 'customerId'>>;

/** The next number of a series and when the one before was issued. */
export interface TakenNumber {
  readonly prefix: string;
  readonly serial: number;
  readonly lastIssuedAt: string | null;
}

/**
 * Takes the next number of a company's series. The row stays locked until the transaction ends, and a rollback gives
 * the number back: that is what leaves no gap. `prefix` counts only for the first number of a series.
 */
export async function takeNumber(
  db: InvoicingDb,
  { companyId, series, prefix }: { readonly companyId: string; readonly series: string; readonly prefix: string },
): Promise<TakenNumber> {
  const row = await db
    .insertInto('numberSeries')
    .values({ companyId, series, prefix, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict.columns(['companyId', 'series']).doUpdateSet({ lastNumber: sql`number_series.last_number + 1` }),
    )
    .returning(['prefix', 'lastNumber', 'lastIssuedAt'])
    .executeTakeFirstOrThrow();
  return { prefix: row.prefix, serial: row.lastNumber, lastIssuedAt: row.lastIssuedAt };
}

/** Writes an invoice with all its parts, and when its series was used last; one of the past is of no series. */
export async function insertInvoice(
  db: InvoicingDb,
  invoice: StoredInvoice,
  parts: {
    readonly series?: string;
    readonly lines: readonly StoredInvoiceLine[];
    readonly taxes: readonly InvoiceTax[];
  },
): Promise<void> {
  const { id: invoiceId, customerId, companyId, issuedAt } = invoice;
  await db
    .insertInto('invoices')
    .values({
      ...invoice,
      orderNumbers: [...invoice.orderNumbers],
      seller: JSON.stringify(invoice.seller),
      billTo: JSON.stringify(invoice.billTo),
    })
    .execute();
  await db
    .insertInto('invoiceLines')
    .values(parts.lines.map((line) => ({ ...line, invoiceId, customerId })))
    .execute();
  await db
    .insertInto('invoiceTaxes')
    .values(
      parts.taxes.map(({ taxCode, basisPoints, netMinor, taxMinor }) => ({
        invoiceId,
        customerId,
        taxCode,
        taxBasisPoints: basisPoints,
        netMinor,
        taxMinor,
      })),
    )
    .execute();
  if (parts.series === undefined) return;
  await db
    .updateTable('numberSeries')
    .set({ lastIssuedAt: issuedAt })
    .where('companyId', '=', companyId)
    .where('series', '=', parts.series)
    .execute();
}

/** The invoice as far as the transaction's actor may see it. */
export async function findInvoice(db: InvoicingDb, id: string): Promise<StoredInvoice | undefined> {
  return db.selectFrom('invoices').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function invoiceLines(db: InvoicingDb, invoiceId: string): Promise<readonly StoredInvoiceLine[]> {
  return db.selectFrom('invoiceLines').selectAll().where('invoiceId', '=', invoiceId).orderBy('lineNumber').execute();
}

/** Tax per rate, by falling rate. */
export async function invoiceTaxes(db: InvoicingDb, invoiceId: string): Promise<readonly InvoiceTax[]> {
  return db
    .selectFrom('invoiceTaxes')
    .select(['taxCode', 'taxBasisPoints as basisPoints', 'netMinor', 'taxMinor'])
    .where('invoiceId', '=', invoiceId)
    .orderBy('taxBasisPoints', 'desc')
    .orderBy('taxCode')
    .execute();
}

export interface InvoiceFilter {
  readonly billToCustomerId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly number?: string | undefined;
}

/** At most `limit` invoices that the transaction's actor may see, the newest first, behind `after`. */
export async function listInvoices(
  db: InvoicingDb,
  filter: InvoiceFilter,
  page: { readonly after: { readonly at: string; readonly id: string } | undefined; readonly limit: number },
): Promise<readonly StoredInvoice[]> {
  const { billToCustomerId, orderId, number } = filter;
  return db
    .selectFrom('invoices')
    .selectAll()
    .$if(billToCustomerId !== undefined, (q) => q.where('customerId', '=', billToCustomerId ?? ''))
    .$if(number !== undefined, (q) => q.where('number', '=', number ?? ''))
    .$if(orderId !== undefined, (q) =>
      q.where((where) =>
        where.exists(
          where
            .selectFrom('invoiceLines')
            .select('lineNumber')
            .whereRef('invoiceLines.invoiceId', '=', 'invoices.id')
            .where('invoiceLines.orderId', '=', orderId ?? ''),
        ),
      ),
    )
    .$if(page.after !== undefined, (q) =>
      q.where(sql<boolean>`(issued_at, id) < (${page.after?.at}::timestamptz, ${page.after?.id}::uuid)`),
    )
    .orderBy('issuedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}
