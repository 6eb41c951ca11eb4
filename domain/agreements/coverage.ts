/** Coverage: what an agreement pays for of an order's lines, and what the customer is charged for beside. */
import { addQuantities, compareQuantities, isQuantity, subtractQuantity, toThousandths } from '../shared/quantity.ts';

/** What a rule is about: a category of lines, a group of items, or items by name; what is said more closely wins. */
export type CoverageSubject =
  | { readonly by: 'category'; readonly category: string }
  | { readonly by: 'item-group'; readonly groupId: string }
  | { readonly by: 'items'; readonly name: string; readonly itemIds: readonly string[] };

/** What shares a limit: the lines of one order, or those of all orders of a year of the agreement. */
export const limitSpans = ['order', 'agreement-year'] as const;

/** Up to how much a rule holds: so much of the price, or so many units; of each order when nothing is said. */
export type CoverageLimit = (
  { readonly of: 'amount'; readonly amountMinor: number } | { readonly of: 'count'; readonly quantity: number }
) & { readonly per?: (typeof limitSpans)[number] | undefined };

export interface CoverageRule {
  readonly subject: CoverageSubject;
  /** `charged` makes an exception of what would be covered by its category. */
  readonly treatment: 'covered' | 'discount' | 'charged';
  /** What is taken off, in percent: of a discount only. */
  readonly percent: number | null;
  readonly limit: CoverageLimit | null;
}

/** A year of an agreement. */
export interface AgreementYear {
  readonly agreementId: string;
  /** Its first day. */
  readonly from: string;
}

/** What all orders of a year take of together by one rule. */
export interface CoverPool extends AgreementYear {
  /** Under what a line took: no two rules of an agreement have the same. */
  readonly subject: string;
}

/** The same for a rule, which may be about several things. */
export interface RulePool extends CoverPool {
  /** All that its lines take under, whichever of them an order has; absent where that is `subject` alone. */
  readonly names?: readonly string[] | undefined;
}

/** A rule as it is applied: a group is the items that are in it, and whatever is said in words stays behind. */
export interface AppliedRule extends Omit<CoverageRule, 'subject'> {
  /** Absent where its limit is the order's own. */
  readonly pool?: RulePool | undefined;
  readonly subject:
    | { readonly by: 'category'; readonly category: string }
    | { readonly by: 'items'; readonly itemIds: readonly string[] };
}

/** A line of an order as coverage sees it. */
export interface CoverableLine {
  readonly lineId: string;
  readonly category: string;
  readonly itemId: string | null;
  readonly quantity: number;
  /** Its net price, or null while the lists have none. */
  readonly amountMinor: number | null;
}

/** How a line is charged: in full, in part, not at all. */
export type LineProperty = 'charged' | 'in-part' | 'covered';

export interface LineCoverage {
  readonly lineId: string;
  readonly lineProperty: LineProperty;
  /** What of its price is charged, in percent with at most three places. */
  readonly priceShare: number;
  readonly coveredMinor: number | null;
  readonly chargedMinor: number | null;
  /** How many of its units a rule paid for, in whole or in part. */
  readonly coveredQuantity: number;
  /** Where its rule takes from what orders of a year share. */
  readonly pool?: CoverPool | undefined;
}

/** A line that was posted before, and what was paid of it: that much of a limit is spent. */
export interface SpentCover {
  /** Of other orders of the same year of the agreement, where `pool` alone tells for what; absent: of this one. */
  readonly elsewhere?: boolean | undefined;
  readonly pool?: CoverPool | undefined;
  readonly category: string;
  readonly itemId: string | null;
  readonly coveredMinor: number;
  readonly coveredQuantity: number;
}

/**
 * How each line of one order is charged by the rules, after what was spent of their limits for it before; the answers stand in
 * the order of the lines.
 */
export function coverLines(
  rules: readonly AppliedRule[],
  lines: readonly CoverableLine[],
  spent: readonly SpentCover[] = [],
): readonly LineCoverage[] {
  const left = new Map(rules.map((rule) => [rule, leftOf(rule.limit, spentOf(rule, rules, spent))]));
  const found = new Map<CoverableLine, LineCoverage>();
  for (const line of lines.toSorted(dearestFirst)) {
    const rule = ruleFor(rules, line);
    if (rule === undefined || rule.treatment === 'charged') {
      found.set(line, charged(line));
      continue;
    }
    const { coverage, rest } = cover(line, rule.percent ?? 100, left.get(rule) ?? null);
    left.set(rule, rest);
    found.set(line, rule.pool === undefined ? coverage : { ...coverage, pool: takenFrom(rule.pool, line) });
  }
  return lines.map((line) => found.get(line) ?? charged(line));
}

