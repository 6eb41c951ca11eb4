/** Extra work: lines that wait for the customer's word, and the amount that an order may not exceed without it. */
import { compareQuantities } from '../shared/quantity.ts';
import { placesOfCurrency } from '../shared/money.ts';
import type { Instant } from '../shared/instant.ts';
import type { ApprovalWay, LineApproval, OverLimit } from './approval.ts';
import type { OrderRefusal } from './commands.ts';
import type { OrderFact } from './facts.ts';
import type { OrderLine, ServiceOrder } from './order.ts';
import { progressOf } from './progress.ts';
import type { StageModel } from './stage-model.ts';

/** The line has the customer's word. */
export function isApproved({ approval }: Pick<OrderLine, 'approval'>): boolean {
  return approval?.state === 'approved';
}

/** The word holds for so much, and not for more. */
export function stillCovers(approval: LineApproval | null, quantity: number): boolean {
  return approval?.state !== 'approved' || compareQuantities(quantity, approval.quantity) <= 0;
}

/** An open line that may not be used, reserved or posted before the customer has said yes. */
export function awaitsApproval(line: Pick<OrderLine, 'extra' | 'approval' | 'status'>): boolean {
  return line.extra && !isApproved(line) && line.status === 'proposed';
}

/** A line that the customer may be asked about: extra work, or one that takes the order beyond its amount. */
export function mayBeJudged(
  order: { readonly overLimit: Pick<OverLimit, 'lineIds'> | null },
  line: Pick<OrderLine, 'lineId' | 'extra' | 'approval' | 'status'>,
): boolean {
  if (line.status === 'posted' || line.status === 'cancelled' || isApproved(line)) return false;
  return awaitsApproval(line) || order.overLimit?.lineIds.includes(line.lineId) === true;
}

export interface Judgement {
  readonly state: 'approved' | 'rejected';
  readonly how: ApprovalWay;
  readonly at: Instant;
  readonly quoteId: string | null;
  /** What was agreed for each line, by its id. */
  readonly amounts?: ReadonlyMap<string, number>;
}

export type Judged =
  { readonly ok: true; readonly facts: readonly OrderFact[] } | { readonly ok: false; readonly refusal: OrderRefusal };

/** The customer's word on some lines: yes makes them lines like others, no cancels them. */
export function judgeLines(
  order: ServiceOrder,
  lineIds: readonly string[],
  judgement: Judgement,
  model: StageModel,
): Judged {
  const facts: OrderFact[] = [];
  let { lines } = order;
  for (const lineId of new Set(lineIds)) {
    const line = lines.find((each) => each.lineId === lineId);
    if (line === undefined) return { ok: false, refusal: { code: 'order.line-unknown', params: { lineId } } };
    const refusal = obstacleToJudging(order, line, judgement);
    if (refusal) return { ok: false, refusal };
    const judged = judgedLine(line, judgement);
    lines = lines.map((each) => (each.lineId === lineId ? judged : each));
    const progress = progressOf(lines, model, order);
    facts.push({ name: 'lineChanged', data: { line: judged, progress } });
  }
  const { state, how, quoteId } = judgement;
  const data = { lineIds: [...new Set(lineIds)], how, quoteId };
  return { ok: true, facts: [...facts, { name: state === 'approved' ? 'extraApproved' : 'extraRejected', data }] };
}

/** What was quoted is judged by its quote, which has asked this before. */
function obstacleToJudging(order: ServiceOrder, line: OrderLine, { state, quoteId }: Judgement): OrderRefusal | null {
  const params = { line: line.lineNumber };
  if (quoteId === null && !mayBeJudged(order, line)) return { code: 'order.approval-needless', params };
  if (state === 'rejected' && line.issued > 0) return { code: 'order.parts-used', params: { lines: line.lineNumber } };
  return null;
}

function judgedLine(line: OrderLine, { state, how, at, quoteId, amounts }: Judgement): OrderLine {
  const approval: LineApproval = {
    ...{ state, how, at, quoteId },
    quantity: line.quantity ?? line.plannedQuantity ?? 0,
    amountMinor: amounts?.get(line.lineId) ?? null,
  };
  if (state === 'rejected') return { ...line, approval, status: 'cancelled', restoreStatus: null };
  if (line.status !== 'proposed') return { ...line, approval };
  return { ...line, approval, status: line.quantity === null ? 'planned' : 'confirmed' };
}

