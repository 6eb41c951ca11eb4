/** What a customer may say to an order: an answer while it waits for one, and in the end how it was. Neither moves a stage. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { addMs, compareInstants, type Instant } from '../shared/instant.ts';
import { asksCustomer, type StandingOrder } from './customer-status.ts';

/** How long after its end an order may be rated, and a rating be changed. */
const ratingMs = 30 * 24 * 60 * 60_000;

/** Whether the customer may answer: while the order waits for the customer, as often as there is something to add. */
export function answerQuestion(
  order: Pick<StandingOrder, 'waiting' | 'stage' | 'askedAt'>,
): Decision<Record<never, never>, 'order.nothing-asked'> {
  return asksCustomer(order) ? accept({}) : refuse('order.nothing-asked');
}

/** Whether the customer may say how it was, or say it anew: once the work is done, until 30 days after the order closed. */
export function rateOrder(
  order: Pick<StandingOrder, 'stage' | 'closedAt'>,
  now: Instant,
): Decision<Record<never, never>, 'order.rating-early' | 'order.rating-late'> {
  if (order.stage.end !== 'done') return refuse('order.rating-early');
  const until = ratingEndsAt(order);
  if (until !== null && compareInstants(now, until) > 0) return refuse('order.rating-late', { params: { until } });
  return accept({});
}

/** Until when the order may be rated; null while it is not closed. */
export function ratingEndsAt({ closedAt }: Pick<StandingOrder, 'closedAt'>): Instant | null {
  return closedAt === null ? null : addMs(closedAt, ratingMs);
}