/** What was spent of a rule: its limit counts for the order or the year as a whole, whenever lines are posted. */
function spentOf(
  rule: AppliedRule,
  rules: readonly AppliedRule[],
  spent: readonly SpentCover[],
): readonly SpentCover[] {
  const { limit, pool } = rule;
  if (limit === null) return [];
  if (pool !== undefined) return spent.filter((line) => line.pool !== undefined && isOfPool(line.pool, pool));
  return spent.filter((line) => line.elsewhere !== true && ruleFor(rules, line) === rule);
}

/** The year of their agreement of which rules take; undefined where all limits are the order's own. */
export function yearOf(rules: readonly AppliedRule[]): AgreementYear | undefined {
  return rules.find(({ pool }) => pool !== undefined)?.pool;
}

/** Where a line takes from: under the name of its item where that is one of the rule's. */
function takenFrom(
  { agreementId, from, subject, names = [] }: RulePool,
  { itemId }: Pick<CoverableLine, 'itemId'>,
): CoverPool {
  const own = itemId === null ? subject : nameOfItem(itemId);
  return { agreementId, from, subject: names.includes(own) ? own : subject };
}

function isOfPool(taken: CoverPool, { agreementId, from, subject, names = [subject] }: RulePool): boolean {
  return taken.agreementId === agreementId && taken.from === from && names.includes(taken.subject);
}

function leftOf(limit: CoverageLimit | null, spent: readonly SpentCover[]): CoverageLimit | null {
  if (limit === null) return null;
  if (limit.of === 'amount') {
    const amountMinor = spent.reduce((left, { coveredMinor }) => left - coveredMinor, limit.amountMinor);
    return { ...limit, amountMinor: Math.max(0, amountMinor) };
  }
  const used = addQuantities(...spent.map(({ coveredQuantity }) => coveredQuantity));
  return {
    ...limit,
    quantity: compareQuantities(used, limit.quantity) < 0 ? subtractQuantity(limit.quantity, used) : 0,
  };
}

/** What is wrong with rules, by the number of the rule; null for nothing. */
export function coverageFault(
  rules: readonly CoverageRule[],
): { readonly rule: number; readonly fault: string } | null {
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const names = namesOf(rule.subject);
    const fault = names.some((name) => seen.has(name)) ? 'twice' : ruleFault(rule);
    if (fault !== null) return { rule: index + 1, fault };
    for (const name of names) seen.add(name);
  }
  return null;
}

function ruleFault({ subject, treatment, percent, limit }: CoverageRule): string | null {
  if (subject.by === 'items' && subject.itemIds.length === 0) return 'items-missing';
  if ((treatment === 'discount') !== (percent !== null)) return 'percent-unfit';
  if (percent !== null && (!isQuantity(percent) || percent <= 0 || percent >= 100)) return 'percent-invalid';
  if (limit === null) return null;
  if (treatment === 'charged') return 'limit-unfit';
  const isPositive =
    limit.of === 'amount'
      ? Number.isSafeInteger(limit.amountMinor) && limit.amountMinor > 0
      : isQuantity(limit.quantity) && limit.quantity > 0;
  return isPositive ? null : 'limit-invalid';
}

/** What a rule is about, under names that only one rule of an agreement may have. */
export function namesOf(subject: CoverageSubject): readonly string[] {
  if (subject.by === 'category') return [`category ${subject.category}`];
  if (subject.by === 'item-group') return [`group ${subject.groupId}`];
  return [...new Set(subject.itemIds)].map(nameOfItem);
}

function nameOfItem(itemId: string): string {
  return `item ${itemId}`;
}

/** Of some rules those that any of the lines is charged by, about no more than these lines: they charge them all the same. */
export function rulesAbout(
  rules: readonly AppliedRule[],
  lines: readonly Pick<CoverableLine, 'category' | 'itemId'>[],
): readonly AppliedRule[] {
  return rules.flatMap((rule) => {
    const own = lines.filter((line) => ruleFor(rules, line) === rule);
    if (own.length === 0) return [];
    const { subject } = rule;
    if (subject.by === 'category') return [rule];
    return [
      {
        ...rule,
        subject: { by: subject.by, itemIds: subject.itemIds.filter((id) => own.some(({ itemId }) => itemId === id)) },
      },
    ];
  });
}