/** What pricing has to keep to: so much is left for the lines that the customer has not approved one by one. */
export interface PriceLimit {
  readonly leftMinor: number;
  readonly lineIds: readonly string[];
}

/** The limit of a posting; null for an order that has none. What was approved by itself stands beside the amount. */
export function limitOfPosting(
  { notToExceedMinor, lines }: Pick<ServiceOrder, 'notToExceedMinor' | 'lines'>,
  posting: readonly OrderLine[],
): PriceLimit | null {
  if (notToExceedMinor === null) return null;
  const spent = lines.filter((line) => line.status === 'posted' && !isApproved(line));
  const spentMinor = spent.reduce((sum, line) => sum + (line.amountMinor ?? 0), 0);
  const lineIds = posting.filter((line) => !isApproved(line)).map(({ lineId }) => lineId);
  return { leftMinor: notToExceedMinor - spentMinor, lineIds };
}

/** What priced lines come to against their limit: the lines, in their order, from the one that goes beyond it. */
export function beyondLimit(
  limit: PriceLimit,
  priced: readonly { readonly lineId: string; readonly amountMinor: number }[],
): { readonly lineIds: readonly string[]; readonly amountMinor: number } | null {
  const counted = priced.filter(({ lineId }) => limit.lineIds.includes(lineId));
  const beyond: string[] = [];
  let amountMinor = 0;
  for (const line of counted) {
    amountMinor += line.amountMinor;
    if (line.amountMinor > 0 && amountMinor > limit.leftMinor) beyond.push(line.lineId);
  }
  return beyond.length > 0 ? { lineIds: beyond, amountMinor } : null;
}

const beyondCode = 'order.limit-exceeded';

/** How pricing says that a posting goes beyond its limit: ids and amounts, which `overLimitOf` reads. */
export function refusalOfPricing(
  { leftMinor }: PriceLimit,
  { lineIds, amountMinor }: { readonly lineIds: readonly string[]; readonly amountMinor: number },
  currency: string,
): { readonly code: 'order.limit-exceeded'; readonly params: Readonly<Record<string, string | number>> } {
  return { code: beyondCode, params: { lineIds: lineIds.join(' '), amountMinor, leftMinor, currency } };
}

/** What the order learns from pricing's refusal; null when it was refused for something else. */
export function overLimitOf(
  order: Pick<ServiceOrder, 'notToExceedMinor'>,
  { code, params }: { readonly code: string; readonly params: Readonly<Record<string, string | number>> },
): OverLimit | null {
  const { lineIds, amountMinor, leftMinor, currency } = params;
  if (code !== beyondCode || order.notToExceedMinor === null) return null;
  if (typeof lineIds !== 'string' || typeof currency !== 'string') return null;
  if (typeof amountMinor !== 'number' || typeof leftMinor !== 'number') return null;
  const limitMinor = order.notToExceedMinor;
  return { lineIds: lineIds.split(' '), amountMinor: amountMinor + limitMinor - leftMinor, limitMinor, currency };
}

/** Why an order that was found beyond its amount is not posted: its lines by number, and what it comes to. */
export function limitRefusal(order: Pick<ServiceOrder, 'overLimit' | 'lines'>): OrderRefusal | null {
  const { overLimit, lines } = order;
  if (overLimit === null) return null;
  const { lineIds, amountMinor, limitMinor, currency } = overLimit;
  const numbers = lines.filter(({ lineId }) => lineIds.includes(lineId)).map(({ lineNumber }) => lineNumber);
  const params = { amount: inFull(amountMinor, currency), limit: inFull(limitMinor, currency) };
  return { code: beyondCode, params: { lines: numbers.join(', '), ...params } };
}

/** `120.00 EUR`. */
function inFull(minor: number, currency: string): string {
  const places = placesOfCurrency(currency);
  return `${(minor / 10 ** places).toFixed(places)} ${currency}`;
}
