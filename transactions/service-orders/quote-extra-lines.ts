/** Quotes of extra lines: issued, answered and withdrawn, each in one transaction under the order's lock. */
import { randomBytes } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

import { readLines } from '#db/queries/order-lists.ts';
import { keepApprovalWords } from '#db/queries/service-orders-extra-work.ts';
import { insertQuote, keepQuoteWords, nextQuoteNumber } from '#db/queries/service-orders-quotes.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import type { ApprovalWay } from '#domain/service-orders/approval.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import {
  answerQuote,
  issueQuote,
  withdrawQuote,
  type ItemWords,
  type QuotedLine,
  type WrittenLine,
} from '#domain/service-orders/quotes.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { billable } from '#domain/service-orders/wanted-effects.ts';
import { companyId } from '#domain/setup/company.ts';
import { addDays, startOfDay } from '#domain/sla/local-time.ts';
import { tellOfQuote } from '../notifications/of-quotes.ts';
import { editOrder, refuse, type Change, type Edit, type Edited } from './edit-order.ts';
import { unlessJudgeable, type ApprovalWords } from './judge-extra-lines.ts';
import { hashOfKey } from './quote-key.ts';

type Orders = Transaction<'orders'>;

/** What is asked, with the prices that were found for the lines as they were then. */
export interface QuoteWish {
  readonly lineIds: readonly string[];
  readonly validUntil: string;
  readonly text: string | null;
  readonly currency: string;
  readonly prices: ReadonlyMap<string, number>;
  /** What the items of the lines are called, by their ids. */
  readonly items: ReadonlyMap<string, ItemWords>;
  /** The lines as they were priced, as JSON: prices of what has changed since hold for nothing. */
  readonly pricedAs: ReadonlyMap<string, string>;
}

/** A line as it is priced, to compare. */
export function pricedAs(line: ServiceOrder['lines'][number]): string {
  return JSON.stringify(billable(line));
}

/** Issues a quote and writes to the customer, with a link that only the mail has. */
export function issueExtraQuote(t: Orders, edit: Edit, wish: QuoteWish): Promise<Edited<{ quoteId: string }>> {
  return editOrder(t, edit, async (editing) => {
    const forbidden = unlessJudgeable(editing);
    if (forbidden) return forbidden;
    const { order, at } = editing;
    const isOther = order.lines.some(
      (line) => wish.pricedAs.has(line.lineId) && wish.pricedAs.get(line.lineId) !== pricedAs(line),
    );
    if (isOther) return refuse('request.version-stale', { sent: order.version, current: order.version });
    const quoteId = uuidv7();
    const expiresAt = await endOfDay(t, wish.validUntil);
    const number = await nextQuoteNumber(t);
    const issued = issueQuote(order, { ...wish, quoteId, number, expiresAt }, at);
    if (!issued.ok) return issued;
    return { ...issued, result: { quoteId }, write: (after) => writeQuote(t, after, issued.facts, { wish, edit }) };
  });
}

async function writeQuote(
  t: Orders,
  order: ServiceOrder,
  facts: readonly OrderFact[],
  { wish, edit }: { readonly wish: QuoteWish; readonly edit: Edit },
): Promise<void> {
  const key = randomBytes(32).toString('base64url');
  for (const fact of facts) {
    if (fact.name !== 'quoteIssued') continue;
    const { quoteId, number, expiresAt, currency, netMinor, lines } = fact.data;
    await insertQuote(t, {
      ...{ quoteId, number, expiresAt, currency, netMinor, orderId: order.id, customerId: order.customerId },
      ...{ state: 'open', validUntil: wish.validUntil, text: wish.text, keyHash: hashOfKey(key) },
      lines: JSON.stringify(await written(t, order.id, lines, wish.items)),
      ...{ issuedAt: order.lastEventAt, issuedBy: edit.actor.principal },
    });
    await tellOfQuote(t, order, { number, expiresAt, path: `/customer/quotes/${quoteId}?key=${key}` });
  }
}

/** Numbers, categories, items and descriptions as they are now, which the quote keeps. */
async function written(
  t: Orders,
  orderId: string,
  quoted: readonly QuotedLine[],
  items: QuoteWish['items'],
): Promise<readonly WrittenLine[]> {
  const rows = await readLines(t, orderId);
  const lines: WrittenLine[] = [];
  for (const line of quoted) {
    const row = rows.find(({ lineId }) => lineId === line.lineId);
    if (row === undefined) throw new Error(`Line ${line.lineId} is quoted and gone`);
    const category = (await setupValue(t, 'category', row.category))?.data.name ?? row.category;
    const { lineNumber, type, description, itemId } = row;
    const item = itemId === null ? null : (items.get(itemId) ?? null);
    lines.push({ ...line, lineNumber, type, category, item, description });
  }
  return lines;
}

export interface GivenAnswer extends ApprovalWords {
  readonly state: 'approved' | 'rejected';
  readonly how: ApprovalWay;
  readonly by: string;
}

/** Takes the customer's answer to a quote. */
export function answerExtraQuote(t: Orders, edit: Edit, quoteId: string, given: GivenAnswer): Promise<Edited<null>> {
  return editOrder(t, edit, (editing): Change<null> => {
    const forbidden = unlessJudgeable(editing);
    if (forbidden) return forbidden;
    const { order, model, at } = editing;
    const { state, how, by, note } = given;
    const answered = answerQuote(order, quoteId, { state, how, at }, model);
    if (!answered.ok) return answered;
    const lineIds = answered.facts.flatMap((fact) => (fact.name === 'lineChanged' ? [fact.data.line.lineId] : []));
    const write = async () => {
      await keepQuoteWords(t, quoteId, { settledBy: by, note });
      await keepApprovalWords(t, lineIds, { by, note });
    };
    return { ...answered, result: null, write };
  });
}

/** Takes an open quote back. */
export function withdrawExtraQuote(t: Orders, edit: Edit, quoteId: string): Promise<Edited<null>> {
  return editOrder(t, edit, ({ order }): Change<null> => {
    if (order.closedAt !== null) return refuse('order.closed', { at: order.closedAt });
    const withdrawn = withdrawQuote(order, quoteId);
    return withdrawn.ok ? { ...withdrawn, result: null } : withdrawn;
  });
}

async function endOfDay(t: Orders, day: string): Promise<string> {
  const company = await setupValue(t, 'company', companyId);
  return startOfDay(addDays(day, 1), company?.data.timeZone ?? 'UTC');
}
