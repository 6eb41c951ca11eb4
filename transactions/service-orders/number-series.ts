/** Lets the numbers of orders, requests, customers and what they have go on elsewhere. */
import { orderSeriesEvents } from '#contracts/events/service-orders-series.ts';
import { appendEvent } from '#db/outbox.ts';
import { highestNumber, lockSeries, saveSeries } from '#db/queries/service-orders-series.ts';
import type { StoredSeries } from '#db/queries/service-orders-series.ts';
import type { Transaction } from '#db/transaction.ts';
import type { SeriesName } from '#domain/service-orders/number-series.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { changeSeries } from '#domain/shared/number-series.ts';
import type { NumberSeries } from '#domain/shared/number-series.ts';

/** Changes the series as it was after version `ifMatch`. Numbers that are given meanwhile are of the one place or of the other. */
export async function moveSeries(
  t: Transaction<'orders'>,
  series: SeriesName,
  wanted: NumberSeries,
  { ifMatch, now }: { readonly ifMatch: number; readonly now: string },
): Promise<Decision<{ readonly row: StoredSeries }, 'number-series.back' | 'request.version-stale'>> {
  const before = await lockSeries(t, series);
  if (before.version !== ifMatch) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: before.version } });
  }
  const decided = changeSeries(before, wanted, await highestNumber(t, series, wanted.prefix));
  if (!decided.ok) return decided;
  if (!decided.changed) return accept({ row: before });
  const row = { ...wanted, series, version: before.version + 1 };
  await saveSeries(t, companyId, { before, row });
  await appendEvent(t, orderSeriesEvents.changed, {
    ...{ aggregateId: `${companyId}/${series}`, version: row.version, companyId, customerId: null, occurredAt: now },
    data: { series, ...wanted },
  });
  return accept({ row });
}
