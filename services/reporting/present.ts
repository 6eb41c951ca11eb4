/** Rows of the read models as their contracts show them. */
import type { ReportMargin, ReportMarginTotal, ReportOrder, StageSequence } from '#contracts/http/reporting-schemas.ts';
import type { ListedMargin, MarginSums } from '#db/queries/reporting-margins.ts';
import type { ListedOrder, StageSequenceRow } from '#db/queries/reporting.ts';
import { marginOf } from '#domain/reporting/margin.ts';

export function reportOrder(row: ListedOrder): ReportOrder {
  const { generation: _, companyId: _company, stageModelId: _model, stageModelVersion: _version, ...rest } = row;
  const { stageEnd, lines: _lines, followUpOf: _follows, endedAt: _ended, ...shown } = rest;
  return { ...shown, end: stageEnd };
}

export function reportMargin({
  orderId,
  orderNumber,
  customerId,
  customerNumber,
  ...sums
}: ListedMargin): ReportMargin {
  return { orderId, orderNumber, customerId, customerNumber, unpricedLines: sums.unpricedLines, ...sides(sums) };
}

export function reportMarginTotal(row: MarginSums & { readonly orders: number }): ReportMarginTotal {
  return { currency: row.currency, orders: row.orders, unpricedLines: row.unpricedLines, ...sides(row) };
}

export function stageSequence({ stageEnd, entries, ...order }: StageSequenceRow): StageSequence {
  return { ...order, end: stageEnd, entries: [...entries] };
}

/** Entries by stage of the sequences. */
export function stageCounts(sequences: readonly StageSequenceRow[]) {
  const entries = sequences.flatMap(({ orderId, entries: own }) => own.map(({ stage }) => ({ stage, orderId })));
  return [...Map.groupBy(entries, (entry) => entry.stage)]
    .map(([stage, own]) => ({
      stage,
      entries: own.length,
      orders: new Set(own.map((entry) => entry.orderId)).size,
    }))
    .sort((a, b) => (a.stage < b.stage ? -1 : 1));
}

function sides(sums: MarginSums) {
  const { currency } = sums;
  const money = (amount: number) => ({ amount, currency });
  const side = (revenueMinor: number, costMinor: number) => {
    const { minor, basisPoints } = marginOf(revenueMinor, costMinor);
    return { revenue: money(revenueMinor), cost: money(costMinor), margin: money(minor), basisPoints };
  };
  return {
    planned: side(sums.plannedRevenueMinor, sums.plannedCostMinor),
    actual: side(sums.actualRevenueMinor, sums.actualCostMinor),
    invoiced: money(sums.invoicedMinor),
  };
}
