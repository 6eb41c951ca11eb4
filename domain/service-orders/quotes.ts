/** Quotes: a set of extra lines at frozen prices, which the customer approves or rejects as a whole until a day is over. */
import { compareInstants, type Instant } from '../shared/instant.ts';
import { toThousandths } from '../shared/quantity.ts';
import type { ApprovalWay, LineApproval } from './approval.ts';
import type { OrderRefusal } from './commands.ts';
import { judgeLines, mayBeJudged } from './extra-work.ts';
import type { OrderFact } from './facts.ts';
import type { OrderLine, ServiceOrder } from './order.ts';
import type { StageModel } from './stage-model.ts';

export const quoteStates = ['open', 'approved', 'rejected', 'expired', 'withdrawn'] as const;
export type QuoteState = (typeof quoteStates)[number];

/** A line as it was quoted: so much for so much, net, in minor units. */
export interface QuotedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly amountMinor: number;
}

/** The same as the customer reads it: in words that stay as they were. */
export interface WrittenLine extends QuotedLine {
  readonly lineNumber: number;
  readonly type: OrderLine['type'];
  readonly category: string;
  /** Of an item line; absent from quotes that were issued before it was kept. */
  readonly item?: ItemWords | null;
  readonly description: string | null;
}

/** An item as people call it. */
export interface ItemWords {
  readonly number: string;
  readonly name: string;
}

/** A quote that the customer has not answered, as its order keeps it. */
export interface OpenQuote {
  readonly quoteId: string;
  readonly number: string;
  /** The first instant at which it is too late. */
  readonly expiresAt: Instant;
  readonly lines: readonly QuotedLine[];
}

type Outcome =
  { readonly ok: true; readonly facts: readonly OrderFact[] } | { readonly ok: false; readonly refusal: OrderRefusal };

const refuse = (code: string, params: OrderRefusal['params'] = {}) =>
  ({ ok: false, refusal: { code, params } }) as const;
const numbers = (lines: readonly OrderLine[]) => lines.map(({ lineNumber }) => lineNumber).join(', ');

/** The open quote that a line stands in; what is quoted stays as it is. */
export function quoteOf({ openQuotes }: Pick<ServiceOrder, 'openQuotes'>, lineId: string): OpenQuote | undefined {
  return openQuotes.find(({ lines }) => lines.some((line) => line.lineId === lineId));
}

/** Why nobody may touch a line that the customer was quoted; null for others. */
export function quotedLineRefusal(
  order: Pick<ServiceOrder, 'openQuotes'>,
  { lineId, lineNumber }: Pick<OrderLine, 'lineId' | 'lineNumber'>,
): OrderRefusal | null {
  const quote = quoteOf(order, lineId);
  return quote === undefined ? null : { code: 'order.line-quoted', params: { line: lineNumber, quote: quote.number } };
}

/** Whether these lines may be quoted now; asked before they are priced, and again with the prices. */
export function obstacleToQuoting(order: ServiceOrder, lineIds: readonly string[]): OrderRefusal | null {
  const lines = order.lines.filter(({ lineId }) => lineIds.includes(lineId));
  const lineId = lineIds.find((each) => lines.every((line) => line.lineId !== each));
  if (lineId !== undefined) return { code: 'order.line-unknown', params: { lineId } };
  const unfit = lines.filter((line) => !mayBeJudged(order, line));
  if (unfit.length > 0) return { code: 'quote.lines-unfit', params: { lines: numbers(unfit) } };
  return lines.map((line) => quotedLineRefusal(order, line)).find((refusal) => refusal !== null) ?? null;
}

export interface NewQuote extends Omit<OpenQuote, 'lines'> {
  readonly lineIds: readonly string[];
  readonly currency: string;
  /** The net amount of each line that has a price. */
  readonly prices: ReadonlyMap<string, number>;
}

/** Freezes the prices of lines that wait for the customer's word, and asks for it until an instant. */
export function issueQuote(order: ServiceOrder, quote: NewQuote, at: Instant): Outcome {
  const { quoteId, number, expiresAt, lineIds, currency, prices } = quote;
  if (compareInstants(expiresAt, at) <= 0) return refuse('quote.validity-past');
  const refusal = obstacleToQuoting(order, lineIds);
  if (refusal) return { ok: false, refusal };
  const asked = order.lines.filter(({ lineId }) => lineIds.includes(lineId));
  const unpriced = asked.filter(({ lineId }) => !prices.has(lineId));
  if (unpriced.length > 0) return refuse('quote.price-missing', { lines: numbers(unpriced) });
  const lines = asked.map((line): QuotedLine => ({
    lineId: line.lineId,
    quantity: line.quantity ?? line.plannedQuantity ?? 0,
    amountMinor: prices.get(line.lineId) ?? 0,
  }));
  const netMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    ok: true,
    facts: [{ name: 'quoteIssued', data: { quoteId, number, expiresAt, currency, netMinor, lines } }],
  };
}