function ruleFor(
  rules: readonly AppliedRule[],
  { category, itemId }: Pick<CoverableLine, 'category' | 'itemId'>,
): AppliedRule | undefined {
  const byItem = rules.find(({ subject }) => subject.by === 'items' && subject.itemIds.some((id) => id === itemId));
  return byItem ?? rules.find(({ subject }) => subject.by === 'category' && subject.category === category);
}

/**
 * A limit goes to the dearest units first, which is best for the customer; lines that are equal here are equal in what they
 * cost, so that the total does not depend on their order. A line without a price comes last.
 */
function dearestFirst(a: CoverableLine, b: CoverableLine): number {
  if (a.amountMinor === null || b.amountMinor === null) {
    return Number(a.amountMinor === null) - Number(b.amountMinor === null) || compareQuantities(a.quantity, b.quantity);
  }
  const [ofA, ofB] = [
    BigInt(a.amountMinor) * BigInt(toThousandths(b.quantity)),
    BigInt(b.amountMinor) * BigInt(toThousandths(a.quantity)),
  ];
  if (ofA !== ofB) return ofA > ofB ? -1 : 1;
  return b.amountMinor - a.amountMinor || compareQuantities(a.quantity, b.quantity);
}

function cover(line: CoverableLine, percent: number, limit: CoverageLimit | null) {
  const { quantity, amountMinor } = line;
  const units = limit?.of === 'count' ? lesser(quantity, limit.quantity) : quantity;
  if (amountMinor === null) {
    // What an amount pays for cannot be said before there is a price.
    const eligible = limit?.of === 'amount' ? 0 : units;
    const coverage = { ...ofShare(line, unitShare(eligible, quantity, percent)), coveredQuantity: eligible };
    return { coverage, rest: limit && lessTaken(limit, 0, units) };
  }
  const wanted = cutDown(amountMinor, units, quantity, percent);
  const covered = limit?.of === 'amount' ? Math.min(wanted, limit.amountMinor) : wanted;
  const share = amountMinor > 0 ? thousandths(amountMinor - covered, amountMinor) : unitShare(units, quantity, percent);
  const paidFor = limit?.of === 'amount' && covered === 0 ? 0 : units;
  const amounts = { coveredMinor: covered, chargedMinor: amountMinor - covered, coveredQuantity: paidFor };
  return { coverage: { ...ofShare(line, share), ...amounts }, rest: limit && lessTaken(limit, covered, units) };
}

function lessTaken(limit: CoverageLimit, covered: number, units: number): CoverageLimit {
  if (limit.of === 'amount') return { ...limit, amountMinor: limit.amountMinor - covered };
  return { ...limit, quantity: subtractQuantity(limit.quantity, units) };
}

/** The part of an amount that so many of its units are, and so many percent of that: rounded down, so never beyond. */
function cutDown(amountMinor: number, units: number, quantity: number, percent: number): number {
  if (amountMinor <= 0 || quantity <= 0) return 0;
  const exact = BigInt(amountMinor) * BigInt(toThousandths(units)) * BigInt(toThousandths(percent));
  return Number(exact / (BigInt(toThousandths(quantity)) * 100_000n));
}

function unitShare(units: number, quantity: number, percent: number): number {
  if (quantity <= 0) return 100;
  const [of, whole] = [BigInt(toThousandths(units)) * BigInt(toThousandths(percent)), BigInt(toThousandths(quantity))];
  return Number(100_000n - of / whole) / 1000;
}

/** A part of a whole in percent, at most three places, rounded half up. */
function thousandths(part: number, whole: number): number {
  return Number((2n * BigInt(part) * 100_000n + BigInt(whole)) / (2n * BigInt(whole))) / 1000;
}

function ofShare(line: CoverableLine, priceShare: number): LineCoverage {
  const lineProperty = priceShare === 0 ? 'covered' : priceShare === 100 ? 'charged' : 'in-part';
  return { lineId: line.lineId, lineProperty, priceShare, coveredMinor: null, chargedMinor: null, coveredQuantity: 0 };
}

function charged(line: CoverableLine): LineCoverage {
  const coveredMinor = line.amountMinor === null ? null : 0;
  return { ...ofShare(line, 100), coveredMinor, chargedMinor: line.amountMinor };
}

function lesser(a: number, b: number): number {
  return compareQuantities(a, b) < 0 ? a : b;
}
