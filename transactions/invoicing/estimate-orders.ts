/** Follows the orders' planned lines and says what each order is planned to earn and cost. */
import { v7 as uuidv7 } from 'uuid';

import { invoicingEvents } from '#contracts/events/invoicing.ts';
import type { LineSnapshot } from '#contracts/events/service-orders.ts';
import { appendEvent } from '#db/outbox.ts';
import { coverSpentByOthers } from '#db/queries/invoicing-coverage.ts';
import {
  coverageOf,
  deletePlannedLines,
  lockEstimate,
  ordersWithoutEstimate,
  plannedLinesOf,
  saveCoverage,
  saveEstimate,
  savePlannedLines,
} from '#db/queries/invoicing-estimates.ts';
import type { PlannedLine, StoredEstimate } from '#db/queries/invoicing-estimates.ts';
import type { Transaction } from '#db/transaction.ts';
import { yearOf, type AppliedRule } from '#domain/agreements/coverage.ts';
import { estimateLines } from '#domain/invoicing/covering.ts';
import { agreedPriceOf } from '#domain/service-orders/quotes.ts';
import { companyId } from '#domain/setup/company.ts';
import { listsFor } from './price-order.ts';

type T = Transaction<'invoicing'>;

export interface LinesTold {
  readonly lines: readonly LineSnapshot[];
  /** By which rules the order is charged from now on; absent: as before. */
  readonly coverage?: readonly AppliedRule[] | undefined;
  readonly now: string;
}

/**
 * Takes over lines of an order as an event tells them, and estimates the order anew when that changed what is planned. A
 * line without a planned quantity, cancelled, or waiting for the customer's word, is not planned. Nothing is said of an order that never had one.
 */
export async function followPlannedLines(t: T, orderId: string, { lines, coverage, now }: LinesTold): Promise<void> {
  const planned = lines.flatMap((line) => plannedOf(line) ?? []);
  const kept = new Set(planned.map((line) => line.lineId));
  if (coverage !== undefined) await saveCoverage(t, orderId, coverage);
  await savePlannedLines(t, orderId, planned);
  await deletePlannedLines(
    t,
    lines.map((line) => line.lineId).filter((lineId) => !kept.has(lineId)),
  );
  await estimateOrder(t, orderId, now);
}

/** Prices the planned lines of an order and tells it when it is not what was told last. */
async function estimateOrder(t: T, orderId: string, now: string): Promise<void> {
  const before = await lockEstimate(t, orderId);
  const lines = await plannedLinesOf(t, orderId);
  if (before === undefined && lines.length === 0) return;
  const lists = await listsFor(t, lines);
  if (lists === undefined) return;
  const estimate: StoredEstimate = {
    id: before?.id ?? uuidv7(),
    orderId,
    version: (before?.version ?? 0) + 1,
    currency: lists.currency,
    ...estimateLines(lines, lists, await coverageLeft(t, orderId)),
  };
  if (before !== undefined && isSame(before, estimate)) return;
  await saveEstimate(t, estimate);
  const { currency, plannedRevenueMinor, plannedCostMinor, unpricedLines } = estimate;
  await appendEvent(t, invoicingEvents.orderEstimated, {
    aggregateId: estimate.id,
    version: estimate.version,
    companyId,
    customerId: null,
    occurredAt: now,
    data: { orderId, currency, plannedRevenueMinor, plannedCostMinor, unpricedLines: [...unpricedLines] },
  });
}

/** The rules, and what others have spent of the year that the order shares with them. */
async function coverageLeft(t: T, orderId: string) {
  const rules = await coverageOf(t, orderId);
  const year = yearOf(rules);
  return { rules, spent: year === undefined ? [] : await coverSpentByOthers(t, orderId, year) };
}

/** Estimates the orders that have planned lines and were never estimated. */
export async function estimatePendingOrders(t: T, now: string): Promise<void> {
  for (const orderId of await ordersWithoutEstimate(t)) await estimateOrder(t, orderId, now);
}

function plannedOf(line: LineSnapshot): PlannedLine | undefined {
  const { lineId, lineNumber, type, category, itemId, technicianId, plannedQuantity, chargeable, workDate } = line;
  const waits = line.extra === true && line.approval?.state !== 'approved';
  if (plannedQuantity === null || line.status === 'cancelled' || waits) return undefined;
  const agreed = agreedPriceOf({ approval: line.approval ?? null });
  return {
    ...{ lineId, lineNumber, type, category, itemId, technicianId, chargeable, workDate },
    ...{ quantity: plannedQuantity, ...(agreed && { agreed }) },
  };
}

function isSame(before: StoredEstimate, after: StoredEstimate): boolean {
  return (
    before.currency === after.currency &&
    before.plannedRevenueMinor === after.plannedRevenueMinor &&
    before.plannedCostMinor === after.plannedCostMinor &&
    before.unpricedLines.join() === after.unpricedLines.join()
  );
}
