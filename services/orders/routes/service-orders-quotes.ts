/** Routes of quotes: the office issues and withdraws, the customer answers on its page, by the mail's link, or to the staff. */
import type { Express } from 'express';

import { quoteRoutes as routes, type Quote } from '#contracts/http/service-orders-quotes.ts';
import { systemActor, type Actor } from '#contracts/roles.ts';
import { findOrder, loadOrderParts, orderOf } from '#db/queries/service-orders.ts';
import { findQuote, quotesOfOrder, type QuoteRow } from '#db/queries/service-orders-quotes.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { billable } from '#domain/service-orders/wanted-effects.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { isKeyOf } from '#transactions/service-orders/quote-key.ts';
import {
  answerExtraQuote,
  issueExtraQuote,
  pricedAs,
  withdrawExtraQuote,
  type GivenAnswer,
} from '#transactions/service-orders/quote-extra-lines.ts';
import type { Edited } from '#transactions/service-orders/edit-order.ts';
import type { NamesOf } from '../ask-names.ts';
import type { LinePricesOf } from '../ask-prices.ts';
import { editedOnce } from '../edited-once.ts';
import { orderProblem } from '../order-problem.ts';
import type { OrderParts } from './service-orders.ts';

type Parts = Pick<OrderParts, 'db' | 'clock'>;
type Orders = Transaction<'orders'>;

/** What others are asked before a quote is written. */
interface Asking {
  readonly linePricesOf: LinePricesOf;
  readonly itemsOf: NamesOf;
}

/** Mounts the routes of quotes. */
export function mountQuotes(app: Express, parts: Parts & Asking): void {
  mountOffice(app, parts);
  mountAnswers(app, parts);
  mountLinks(app, parts);
}

function mountOffice(app: Express, parts: Parts & Asking): void {
  const { db, clock } = parts;
  mount(app, routes.issue, async ({ actor, params, key, body: { text = null, ...asked } }) => {
    const request = { route: routes.issue.id, key, asks: { ...params, ...asked, text } };
    const found = await askFor(parts, actor, params.orderId, asked.lineIds);
    const quoteId = await transaction(db, actor, async (t) => {
      const edit = { ...params, actor, now: clock.now() };
      const { result } = await editedOnce(t, request, () => issueExtraQuote(t, edit, { ...asked, text, ...found }));
      return result.quoteId;
    });
    return { status: 201, body: await shown(parts, actor, quoteId) };
  });
  mount(app, routes.withdraw, async ({ actor, params: { orderId, quoteId }, key }) => {
    const request = { route: routes.withdraw.id, key, asks: { orderId, quoteId } };
    await transaction(db, actor, async (t) => {
      await ofOrder(t, orderId, quoteId);
      await editedOnce(t, request, () => withdrawExtraQuote(t, { orderId, actor, now: clock.now() }, quoteId));
    });
    return { status: 200, body: await shown(parts, actor, quoteId) };
  });
}

/** Prices and items of now, asked before the order is locked: what lies behind a network is no part of a transaction. */
async function askFor(
  { db, linePricesOf, itemsOf }: Pick<Parts, 'db'> & Asking,
  actor: Actor,
  orderId: string,
  lineIds: readonly string[],
) {
  const lines = await transaction(db, actor, async (t) => {
    const row = await findOrder(t, orderId);
    if (row === undefined) throw new ProblemError('resource.unknown');
    const order = orderOf(row, await loadOrderParts(t, orderId, []));
    return order.lines.filter(({ lineId }) => lineIds.includes(lineId));
  });
  const itemIds = new Set(lines.flatMap(({ itemId }) => itemId ?? []));
  const [found, items] = await Promise.all([linePricesOf(lines.map(billable)), itemsOf(actor, [...itemIds])]);
  return {
    currency: [...found.values()][0]?.currency ?? '',
    prices: new Map([...found].map(([lineId, { amount }]) => [lineId, amount])),
    items,
    pricedAs: new Map(lines.map((line) => [line.lineId, pricedAs(line)])),
  };
}

function mountAnswers(app: Express, parts: Parts): void {
  const { db, clock } = parts;
  mount(app, routes.list, async ({ actor, params: { orderId } }) => {
    const rows = await transaction(db, actor, async (t) => {
      if ((await findOrder(t, orderId)) === undefined) throw new ProblemError('resource.unknown');
      return quotesOfOrder(t, orderId);
    });
    return { status: 200, body: { items: rows.map(wireOf) } };
  });
  mount(app, routes.answer, async ({ actor, params: { orderId, quoteId }, key, body }) => {
    const how = actor.customerId === null ? (body.how ?? 'phone') : 'page';
    const given: GivenAnswer = { state: body.state, by: body.by, note: body.note ?? null, how };
    const request = { route: routes.answer.id, key, asks: { orderId, quoteId, ...given } };
    await transaction(db, actor, async (t) => {
      await ofOrder(t, orderId, quoteId);
      await editedOnce(t, request, () => answerExtraQuote(t, { orderId, actor, now: clock.now() }, quoteId, given));
    });
    return { status: 200, body: await shown(parts, actor, quoteId) };
  });
}

/** Who has the key acts for the customer, and for nobody else. */
const linked = systemActor('quote-link');

function mountLinks(app: Express, parts: Parts): void {
  const { db, clock } = parts;
  mount(app, routes.readLinked, async ({ params, query }) => {
    const row = await transaction(db, linked, (t) => byKey(t, params.quoteId, query.key));
    return { status: 200, body: wireOf(row) };
  });
  mount(app, routes.answerLinked, async ({ params: { quoteId }, body: { key, note = null, ...said } }) => {
    await transaction(db, linked, async (t) => {
      const { orderId, state } = await byKey(t, quoteId, key);
      if (state === said.state) return;
      const edit = { orderId, actor: linked, now: clock.now() };
      mustBeEdited(await answerExtraQuote(t, edit, quoteId, { ...said, note, how: 'link' }));
    });
    return { status: 200, body: await shown(parts, linked, quoteId) };
  });
}

function mustBeEdited(edited: Edited<unknown>): void {
  if (!edited.ok) throw orderProblem(edited.refusal);
}

/** @throws ProblemError `resource.unknown` for a wrong key as for a quote that there is not */
async function byKey(t: Orders, quoteId: string, key: string): Promise<QuoteRow> {
  const row = await findQuote(t, quoteId);
  if (row === undefined || !isKeyOf(key, row.keyHash)) throw new ProblemError('resource.unknown');
  return row;
}

async function ofOrder(t: Orders, orderId: string, quoteId: string): Promise<void> {
  const row = await findQuote(t, quoteId);
  if (row?.orderId !== orderId) throw new ProblemError('resource.unknown');
}

async function shown({ db }: Parts, actor: Actor, quoteId: string): Promise<Quote> {
  const row = await transaction(db, actor, (t) => findQuote(t, quoteId));
  if (row === undefined) throw new ProblemError('resource.unknown');
  return wireOf(row);
}

function wireOf({ customerId: _, keyHash: __, issuedBy: ___, lines, ...row }: QuoteRow): Quote {
  return { ...row, lines: lines.map(({ item = null, ...line }) => ({ ...line, item })) };
}
