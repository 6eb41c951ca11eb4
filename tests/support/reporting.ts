/** Events as they come from the topics, for tests of what reporting makes of them. */
import { v7 as uuidv7 } from 'uuid';
import type * as z from 'zod';

import { customersEvents } from '#contracts/events/customers.ts';
import type { EventEnvelope, EventSpec } from '#contracts/events/envelope.ts';
import { invoicingEvents } from '#contracts/events/invoicing.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { LineSnapshot } from '#contracts/events/service-orders.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { systemActor } from '#contracts/roles.ts';
import { topicOf } from '#contracts/topics.ts';
import type { Db } from '#db/connection.ts';
import { appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import type { ReceivedEvent } from '#transactions/reporting/apply-events.ts';

const firstAt = Date.parse('2026-03-02T09:00:00.000Z');

export interface EventPlace {
  readonly aggregateId: string;
  readonly version: number;
  readonly customerId?: string | null;
}

/** An event with data of its contract; it occurs as many minutes after nine as its version says. */
export function eventFor<Spec extends EventSpec>(
  spec: Spec,
  { aggregateId, version, customerId = null }: EventPlace,
  data: z.input<Spec['data']>,
): EventEnvelope {
  const at = new Date(firstAt + version * 60_000).toISOString();
  const { area, type, aggregate, schemaVersion } = spec;
  return {
    ...{ id: uuidv7(), area, type, aggregate, schemaVersion, aggregateId, version, companyId, customerId },
    principal: 'user:somebody',
    occurredAt: at,
    recordedAt: at,
    data: spec.data.parse(data),
  };
}

export interface OrderStory {
  readonly orderId: string;
  readonly customerId: string;
  /** Version 1 and on: created, then the moves. */
  readonly events: readonly EventEnvelope[];
}

/** An order that is created in Received and moves through `stages`. */
export function orderThrough(
  stages: readonly string[],
  { customerId = uuidv7(), orderId = uuidv7(), lines = [] as LineSnapshot[] } = {},
): OrderStory {
  const created = eventFor(
    serviceOrderEvents.created,
    { aggregateId: orderId, version: 1, customerId },
    {
      number: `SO-${orderId.slice(-8)}`,
      companyId,
      orderType: 'standard',
      priority: 'normal',
      customerId,
      billToCustomerId: customerId,
      siteId: null,
      contactId: null,
      customerOrderNumber: null,
      stageModelId: 'default',
      stageModelVersion: 1,
      stage: 'Received',
      progress: 'in-process',
      submittedAt: '2026-03-02T08:00:00.000Z',
      recordedTime: false,
      requestId: null,
      followUpOf: null,
      lines,
      repairLines: [],
      sla: null,
    },
  );
  const moves = stages.map((to, index) =>
    eventFor(
      serviceOrderEvents.stageChanged,
      { aggregateId: orderId, version: index + 2, customerId },
      move({ from: stages[index - 1] ?? 'Received', to }),
    ),
  );
  return { orderId, customerId, events: [created, ...moves] };
}

type MoveData = z.input<typeof serviceOrderEvents.stageChanged.data>;

/** A move that nothing else follows. */
export function move(of: Pick<MoveData, 'from' | 'to'> & Partial<MoveData>): MoveData {
  return {
    command: 'changeStage',
    end: 'none',
    reasonCode: null,
    waitingFor: null,
    until: null,
    progress: 'in-process',
    sla: null,
    parts: [],
    lineStatuses: [],
    visitId: null,
    warnings: [],
    ...of,
  };
}

/** An item line that wants one part. */
export function itemLine(lineId = uuidv7(), missing = 0): LineSnapshot {
  return {
    lineId,
    lineNumber: 1,
    type: 'item',
    category: 'parts',
    status: 'planned',
    chargeable: true,
    itemId: uuidv7(),
    technicianId: null,
    plannedQuantity: 1,
    quantity: null,
    workDate: '2026-03-02',
    reserved: 1 - missing,
    missing,
    issued: 0,
  };
}

/** What an order is planned to earn and cost. */
export function estimated(
  orderId: string,
  { estimateId = uuidv7(), version = 1, revenue = 10_000, cost = 6_000, currency = 'EUR' } = {},
): EventEnvelope {
  return eventFor(
    invoicingEvents.orderEstimated,
    { aggregateId: estimateId, version },
    { orderId, currency, plannedRevenueMinor: revenue, plannedCostMinor: cost, unpricedLines: [] },
  );
}

/** One posted line. */
export function posting(orderId: string, { revenue = 9_000, cost = 5_000 } = {}): EventEnvelope {
  const aggregateId = uuidv7();
  const line = { transactionId: uuidv7(), lineId: uuidv7(), amountMinor: revenue, costMinor: cost };
  return eventFor(
    invoicingEvents.postingRecorded,
    { aggregateId, version: 1 },
    {
      orderId,
      orderNumber: 'SO-1',
      billToCustomerId: uuidv7(),
      proposalId: null,
      currency: 'EUR',
      postedAt: '2026-03-02T09:00:00.000Z',
      lines: [line],
    },
  );
}

/** Takes a posting back. */
export function reversal(of: EventEnvelope): EventEnvelope {
  const { orderId, currency, lines } = invoicingEvents.postingRecorded.data.parse(of.data);
  const mirrors = lines.map((line) => ({
    ...line,
    transactionId: uuidv7(),
    amountMinor: -line.amountMinor,
    costMinor: -line.costMinor,
    reverses: line.transactionId,
  }));
  const place = { aggregateId: of.aggregateId, version: of.version + 1 };
  return eventFor(invoicingEvents.postingReversed, place, { orderId, currency, lines: mirrors });
}

/** A customer with its number. */
export function customerEntered(customerId: string, number: string, version = 1): EventEnvelope {
  return eventFor(
    customersEvents.customer,
    { aggregateId: customerId, version, customerId },
    {
      customerId,
      number,
      externalId: null,
      active: true,
      billToCustomerId: customerId,
      language: 'en',
      paymentTermsDays: 14,
    },
  );
}

/** As if read from one partition. */
export function received(events: readonly EventEnvelope[]): readonly ReceivedEvent[] {
  return events.map((event, offset) => ({ source: `test/0/${offset}/${event.id}`, event }));
}

/** Events as a service's outbox takes them. */
export function newEvents(events: readonly EventEnvelope[]): readonly NewEvent[] {
  return events.map((event) => ({
    ...{ id: event.id, area: event.area, aggregate: event.aggregate, aggregate_id: event.aggregateId },
    ...{ version: event.version, type: event.type, schema_version: event.schemaVersion, data: event.data },
    ...{ principal: event.principal, company_id: event.companyId, customer_id: event.customerId },
    ...{ occurred_at: event.occurredAt, topic: topicOf(event.area, '') },
  }));
}

/** Records events in a service's own database, as its commands do: in its events and its outbox. */
export async function record<S extends ServiceName>(db: Db<S>, events: readonly EventEnvelope[]): Promise<void> {
  await transaction(db, systemActor('test'), (t) => appendEvents(t, newEvents(events)));
}
