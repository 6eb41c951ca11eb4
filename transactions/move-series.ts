/** Lets the numbers of what a service keeps go on elsewhere, the same in each service whose series have gaps. */
import type { SeriesChangedEvent } from '#contracts/events/series-event.ts';
import { highestNumber, lockSeries, saveSeries } from '#db/moved-series.ts';
import type { MovableSeries, StoredSeries } from '#db/moved-series.ts';
import { appendEvent } from '#db/outbox.ts';
import type { AnyTransaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { changeSeries } from '#domain/shared/number-series.ts';
import type { NumberSeries } from '#domain/shared/number-series.ts';

/** What is to become of a series that was read at version `ifMatch`. */
export interface SeriesMove {
  readonly wanted: NumberSeries;
  readonly ifMatch: number;
  readonly now: string;
}

/** Changes the series. Numbers that are given meanwhile are of the one place or of the other. */
export async function moveSeries<Name extends string>(
  t: AnyTransaction,
  { series, changed }: { readonly series: MovableSeries<Name>; readonly changed: SeriesChangedEvent },
  { wanted, ifMatch, now }: SeriesMove,
): Promise<Decision<{ readonly row: StoredSeries<Name> }, 'number-series.back' | 'request.version-stale'>> {
  const before = await lockSeries(t, series);
  if (before.version !== ifMatch) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: before.version } });
  }
  const decided = changeSeries(before, wanted, await highestNumber(t, series, wanted.prefix));
  if (!decided.ok) return decided;
  if (!decided.changed) return accept({ row: before });
  const name = series.movedAs;
  const row = { ...wanted, series: name, version: before.version + 1 };
  await saveSeries(t, companyId, { before, row });
  const { prefix, nextNumber } = before;
  await appendEvent(t, changed, {
    ...{ aggregateId: `${companyId}/${name}`, version: row.version, companyId, customerId: null, occurredAt: now },
    data: { series: name, ...wanted, before: { prefix, nextNumber } },
  });
  return accept({ row });
}
