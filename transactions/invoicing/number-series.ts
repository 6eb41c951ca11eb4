/** The series of invoice numbers as one document: read, and changed by version. */
import { invoicingEvents } from '#contracts/events/invoicing.ts';
import { appendEvent } from '#db/outbox.ts';
import { findCompany } from '#db/queries/invoicing.ts';
import { findSeries, highestNumber, lockSeries, saveSeries } from '#db/queries/invoicing-series.ts';
import type { StoredSeries } from '#db/queries/invoicing-series.ts';
import type { Transaction } from '#db/transaction.ts';
import { firstSeries } from '#domain/invoicing/invoice.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { changeGaplessSeries } from '#domain/shared/number-series.ts';
import type { NumberSeries } from '#domain/shared/number-series.ts';
import { series } from './issue-invoice.ts';

type T = Transaction<'invoicing'>;

/** The series as it stands; that of a company without an invoice begins like any new one's. */
export async function readNumberSeries(
  t: T,
): Promise<Decision<{ readonly row: StoredSeries }, 'invoicing.company-missing'>> {
  const company = await findCompany(t);
  if (company === undefined) return refuse('invoicing.company-missing');
  const row = await findSeries(t, { companyId: company.companyId, series });
  return accept({ row: row ?? { ...firstSeries, version: 0 } });
}

/** Lets the series go on as it was after version `ifMatch`; invoices wait meanwhile. */
export async function changeNumberSeries(
  t: T,
  wanted: NumberSeries,
  { ifMatch, now }: { readonly ifMatch: number; readonly now: string },
): Promise<
  Decision<{ readonly row: StoredSeries }, 'number-series.gap' | 'request.version-stale' | 'invoicing.company-missing'>
> {
  const company = await findCompany(t);
  if (company === undefined) return refuse('invoicing.company-missing');
  const { companyId } = company;
  const key = { companyId, series };
  const before = await lockSeries(t, key, firstSeries);
  if (before.version !== ifMatch) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: before.version } });
  }
  const decided = changeGaplessSeries(before, wanted, await highestNumber(t, companyId, wanted.prefix));
  if (!decided.ok) return decided;
  if (!decided.changed) return accept({ row: before });
  const row = { ...wanted, version: before.version + 1 };
  await saveSeries(t, key, row);
  await appendEvent(t, invoicingEvents.numberSeriesChanged, {
    ...{ aggregateId: `${companyId}/${series}`, version: row.version, companyId, customerId: null, occurredAt: now },
    data: { series, ...wanted, before: { prefix: before.prefix, nextNumber: before.nextNumber } },
  });
  return accept({ row });
}
