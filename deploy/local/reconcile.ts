/** Has a running Callout compare all its orders with their workflows and the read model, and tells what came of it. */
import type * as z from 'zod';

import { reconciliationRoutes } from '#contracts/http/reconciliation.ts';
import type { Difference, Reconciliation } from '#contracts/http/reconciliation.ts';
import type { ApiClient } from '../replay/api-client.ts';

export type ReconcileReport = Omit<Reconciliation, 'next'>;

type Asked = z.input<(typeof reconciliationRoutes.reconcile)['body']>;

export interface ReconcileOptions {
  /** See the contract. */
  readonly recordedUntil?: string | undefined;
  /** Told of the orders compared so far. */
  readonly onPage?: (orders: number) => void;
}

/** Page after page to the end. @throws Refusal and NoAnswer as the client does */
export async function reconcileAll(
  api: ApiClient,
  { recordedUntil, onPage }: ReconcileOptions = {},
): Promise<ReconcileReport> {
  const differences: Difference[] = [];
  const counts = { orders: 0, open: 0, recorded: 0 };
  let asked: Asked = recordedUntil === undefined ? {} : { recordedUntil };
  for (;;) {
    const { body } = await api.call(reconciliationRoutes.reconcile, { body: asked });
    counts.orders += body.orders;
    counts.open += body.open;
    counts.recorded += body.recorded;
    differences.push(...body.differences);
    if (body.next === null) return { ...counts, differences };
    onPage?.(counts.orders);
    asked = { ...asked, after: body.next };
  }
}

const widths = [12, 12, 24, 24];

/** A table of the differences, and the sum of it. */
export function reconcileText({ orders, open, recorded, differences }: ReconcileReport): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(' ')
      .trimEnd();
  const rows = differences.map((each) =>
    line([each.number, each.with, each.row, each.found, each.repaired ? 'repaired' : 'NOT REPAIRED']),
  );
  const table = rows.length === 0 ? [] : [line(['order', 'with', 'row', 'found', '']), ...rows, ''];
  const left = differences.filter(({ repaired }) => !repaired).length;
  return [
    ...table,
    `${orders} orders, ${open} of them open: ${differences.length} differences, ${differences.length - left} repaired, ${left} not`,
    ...(recorded === 0 ? [] : [`${recorded} warnings and breaches recorded for orders in recorded time`]),
    ...(left === 0
      ? []
      : ['What was not repaired: see docs/runbooks, or npm run rebuild-read-models for the read model.']),
  ].join('\n');
}