export interface QuoteAnswer {
  readonly state: 'approved' | 'rejected';
  readonly how: ApprovalWay;
  readonly at: Instant;
}

/** The customer's word on a quote: it holds for all of its lines that are still there. */
export function answerQuote(order: ServiceOrder, quoteId: string, answer: QuoteAnswer, model: StageModel): Outcome {
  const quote = order.openQuotes.find((each) => each.quoteId === quoteId);
  if (quote === undefined) return refuse('quote.settled');
  const { state, how, at } = answer;
  if (compareInstants(at, quote.expiresAt) >= 0) return refuse('quote.expired', { number: quote.number });
  const lineIds = openLines(order, quote).map(({ lineId }) => lineId);
  const amounts = new Map(quote.lines.map((line) => [line.lineId, line.amountMinor]));
  const judged = judgeLines(order, lineIds, { state, how, at, quoteId, amounts }, model);
  if (!judged.ok) return judged;
  const { number } = quote;
  const name = state === 'approved' ? 'quoteApproved' : 'quoteRejected';
  return { ok: true, facts: [...judged.facts, { name, data: { quoteId, number, how, lineIds } }] };
}

/** Takes a quote back that nobody has answered; its lines wait on, and may be quoted again. */
export function withdrawQuote(order: ServiceOrder, quoteId: string): Outcome {
  const quote = order.openQuotes.find((each) => each.quoteId === quoteId);
  return quote === undefined ? refuse('quote.settled') : { ok: true, facts: [withdrawn(quote)] };
}

/** All open quotes of an order that is cancelled. */
export function withdrawnQuotes({ openQuotes }: ServiceOrder): readonly OrderFact[] {
  return openQuotes.map(withdrawn);
}

function withdrawn({ quoteId, number }: OpenQuote): OrderFact {
  return { name: 'quoteWithdrawn', data: { quoteId, number } };
}

/** Quotes whose time is over at an instant, with what that means for their lines. */
export function expiredQuotes(order: ServiceOrder, at: Instant): readonly OrderFact[] {
  return order.openQuotes
    .filter(({ expiresAt }) => compareInstants(expiresAt, at) <= 0)
    .flatMap((quote): OrderFact[] => {
      const { quoteId, number, expiresAt } = quote;
      const lines = openLines(order, quote).map((line): OrderFact => {
        const quantity = line.quantity ?? line.plannedQuantity ?? 0;
        const approval: LineApproval = {
          state: 'expired',
          how: null,
          at: expiresAt,
          quantity,
          amountMinor: null,
          quoteId,
        };
        return { name: 'lineChanged', data: { line: { ...line, approval }, progress: order.progress } };
      });
      return [...lines, { name: 'quoteExpired', data: { quoteId, number } }];
    });
}

/** The next instant at which a quote expires; null without an open one. */
export function nextExpiry({ openQuotes }: Pick<ServiceOrder, 'openQuotes'>): Instant | null {
  const [first] = openQuotes.map(({ expiresAt }) => expiresAt).toSorted(compareInstants);
  return first ?? null;
}

function openLines(order: ServiceOrder, quote: OpenQuote): readonly OrderLine[] {
  const isQuoted = new Set(quote.lines.map(({ lineId }) => lineId));
  return order.lines.filter(
    ({ lineId, status }) => isQuoted.has(lineId) && status !== 'posted' && status !== 'cancelled',
  );
}

/** What was agreed for a quantity, as pricing keeps to it. */
export interface AgreedPrice {
  readonly quantity: number;
  readonly amountMinor: number;
}

/** The agreed price of a line that was approved with one; null for lines at list prices. */
export function agreedPriceOf({ approval }: Pick<OrderLine, 'approval'>): AgreedPrice | null {
  if (approval?.state !== 'approved' || approval.amountMinor === null || approval.quantity <= 0) return null;
  return { quantity: approval.quantity, amountMinor: approval.amountMinor };
}

/** What a quantity comes to at an agreed price: the agreed amount for the agreed quantity, a share of it for another. */
export function amountAgreed(agreed: AgreedPrice, quantity: number): number {
  return Math.round((agreed.amountMinor * toThousandths(quantity)) / toThousandths(agreed.quantity));
}
