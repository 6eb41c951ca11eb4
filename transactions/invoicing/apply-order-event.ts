/** What invoicing makes of the orders' events: estimates of what is planned, and which postings stand. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import { confirmLines } from '#db/queries/invoicing-estimates.ts';
import type { Transaction } from '#db/transaction.ts';
import { followPlannedLines } from './estimate-orders.ts';

const { created, lineAdded, lineChanged, posted } = serviceOrderEvents;

/** The types of events that say something about money. */
export const orderEventTypes: ReadonlySet<string> = new Set(
  [created, lineAdded, lineChanged, posted].map(({ type }) => type),
);

/**
 * Applies one event of an order, in the order's own sequence; what says nothing about money is left alone.
 * @throws ZodError for data that do not fit the contract: the message belongs into the dead letters
 */
export async function applyOrderEvent(t: Transaction<'invoicing'>, event: EventEnvelope): Promise<void> {
  const { aggregateId: orderId, occurredAt: now } = event;
  switch (event.type) {
    case created.type: {
      const { lines, coverage } = created.data.parse(event.data);
      return followPlannedLines(t, orderId, { lines, coverage, now });
    }
    case lineAdded.type: {
      const { line, coverage } = lineAdded.data.parse(event.data);
      return followPlannedLines(t, orderId, { lines: [line], coverage, now });
    }
    case lineChanged.type: {
      const { line, coverage } = lineChanged.data.parse(event.data);
      return followPlannedLines(t, orderId, { lines: [line], coverage, now });
    }
    case posted.type: {
      const { proposalId, lines } = posted.data.parse(event.data);
      return confirmLines(
        t,
        lines.map(({ lineId, amountMinor, costMinor }) => ({ lineId, amountMinor, costMinor, orderId, proposalId })),
      );
    }
    default:
      return undefined;
  }
}
