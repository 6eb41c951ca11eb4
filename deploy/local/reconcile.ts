/** Has a running Callout compare all its orders, requests and cases with workflows and the read model, and tells what came of it. */
import type * as z from 'zod';

import { reconciliationRoutes } from '#contracts/http/reconciliation.ts';
import type { Difference, InquiryDifference, InquiryKind, Reconciliation } from '#contracts/http/reconciliation.ts';
import type { ApiClient } from '../replay/api-client.ts';

export interface ReconcileReport extends Omit<Reconciliation, 'next' | 'differences'> {
  readonly requests: number;
  readonly cases: number;
  readonly differences: readonly (Difference | InquiryDifference)[];
}

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
  const differences: (Difference | InquiryDifference)[] = [];
  const counts = { orders: 0, open: 0, recorded: 0 };
  let asked: Asked = recordedUntil === undefined ? {} : { recordedUntil };
  for (;;) {
    const { body } = await api.call(reconciliationRoutes.reconcile, { body: asked });
    counts.orders += body.orders;
    counts.open += body.open;
    counts.recorded += body.recorded;
    differences.push(...body.differences);
    if (body.next === null) break;
    onPage?.(counts.orders);
    asked = { ...asked, after: body.next };
  }
  const [requests, cases] = [await inquiriesOf(api, 'request'), await inquiriesOf(api, 'case')];
  differences.push(...requests.differences, ...cases.differences);
  return { ...counts, requests: requests.compared, cases: cases.compared, differences };
}

async function inquiriesOf(api: ApiClient, of: InquiryKind) {
  const differences: InquiryDifference[] = [];
  let compared = 0;
  for (let asked: z.input<(typeof reconciliationRoutes.inquiries)['body']> = { of }; ;) {
    const { body } = await api.call(reconciliationRoutes.inquiries, { body: asked });
    compared += body.compared;
    differences.push(...body.differences);
    if (body.next === null) return { compared, differences };
    asked = { of, after: body.next };
  }
}

const widths = [12, 12, 24, 24];

/** A table of the differences, and the sum of it. */
export function reconcileText({ orders, open, requests, cases, recorded, differences }: ReconcileReport): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(' ')
      .trimEnd();
  const rows = differences.map((each) =>
    line([each.number, each.with, each.row, each.found, each.repaired ? 'repaired' : 'NOT REPAIRED']),
  );
  const table = rows.length === 0 ? [] : [line(['number', 'with', 'row', 'found', '']), ...rows, ''];
  const left = differences.filter(({ repaired }) => !repaired).length;
  return [
    ...table,
    `${orders} orders, ${open} of them open, ${requests} requests, ${cases} cases: ${differences.length} differences, ${differences.length - left} repaired, ${left} not`,
    ...(recorded === 0 ? [] : [`${recorded} warnings and breaches recorded for orders in recorded time`]),
    ...(left === 0
      ? []
      : ['What was not repaired: see docs/runbooks, or npm run rebuild-read-models for the read model.']),
  ].join('\n');
}
