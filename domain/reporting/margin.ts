/** What an order is planned to earn and cost, and what it has, in integer minor units of one currency. */

/** A change of the margin of one order in one currency, as one event tells it. */
export interface MarginChange {
  readonly orderId: string;
  readonly currency: string;
  /** Takes the place of what was planned before, in whatever currency. */
  readonly planned?: PlannedMargin;
  /** Is added to what was earned, spent or invoiced before. */
  readonly actual?: ActualMargin;
}

export interface PlannedMargin {
  readonly revenueMinor: number;
  readonly costMinor: number;
  /** Lines that have no price, cost or tax yet and count as nothing. */
  readonly unpricedLines: number;
}

export interface ActualMargin {
  readonly revenueMinor: number;
  readonly costMinor: number;
  readonly invoicedMinor: number;
}

interface PostedAmount {
  readonly amountMinor: number;
  readonly costMinor: number;
}

/** What transactions add; those of a reversal carry the negated amounts of what they take back. */
export function postedMargin(lines: readonly PostedAmount[]): ActualMargin {
  return {
    revenueMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    costMinor: lines.reduce((sum, line) => sum + line.costMinor, 0),
    invoicedMinor: 0,
  };
}

/** What an invoice's lines of one order add. */
export function invoicedMargin(lines: readonly Pick<PostedAmount, 'amountMinor'>[]): ActualMargin {
  return { revenueMinor: 0, costMinor: 0, invoicedMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0) };
}

/**
 * Several changes as one for each order and currency, in the order of order and currency. Of an order's plans only the last
 * is left, whatever their currencies.
 */
export function sumOfChanges(changes: readonly MarginChange[]): readonly MarginChange[] {
  const lastPlans = new Map(changes.flatMap((change) => (change.planned ? [[change.orderId, change] as const] : [])));
  const sums = new Map<string, MarginChange>();
  for (const change of changes) {
    const { orderId, currency } = change;
    const key = `${orderId} ${currency}`;
    const plan = lastPlans.get(orderId);
    const planned = plan?.currency === currency ? plan.planned : undefined;
    const actual = sumOf(sums.get(key)?.actual, change.actual);
    sums.set(key, { orderId, currency, ...(planned && { planned }), ...(actual && { actual }) });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => change)
    .filter((change) => change.planned !== undefined || change.actual !== undefined);
}

function sumOf(before: ActualMargin | undefined, more: ActualMargin | undefined): ActualMargin | undefined {
  if (before === undefined || more === undefined) return more ?? before;
  return {
    revenueMinor: before.revenueMinor + more.revenueMinor,
    costMinor: before.costMinor + more.costMinor,
    invoicedMinor: before.invoicedMinor + more.invoicedMinor,
  };
}

/** Revenue less cost; the share in basis points of the revenue, null without revenue. */
export function marginOf(revenueMinor: number, costMinor: number) {
  const minor = revenueMinor - costMinor;
  return { minor, basisPoints: revenueMinor === 0 ? null : Math.round((minor / revenueMinor) * 10_000) };
}
