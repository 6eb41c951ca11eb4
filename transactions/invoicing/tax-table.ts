/** The tax table as one document: read, and changed as a whole. */
import { v7 as uuidv7 } from 'uuid';

import { invoicingEvents } from '#contracts/events/invoicing.ts';
import { appendEvent } from '#db/outbox.ts';
import { findCompany, findTaxTable, saveTaxTable } from '#db/queries/invoicing.ts';
import type { StoredTaxTable } from '#db/queries/invoicing.ts';
import type { Transaction } from '#db/transaction.ts';
import { taxTableFault } from '#domain/invoicing/tax-table.ts';
import type { TaxTable, TaxTableFault } from '#domain/invoicing/tax-table.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

type T = Transaction<'invoicing'>;

/** A table with its version, which is 0 before there is one. */
export interface VersionedTaxTable {
  readonly version: number;
  readonly document: TaxTable;
}

const empty: TaxTable = { rates: [], assignments: [], defaultTaxCode: null };

export async function readTaxTable(
  t: T,
): Promise<Decision<{ readonly table: VersionedTaxTable }, 'invoicing.company-missing'>> {
  const company = await findCompany(t);
  if (company === undefined) return refuse('invoicing.company-missing');
  const { version, document } = (await findTaxTable(t, company.companyId)) ?? { version: 0, document: empty };
  return accept({ table: { version, document } });
}

/** Publishes the table that comes after version `ifMatch`; posted lines keep the rates that they were posted at. */
export async function changeTaxTable(
  t: T,
  document: TaxTable,
  { ifMatch, now }: { readonly ifMatch: number; readonly now: string },
): Promise<
  Decision<{ readonly table: VersionedTaxTable }, TaxTableFault | 'request.version-stale' | 'invoicing.company-missing'>
> {
  const company = await findCompany(t);
  if (company === undefined) return refuse('invoicing.company-missing');
  const fault = taxTableFault(document);
  if (fault !== null) return refuse(fault);
  const { companyId } = company;
  const before = await findTaxTable(t, companyId);
  const table: StoredTaxTable = { id: before?.id ?? uuidv7(), version: ifMatch + 1, document };
  if ((before?.version ?? 0) !== ifMatch || !(await saveTaxTable(t, companyId, table))) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: before?.version ?? 0 } });
  }
  await appendEvent(t, invoicingEvents.taxTableChanged, {
    aggregateId: table.id,
    version: table.version,
    companyId,
    customerId: null,
    occurredAt: now,
    data: {
      rates: [...document.rates],
      assignments: [...document.assignments],
      defaultTaxCode: document.defaultTaxCode,
    },
  });
  return accept({ table });
}
