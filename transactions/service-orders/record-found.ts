/** What a timer would have found of an order that is fed in recorded time, for which none is armed. */
import { loadOrderParts, lockOrder, orderOf } from '#db/queries/service-orders.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { foundBy } from '#domain/service-orders/sla-of-stage.ts';
import { later } from '#domain/shared/instant.ts';
import { saveFacts } from './save.ts';

/**
 * Records the warnings, breaches and overlong waits of an open order until an instant, each no later than it happened: what the
 * log brings afterwards is still judged at its own instant. Gives how many there were.
 */
export async function recordFound(t: Transaction<'orders'>, orderId: string, until: string): Promise<number> {
  const row = await lockOrder(t, orderId);
  if (!row?.recordedTime || row.closedAt !== null) return 0;
  let order = orderOf(row, await loadOrderParts(t, orderId, []));
  const found = foundUntil(order, until);
  for (const { at, fact } of found) {
    const recorded = { at: later(at, order.lastEventAt), principal: 'system:reconcile', under: row };
    order = await saveFacts(t, order, [fact], recorded);
  }
  return found.length;
}

interface Found {
  readonly at: string;
  readonly fact: OrderFact;
}

/** In the order in which they happened. */
function foundUntil(order: ServiceOrder, until: string): readonly Found[] {
  const found = foundBy(order, until).map((fact) => ({ at: atOf(fact), fact }));
  const wait = order.closesAt === null && order.waiting?.overdue === false ? order.waiting.until : null;
  const overdue: Found[] =
    wait === null || wait > until ? [] : [{ at: wait, fact: { name: 'waitingOverdue', data: { until: wait } } }];
  return [...found, ...overdue].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

function atOf(fact: OrderFact): string {
  if (fact.name === 'slaWarned' || fact.name === 'slaBreached') return fact.data.at;
  throw new Error(`A clock does not find ${fact.name}`);
}
