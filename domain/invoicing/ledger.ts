/** Whether the books balance: what orders posted = transactions = lines of proposals and invoices, once each. */
import { isBillable } from './proposal.ts';

/** A posted line as the order recorded it. */
export interface PostedLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly amountMinor: number;
  readonly costMinor: number;
}

/** A transaction of a posted line, or the reversal of one: same line, amounts negated. */
export interface LedgerTransaction extends PostedLine {
  readonly transactionId: string;
  readonly chargeable: boolean;
  /** What an agreement paid of the line's price; `amountMinor` is what is charged beside. */
  readonly coveredMinor: number;
  /** The transaction that this one takes back; null for a posting. */
  readonly reverses: string | null;
}

/** A line of a proposal or of an invoice. */
export interface BillingLine {
  readonly lineId: string;
  readonly amountMinor: number;
}

export interface Books {
  /** What the orders recorded as posted. */
  readonly posted: readonly PostedLine[];
  /** All transactions, reversals and what they reversed included. */
  readonly transactions: readonly LedgerTransaction[];
  /** Lines of proposals that are not withdrawn. */
  readonly proposed: readonly BillingLine[];
  /** Those of them whose proposal is invoiced. */
  readonly toInvoice: readonly BillingLine[];
  readonly invoiced: readonly BillingLine[];
}

export const differenceKinds = [
  'posted-without-transaction',
  'transaction-without-posted',
  'amounts-differ',
  'transacted-twice',
  'reversal-differs',
  'billable-without-proposal',
  'proposed-without-transaction',
  'proposed-twice',
  'proposal-differs',
  'invoice-line-missing',
  'invoice-line-unproposed',
  'invoiced-twice',
  'invoice-differs',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** One line at which two books disagree. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly lineId: string;
}

/** Every difference, by line; none means that the books balance. */
export function checkLedger(books: Books): readonly Difference[] {
  const reversals = books.transactions.filter((each) => each.reverses !== null);
  const reversed = new Set(reversals.map((each) => each.reverses));
  const standing = books.transactions.filter((each) => each.reverses === null && !reversed.has(each.transactionId));
  const proposed = new Set(books.proposed.map(({ lineId }) => lineId));
  const earning = standing.filter((each) => isBillable(each) || (isCovered(each) && proposed.has(each.lineId)));
  return [
    ...unmatchedReversals(books.transactions, reversals),
    ...compareBooks(books.posted, standing, {
      missing: 'posted-without-transaction',
      extra: 'transaction-without-posted',
      twice: 'transacted-twice',
      differ: 'amounts-differ',
      same: (a, b) => a.amountMinor === b.amountMinor && a.costMinor === b.costMinor && a.orderId === b.orderId,
    }),
    ...compareBooks(earning, books.proposed, {
      missing: 'billable-without-proposal',
      extra: 'proposed-without-transaction',
      twice: 'proposed-twice',
      differ: 'proposal-differs',
      same: sameAmount,
    }),
    ...compareBooks(books.toInvoice, books.invoiced, {
      missing: 'invoice-line-missing',
      extra: 'invoice-line-unproposed',
      twice: 'invoiced-twice',
      differ: 'invoice-differs',
      same: sameAmount,
    }),
  ];
}

/** What was paid in full by an agreement may stand on a proposal, at nothing. */
function isCovered({ amountMinor, coveredMinor }: LedgerTransaction): boolean {
  return amountMinor === 0 && coveredMinor > 0;
}

function unmatchedReversals(
  all: readonly LedgerTransaction[],
  reversals: readonly LedgerTransaction[],
): readonly Difference[] {
  const byId = new Map(all.map((each) => [each.transactionId, each]));
  const matches = (reversal: LedgerTransaction): boolean => {
    const original = reversal.reverses === null ? undefined : byId.get(reversal.reverses);
    return (
      original !== undefined &&
      original.lineId === reversal.lineId &&
      original.amountMinor + reversal.amountMinor === 0 &&
      original.costMinor + reversal.costMinor === 0 &&
      original.coveredMinor + reversal.coveredMinor === 0
    );
  };
  return reversals.filter((reversal) => !matches(reversal)).map(({ lineId }) => ({ kind: 'reversal-differs', lineId }));
}

interface Rules<Left, Right> {
  readonly missing: DifferenceKind;
  readonly extra: DifferenceKind;
  readonly twice: DifferenceKind;
  readonly differ: DifferenceKind;
  readonly same: (left: Left, right: Right) => boolean;
}

function compareBooks<Left extends { readonly lineId: string }, Right extends { readonly lineId: string }>(
  left: readonly Left[],
  right: readonly Right[],
  rules: Rules<Left, Right>,
): Difference[] {
  const rightByLine = Map.groupBy(right, (line) => line.lineId);
  const leftByLine = new Map(left.map((line) => [line.lineId, line]));
  const fromLeft = left.flatMap((line) => differencesOf(line, rightByLine.get(line.lineId) ?? [], rules));
  const extra = [...rightByLine.keys()].filter((lineId) => !leftByLine.has(lineId));
  return [...fromLeft, ...extra.map((lineId) => ({ kind: rules.extra, lineId }))];
}

function differencesOf<Left extends { readonly lineId: string }, Right>(
  line: Left,
  matches: readonly Right[],
  rules: Rules<Left, Right>,
): Difference[] {
  const [first] = matches;
  if (first === undefined) return [{ kind: rules.missing, lineId: line.lineId }];
  if (matches.length > 1) return [{ kind: rules.twice, lineId: line.lineId }];
  return rules.same(line, first) ? [] : [{ kind: rules.differ, lineId: line.lineId }];
}

function sameAmount(a: { readonly amountMinor: number }, b: { readonly amountMinor: number }): boolean {
  return a.amountMinor === b.amountMinor;
}
