/** Saves what a decision came to: events, row, lines and visits, all in the decision's transaction. */
import { appendEvents } from '#db/outbox.ts';
import { saveVisits, updateOrder } from '#db/queries/service-orders.ts';
import { updateLines } from '#db/queries/service-orders-lines.ts';
import type { Transaction } from '#db/transaction.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { later } from '#domain/shared/instant.ts';
import { coverageToTell, type UnderAgreement } from '../agreements/coverage-of-order.ts';
import { tellOfFact } from '../notifications/of-orders.ts';
import { keepQuoteState } from './keep-quote-state.ts';
import { orderEvent } from './order-events.ts';
import { summaryOf } from './view.ts';

export interface Recorded {
  readonly at: string;
  readonly principal: string;
  /** The name of the person who accepted the order, where the facts say so; stays in the row. */
  readonly signedBy?: string | undefined;
  /** What is known of the order's agreement from its row. */
  readonly under: UnderAgreement;
}

/** Folds facts into an order under its row's lock, and writes what changed. Without facts nothing is written. */
export async function saveFacts(
  t: Transaction<'orders'>,
  before: ServiceOrder,
  facts: readonly OrderFact[],
  { at, principal, signedBy, under }: Recorded,
): Promise<ServiceOrder> {
  if (facts.length === 0) return before;
  let order = before;
  const steps = facts.map((fact) => {
    order = evolve(order, fact, later(at, order.lastEventAt));
    return { fact, after: order };
  });
  // Told once, before the first line that follows it.
  const firstLine = steps.find(({ fact }) => fact.name === 'lineAdded' || fact.name === 'lineChanged');
  const coverage = firstLine && (await coverageToTell(t, order, under));
  await appendEvents(
    t,
    steps.map((step) =>
      orderEvent(step.fact, step.after, { principal, coverage: step === firstLine ? coverage : undefined }),
    ),
  );
  await updateOrder(t, order, { ...summaryOf(order), ...(signedBy === undefined ? {} : { signedBy }) });
  await updateLines(t, changedBetween(before.lines, order.lines, 'lineId'), order.version);
  await saveVisits(t, order, changedBetween(before.visits, order.visits, 'visitId'));
  for (const { fact, after } of steps) {
    await keepQuoteState(t, fact, after.lastEventAt);
    await tellOfFact(t, fact, after);
  }
  return order;
}

/** Members of `after` that differ from the one of the same id before; new ones count unless they are lines (inserted apart). */
function changedBetween<Row, Key extends keyof Row>(
  before: readonly Row[],
  after: readonly Row[],
  key: Key,
): readonly Row[] {
  const old = new Map(before.map((row) => [row[key], JSON.stringify(row)]));
  return after.filter((row) => old.get(row[key]) !== JSON.stringify(row));
}
