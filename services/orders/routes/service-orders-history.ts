/** The door through which closed orders of the past come in: judged here, booked by invoicing, then written. */
import type { Express } from 'express';

import { invoicingHistoryRoutes } from '#contracts/http/invoicing-history.ts';
import { orderHistoryRoutes, type BroughtOrder } from '#contracts/http/service-orders-history.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { problems, isProblemCode } from '#contracts/problems/catalogue.ts';
import { serviceActor, type Actor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import { mount } from '#platform/http/mount.ts';
import {
  judgeHistory,
  writeHistory,
  type Judged,
  type NumberedPlan,
} from '#transactions/service-orders/bring-history.ts';
import type { HistoryPlan } from '#transactions/service-orders/judge-history.ts';
import type { RouteParts } from '../kept-rows.ts';
import { refusalText } from '../present-order.ts';

export interface HistoryParts extends RouteParts {
  readonly tokens: Tokens;
  /** Where invoicing and the set-up answer. */
  readonly urls: { readonly invoicing: string; readonly gateway: string };
}

const bookWithinMs = 60_000;

/**
 * Mounts the bringing of the past. What may be refused comes first: our own rules, then invoicing. Who dies in between has
 * written nothing here, and the same request again finds its postings booked.
 */
export function mountOrderHistory(app: Express, parts: HistoryParts): void {
  const { db, clock } = parts;
  mount(app, orderHistoryRoutes.bring, async ({ actor, body: { orders } }) => {
    const judged = await transaction(db, actor, (t) => judgeHistory(t, orders, clock.now()));
    const plans = judged.flatMap((each) => (each.kind === 'new' ? [each.plan] : []));
    const booked = await book(parts, actor, plans);
    const numbered = plans.flatMap((plan): NumberedPlan[] => {
      const { number } = numberOf(plan, booked);
      return number === null ? [] : [{ plan, number }];
    });
    const numbers =
      numbered.length === 0
        ? new Map<string, string>()
        : await transaction(db, actor, (t) => writeHistory(t, numbered, actor));
    const items = orders.map(({ externalId }, index) => broughtOrder(externalId, judged[index], { booked, numbers }));
    return { status: 200, body: { items } };
  });
}

interface Booking {
  readonly number: string | null;
  readonly refusal: string | null;
}
type Bookings = ReadonlyMap<string, Booking>;

/** Has invoicing book the postings; by their ids. */
async function book({ tokens, urls }: HistoryParts, actor: Actor, plans: readonly HistoryPlan[]): Promise<Bookings> {
  const postings = plans.flatMap(({ posting }) => (posting === null ? [] : [posting]));
  if (postings.length === 0) return new Map();
  const company = await callService({
    url: urls.gateway,
    contract: setupRoutes.getCompany,
    tokens,
    actor,
    request: {},
  });
  const { name, address, taxNumber, bank, logoFileId = null } = company.body;
  const { body } = await callService({
    url: urls.invoicing,
    contract: invoicingHistoryRoutes.book,
    tokens,
    actor: serviceActor('orders'),
    request: { body: { seller: { name, address, taxNumber, bank, logoFileId }, postings } },
    timeoutMs: bookWithinMs,
  });
  return new Map(
    body.items.map(({ postingId, orderNumber, refusal }) => [postingId, { number: orderNumber, refusal }]),
  );
}

/** The number that the order comes in under, or why it does not. */
function numberOf({ posting, life }: HistoryPlan, booked: Bookings): Booking {
  if (posting === null) return { number: life.closed.number, refusal: null };
  return booked.get(posting.postingId) ?? { number: null, refusal: 'unavailable.service' };
}

interface Come {
  readonly booked: Bookings;
  readonly numbers: ReadonlyMap<string, string>;
}

function broughtOrder(externalId: string, judged: Judged | undefined, { booked, numbers }: Come): BroughtOrder {
  if (judged === undefined) throw new Error(`The record ${externalId} was not judged`);
  if (judged.kind === 'refused') return refused(externalId, judged.refusal);
  if (judged.kind === 'known') {
    const { orderId, number } = judged.known;
    return { externalId, result: 'known', orderId, number, problem: null };
  }
  const { refusal } = numberOf(judged.plan, booked);
  if (refusal !== null) return refused(externalId, { code: refusal });
  const number = numbers.get(externalId) ?? null;
  return { externalId, result: 'brought', orderId: judged.plan.life.closed.id, number, problem: null };
}

/** Codes that are no problem of the catalogue are a bug, and loud. */
function refused(externalId: string, { code, params = {} }: OrderRefusal): BroughtOrder {
  if (!isProblemCode(code)) throw new Error(`The refusal ${code} is not in the catalogue of problems`);
  const { title } = problems[code];
  const step = params['step'] === undefined ? '' : ` (step ${params['step']})`;
  const problem = { code, title, detail: `${refusalText(code, params)}${step}` };
  return { externalId, result: 'refused', orderId: null, number: null, problem };
}
