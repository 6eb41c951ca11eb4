/** What was posted and invoiced elsewhere before: the record says the unit prices, the amounts follow by the product's own rule. */
import { type Decision, accept, refuse } from '../shared/decision.ts';
import { multiplyMoney } from '../shared/money.ts';
import type { LineToPrice, PricedLine, PricingRefusal } from './pricing.ts';
import type { TaxOfLine } from './tax-table.ts';

/** A line of the past with what a unit of it brought and cost. */
export interface LineOfHistory extends LineToPrice {
  /** In minor units, net; null only on a line that the customer did not pay. */
  readonly unitPriceMinor: number | null;
  /** In minor units; null only on a fee, which has no cost. */
  readonly unitCostMinor: number | null;
  readonly tax: TaxOfLine | null;
}

/** The amounts of the lines. Refused as posting is: a chargeable line needs a price and a tax, and all but a fee a cost. */
export function priceHistory(
  lines: readonly LineOfHistory[],
  currency: string,
): Decision<{ readonly lines: readonly PricedLine[] }, PricingRefusal> {
  for (const line of lines) {
    const missing = missingOf(line);
    if (missing !== null)
      return refuse(missing, { params: { count: 1, lines: line.lineId, categories: line.category } });
  }
  return accept({
    lines: lines.map((line): PricedLine => {
      const amountOf = (unit: number | null) =>
        unit === null ? 0 : multiplyMoney({ amount: unit, currency }, line.quantity).amount;
      const { chargeable, type, unitPriceMinor, unitCostMinor } = line;
      const price = chargeable ? unitPriceMinor : null;
      const cost = type === 'fee' ? null : unitCostMinor;
      return {
        ...line,
        ...{ unitPriceMinor: price, unitCostMinor: cost, tax: chargeable ? line.tax : null },
        ...{ amountMinor: amountOf(price), costMinor: amountOf(cost) },
      };
    }),
  });
}

function missingOf({ type, chargeable, unitPriceMinor, unitCostMinor, tax }: LineOfHistory): PricingRefusal | null {
  if (chargeable && unitPriceMinor === null) return 'invoicing.price-missing';
  if (type !== 'fee' && unitCostMinor === null) return 'invoicing.cost-missing';
  return chargeable && tax === null ? 'invoicing.tax-missing' : null;
}
