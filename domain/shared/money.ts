/**
 * Money: integer minor units of one currency. Every product and split is exact integer arithmetic, and there is one
 * rounding rule: half away from zero (2.5 cents are 3, -2.5 cents are -3), so that a credit mirrors its invoice.
 */
import { toThousandths } from './quantity.ts';

/** An amount in minor units (12345 = 123.45 EUR) of an ISO 4217 currency. */
export type Money = { readonly amount: number; readonly currency: string };

/** A net amount with its tax rate in percent, at most three places (19, 5.5, 9.975). */
export type TaxedAmount = { readonly net: Money; readonly ratePercent: number };

/** Everything taxed at one rate: the sum of the nets, and the tax on that sum. */
export type TaxGroup = { readonly ratePercent: number; readonly net: Money; readonly tax: Money };

/** Tax per rate, and the totals of a document. */
export type TaxTotals = {
  readonly groups: readonly TaxGroup[];
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
};

/** True for a whole number of minor units that is exact as a number, with a currency of three capitals. */
export function isMoney(value: Money): boolean {
  return Number.isSafeInteger(value.amount) && /^[A-Z]{3}$/.test(value.currency);
}

/** No money, in a currency. */
export function zeroMoney(currency: string): Money {
  return { amount: 0, currency };
}

/** The sum of two amounts. Throws RangeError for two currencies: nothing in Callout converts, so mixing is a bug. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency}`);
  return moneyOf(BigInt(a.amount) + BigInt(b.amount), a.currency);
}

/** The same amount the other way round. */
export function negateMoney(money: Money): Money {
  return moneyOf(-BigInt(money.amount), money.currency);
}

/** a minus b, in their one currency. */
export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, negateMoney(b));
}

/** The sum of any number of amounts, all of the given currency; zero of none. Throws RangeError for another currency. */
export function sumMoney(currency: string, amounts: readonly Money[]): Money {
  return amounts.reduce(addMoney, zeroMoney(currency));
}

/** The sums of amounts of any currencies: one for each that occurs, in the order of their codes. */
export function sumByCurrency(amounts: readonly Money[]): readonly Money[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].toSorted();
  return currencies.map((currency) =>
    sumMoney(
      currency,
      amounts.filter((each) => each.currency === currency),
    ),
  );
}

/** Price times quantity (at most three places), rounded once, half away from zero. */
export function multiplyMoney(price: Money, quantity: number): Money {
  const exact = BigInt(price.amount) * BigInt(toThousandths(quantity));
  return moneyOf(divideHalfAwayFromZero(exact, 1000n), price.currency);
}

/** A percentage (at most three places) of an amount, rounded once, half away from zero. */
export function percentOfMoney(base: Money, percent: number): Money {
  const exact = BigInt(base.amount) * BigInt(toThousandths(percent));
  return moneyOf(divideHalfAwayFromZero(exact, 100_000n), base.currency);
}

/**
 * Splits an amount by weights (quantities ≥ 0, or minor units, not all zero) so that the parts sum to it exactly: every
 * part is cut towards zero, and the units left go one each to the largest remainders, the earlier part first.
 * Throws RangeError for a negative weight or when there is no weight at all.
 */
export function allocateMoney(total: Money, weights: readonly number[]): readonly Money[] {
  const parts = weights.map((weight) => BigInt(toThousandths(weight)));
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  if (whole === 0n || parts.some((part) => part < 0n)) throw new RangeError('weights must be positive in sum');
  const size = BigInt(Math.abs(total.amount));
  const cuts = parts.map((part, index) => ({ index, share: (size * part) / whole, remainder: (size * part) % whole }));
  const left = size - cuts.reduce((sum, cut) => sum + cut.share, 0n);
  const byRemainder = cuts.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  const lucky = new Set(byRemainder.slice(0, Number(left)).map((cut) => cut.index));
  const sign = total.amount < 0 ? -1n : 1n;
  return cuts.map((cut) => moneyOf(sign * (cut.share + (lucky.has(cut.index) ? 1n : 0n)), total.currency));
}

/**
 * The tax of a document: nets summed per rate, tax rounded once per rate, then totalled. Groups come by falling rate.
 * Throws RangeError for an amount of another currency.
 */
export function taxTotals(currency: string, amounts: readonly TaxedAmount[]): TaxTotals {
  const rates = [...new Set(amounts.map((amount) => amount.ratePercent))].toSorted((a, b) => b - a);
  const groups = rates.map((ratePercent) => {
    const taxed = amounts.filter((amount) => amount.ratePercent === ratePercent).map((amount) => amount.net);
    const net = sumMoney(currency, taxed);
    return { ratePercent, net, tax: percentOfMoney(net, ratePercent) };
  });
  const net = sumMoney(
    currency,
    groups.map((group) => group.net),
  );
  const tax = sumMoney(
    currency,
    groups.map((group) => group.tax),
  );
  return { groups, net, tax, gross: addMoney(net, tax) };
}

/** Divides by a positive divisor; a half goes away from zero. */
function divideHalfAwayFromZero(value: bigint, divisor: bigint): bigint {
  const size = value < 0n ? -value : value;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return value < 0n ? -rounded : rounded;
}

function moneyOf(amount: bigint, currency: string): Money {
  const exact = Number(amount);
  if (!Number.isSafeInteger(exact)) throw new RangeError(`amount beyond exact numbers: ${amount} ${currency}`);
  return { amount: exact, currency };
}

/** How many decimal places a currency has, by ISO 4217. */
export function placesOfCurrency(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
