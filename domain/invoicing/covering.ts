/** What an agreement pays of priced lines: what is left is charged, and cost counts in full. */
import {
  coverLines,
  type AppliedRule,
  type CoverPool,
  type CoverableLine,
  type LineCoverage,
  type SpentCover,
} from '../agreements/coverage.ts';
import { priceEach, priceLines, totalOf, type LineToPrice, type PricedLine, type PriceLists } from './pricing.ts';

/** A priced line after its agreement: `amountMinor` is what is charged, beside what was paid of its price. */
export interface CoveredLine extends PricedLine {
  readonly coveredMinor: number;
  readonly coveredQuantity: number;
  /** Where orders of a year of the agreement take of a limit together. */
  readonly pool?: CoverPool | undefined;
}

/** Applies the rules to the lines of one order, after what was spent of their limits before. */
export function coverPriced(
  lines: readonly PricedLine[],
  rules: readonly AppliedRule[],
  spent: readonly SpentCover[],
): readonly CoveredLine[] {
  const shares = new Map(coverChargeable(lines, rules, spent).map((share) => [share.lineId, share]));
  return lines.map((line) => {
    const { coveredMinor, coveredQuantity = 0, pool } = shares.get(line.lineId) ?? {};
    const covered = coveredMinor ?? 0;
    const said = { ...line, amountMinor: line.amountMinor - covered, coveredMinor: covered, coveredQuantity };
    return pool === undefined || coveredQuantity === 0 ? said : { ...said, pool };
  });
}

/** Planned revenue and cost of an order, in minor units, with the lines that have no price, cost or tax and count as 0. */
export interface Estimate {
  readonly plannedRevenueMinor: number;
  readonly plannedCostMinor: number;
  readonly unpricedLines: readonly string[];
}

const noCoverage = { rules: [], spent: [] };

/**
 * What planned quantities would be posted for under an agreement, after what others have spent of it, priced one by one, so that one
 * missing price leaves the other lines estimated.
 */
export function estimateLines(
  lines: readonly LineToPrice[],
  lists: PriceLists,
  { rules, spent }: { readonly rules: readonly AppliedRule[]; readonly spent: readonly SpentCover[] } = noCoverage,
): Estimate {
  const each = priceEach(lines, lists);
  const priced = coverPriced(
    each.flatMap((line) => (line === undefined ? [] : [line])),
    rules,
    spent,
  );
  return {
    plannedRevenueMinor: totalOf(lists.currency, priced, 'amountMinor'),
    plannedCostMinor: totalOf(lists.currency, priced, 'costMinor'),
    unpricedLines: lines.filter((_, index) => each[index] === undefined).map((line) => line.lineId),
  };
}

/** How a line would be charged now: not at all because it is free, else as its agreement says. */
export const chargeKinds = ['charged', 'in-part', 'covered', 'free'] as const;

/** A line as it would be posted now, in minor units; null while the lists have no price of it. */
export interface QuotedLine {
  readonly lineId: string;
  readonly lineProperty: (typeof chargeKinds)[number];
  readonly priceMinor: number | null;
  readonly coveredMinor: number | null;
  readonly chargedMinor: number | null;
}

/** What each line of one order would be charged for now; a line without a price leaves the others theirs. */
export function quoteLines(
  lines: readonly LineToPrice[],
  lists: PriceLists,
  { rules, spent }: { readonly rules: readonly AppliedRule[]; readonly spent: readonly SpentCover[] },
): readonly QuotedLine[] {
  const priced = priceEach(lines, lists);
  const priceOf = (index: number) => priced[index]?.amountMinor ?? null;
  const shares = coverChargeable(
    lines.map((line, index) => ({ ...line, amountMinor: priceOf(index) })),
    rules,
    spent,
  );
  return lines.map(({ lineId, chargeable }, index) => {
    const priceMinor = priceOf(index);
    const share = shares.find((each) => each.lineId === lineId);
    if (!chargeable) return { lineId, lineProperty: 'free', priceMinor, coveredMinor: 0, chargedMinor: 0 };
    const { lineProperty = 'charged' as const, coveredMinor = priceMinor === null ? null : 0 } = share ?? {};
    return { lineId, lineProperty, priceMinor, coveredMinor, chargedMinor: share?.chargedMinor ?? priceMinor };
  });
}

/** What an order would take of the limits that it shares with others, were it posted now; nothing of one that cannot be. */
export function wouldTake(
  lines: readonly LineToPrice[],
  lists: PriceLists,
  { rules, spent }: { readonly rules: readonly AppliedRule[]; readonly spent: readonly SpentCover[] },
): readonly SpentCover[] {
  const priced = priceLines(lines, lists);
  if (!priced.ok) return [];
  return coverPriced(priced.lines, rules, spent).flatMap(({ pool, category, itemId, coveredMinor, coveredQuantity }) =>
    pool === undefined ? [] : [{ elsewhere: true, pool, category, itemId, coveredMinor, coveredQuantity }],
  );
}

/** A line that nobody pays for anyway spends nothing of a limit. */
function coverChargeable(
  lines: readonly (CoverableLine & { readonly chargeable: boolean })[],
  rules: readonly AppliedRule[],
  spent: readonly SpentCover[],
): readonly LineCoverage[] {
  if (rules.length === 0) return [];
  const paidFor = lines.filter(({ chargeable }) => chargeable);
  return coverLines(rules, paidFor, spent);
}
