/** What lines earn and cost by the lists of a day. Prices never come with a request. */
import { type Decision, accept, refuse } from '../shared/decision.ts';
import { type Money, multiplyMoney, sumMoney } from '../shared/money.ts';
import { type AgreedPrice, amountAgreed } from '../service-orders/quotes.ts';
import { type LineType, type PriceEntry, type PriceKind, entryFor } from './price-list.ts';
import { type TaxOfLine, type TaxTable, taxOf } from './tax-table.ts';

/** An order line as it is to be priced; `quantity` has at most three places. */
export interface LineToPrice {
  readonly lineId: string;
  readonly type: LineType;
  readonly category: string;
  readonly itemId: string | null;
  readonly technicianId: string | null;
  readonly quantity: number;
  /** False: the customer pays nothing for it, its cost counts all the same. */
  readonly chargeable: boolean;
  /** The local date whose prices and tax rates hold. */
  readonly workDate: string;
  /** The price that the customer approved for a quantity; it holds instead of the list's. */
  readonly agreed?: AgreedPrice | undefined;
}

/** Everything that prices depend on, in one currency. */
export interface PriceLists {
  readonly currency: string;
  readonly entries: readonly PriceEntry[];
  readonly tax: TaxTable;
}

/** A line with its amounts in minor units. Net of tax; not chargeable: no unit price, no tax, amount 0. */
export interface PricedLine extends LineToPrice {
  readonly unitPriceMinor: number | null;
  readonly amountMinor: number;
  /** Null for a fee, which has no cost. */
  readonly unitCostMinor: number | null;
  readonly costMinor: number;
  readonly tax: TaxOfLine | null;
}

export type PricingRefusal = 'invoicing.price-missing' | 'invoicing.cost-missing' | 'invoicing.tax-missing';

/** More lines than this are counted but not named in a refusal. */
const namedLines = 20;

/**
 * Prices lines by the lists: amount = unit price x quantity and cost = unit cost x quantity, each rounded once, half
 * away from zero. Refused as a whole when one chargeable line has no price or no tax rate, or one line but a fee has no
 * cost: a missing cost is not a cost of nothing. The refusal counts and names the lines and their categories.
 */
export function priceLines(
  lines: readonly LineToPrice[],
  lists: PriceLists,
): Decision<{ readonly lines: readonly PricedLine[] }, PricingRefusal> {
  const priced = lines.map((line) => priceLine(line, lists));
  for (const [missing, code] of Object.entries(refusals)) {
    const without = lines.filter((_, index) => priced[index]?.missing === missing);
    if (without.length > 0) return refuse(code, { params: namesOf(without) });
  }
  return accept({ lines: priced.flatMap((each) => (each.line === undefined ? [] : [each.line])) });
}

/** Each line by itself: its price, or undefined where the lists lack a price, a cost or a tax rate of it. */
export function priceEach(lines: readonly LineToPrice[], lists: PriceLists): readonly (PricedLine | undefined)[] {
  return lines.map((line) => priceLine(line, lists).line);
}

/** The exact sum of a member over lines, in minor units. */
export function totalOf<Member extends string>(
  currency: string,
  lines: readonly Readonly<Record<Member, number>>[],
  member: Member,
): number {
  return sumMoney(
    currency,
    lines.map((line) => ({ amount: line[member], currency })),
  ).amount;
}

const refusals = {
  price: 'invoicing.price-missing',
  cost: 'invoicing.cost-missing',
  tax: 'invoicing.tax-missing',
} as const satisfies Record<string, PricingRefusal>;

type Priced =
  | { readonly line: PricedLine; readonly missing?: undefined }
  | { readonly line?: undefined; readonly missing: keyof typeof refusals };

interface Found {
  readonly price: Money | undefined;
  readonly cost: Money | undefined;
  readonly tax: ReturnType<typeof taxOf>;
}

function priceLine(line: LineToPrice, lists: PriceLists): Priced {
  const found = lookUp(line, lists);
  const missing = missingOf(line, found);
  if (missing !== null) return { missing };
  const { price, cost, tax } = found;
  const timesQuantity = (each: Money | undefined) =>
    each === undefined ? 0 : multiplyMoney(each, line.quantity).amount;
  return {
    line: {
      ...line,
      unitPriceMinor: price?.amount ?? null,
      amountMinor: line.agreed && line.chargeable ? amountAgreed(line.agreed, line.quantity) : timesQuantity(price),
      unitCostMinor: cost?.amount ?? null,
      costMinor: timesQuantity(cost),
      tax: tax ?? null,
    },
  };
}

/** What the lists say of the line on its day: price and tax only of what is charged, a cost of everything but fees. */
function lookUp(line: LineToPrice, lists: PriceLists): Found {
  const unit = (kind: PriceKind): Money | undefined => {
    const entry = entryFor(lists.entries, { ...line, kind, lineType: line.type, on: line.workDate });
    return entry && { amount: entry.amountMinor, currency: lists.currency };
  };
  return {
    price: line.chargeable ? (agreedUnit(line, lists) ?? unit('price')) : undefined,
    cost: line.type === 'fee' ? undefined : unit('cost'),
    tax: line.chargeable ? taxOf(lists.tax, { ...line, on: line.workDate }) : undefined,
  };
}

/** An agreed price of one unit, as invoices show it. */
function agreedUnit({ agreed }: LineToPrice, { currency }: PriceLists): Money | undefined {
  return agreed && { amount: amountAgreed(agreed, 1), currency };
}

function missingOf(line: LineToPrice, { price, cost, tax }: Found): keyof typeof refusals | null {
  if (line.chargeable && price === undefined) return 'price';
  if (line.type !== 'fee' && cost === undefined) return 'cost';
  return line.chargeable && tax === undefined ? 'tax' : null;
}

function namesOf(lines: readonly LineToPrice[]): Readonly<Record<string, string | number>> {
  return {
    count: lines.length,
    lines: lines
      .slice(0, namedLines)
      .map((line) => line.lineId)
      .join(', '),
    categories: [...new Set(lines.map((line) => line.category))].slice(0, namedLines).join(', '),
  };
}
