/** Saves what happened to a request: its events, its row, who is told, and the word to its workflow, in one transaction. */
import type { EventSpec } from '#contracts/events/envelope.ts';
import { requestsEvents } from '#contracts/events/requests.ts';
import type { RequestChanged } from '#contracts/workflows/messages.ts';
import { appendEvents, appendMessage, eventOf } from '#db/outbox.ts';
import { updateRequestRow, type RequestRow } from '#db/queries/requests.ts';
import type { Transaction } from '#db/transaction.ts';
import { responseSummary, type ClockNews, type ClockOutcome } from '#domain/requests/response-clock.ts';
import { tellOfClock } from '../notifications/of-requests.ts';

/** What a decision writes beside the clock: columns of the row, and its event without what every one of them says. */
export interface RequestChange {
  readonly columns: Partial<Omit<RequestRow, 'sla' | 'version'>>;
  readonly event: { readonly spec: EventSpec; readonly data: object };
}

/** Saves news of the clock and then the change, each a version; without either nothing is written. Gives the row as it is then. */
export async function saveRequest(
  t: Transaction<'orders'>,
  before: RequestRow,
  { clock, news }: ClockOutcome,
  change: RequestChange | null,
  now: string,
): Promise<RequestRow> {
  const events = [...news.map(eventOfNews), ...(change === null ? [] : [change.event])];
  if (events.length === 0 && clock === before.sla) return before;
  const { requestId, number, customerId, companyId } = before;
  await appendEvents(
    t,
    events.map(({ spec, data }, index) =>
      eventOf(spec, {
        ...{ aggregateId: requestId, version: before.version + index + 1, occurredAt: now, customerId, companyId },
        data: { requestId, number, customerId, ...data },
      }),
    ),
  );
  const status = change?.columns.status ?? before.status;
  const after: RequestRow = {
    ...{ ...before, ...change?.columns, version: before.version + events.length, sla: clock },
    ...responseSummary(clock, status, now),
  };
  await updateRequestRow(t, after);
  for (const [index, each] of news.entries())
    await tellOfClock(t, { ...before, version: before.version + index + 1 }, each, now);
  if (change !== null) await tellWorkflow(t, after);
  return after;
}

function eventOfNews({ name, ...data }: ClockNews): RequestChange['event'] {
  return { spec: requestsEvents[name], data };
}

async function tellWorkflow(t: Transaction<'orders'>, { requestId, number, version }: RequestRow): Promise<void> {
  const message: RequestChanged = { kind: 'request-changed', requestId, number };
  await appendMessage(t, { aggregateId: requestId, version, message });
}
