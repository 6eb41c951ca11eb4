/** What an event changes in the read models, in the words of reporting. */
import { customersEvents } from '#contracts/events/customers.ts';
import { eventTypeName } from '#contracts/events/envelope.ts';
import type { EventEnvelope, EventSpec } from '#contracts/events/envelope.ts';
import { invoicingEvents } from '#contracts/events/invoicing.ts';
import { eventSpecOf } from '#contracts/events/registry.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { CustomerNumber } from '#db/queries/reporting-models.ts';
import { invoicedMargin, postedMargin } from '#domain/reporting/margin.ts';
import type { MarginChange } from '#domain/reporting/margin.ts';
import type { OrderHappening } from '#domain/reporting/order-summary.ts';
import { inquiryProjections, type ProjectedInquiry } from './project-inquiries.ts';

/** What one event means here. */
export interface Projected extends ProjectedInquiry {
  readonly order?: OrderHappening;
  readonly margins?: readonly MarginChange[];
  readonly customer?: CustomerNumber;
}

/**
 * Reads an event by its contract.
 * @throws Error for an event that this version does not know, or whose data do not fit their schema: it can't be applied
 */
export function project(event: EventEnvelope): Projected {
  const spec = eventSpecOf(event);
  if (spec === undefined || spec.aggregate !== event.aggregate) {
    throw new Error(`no contract of this version knows ${eventTypeName(event)} of ${event.aggregate}`);
  }
  const read = projections.get(spec);
  if (read !== undefined) return read(event.data);
  spec.data.parse(event.data);
  return others[spec.aggregate] ?? {};
}

/** An event that changes nothing but the version of what is shown. */
const others: Readonly<Record<string, Projected>> = {
  'service-order': { order: { name: 'other', data: {} } },
  request: { request: { name: 'other' } },
  case: { case: { name: 'other' } },
};

type Read = (data: unknown) => Projected;

const orders = serviceOrderEvents;
const money = invoicingEvents;

/** Events that change something; every other one only moves its aggregate's position. */
const projections: ReadonlyMap<EventSpec, Read> = new Map<EventSpec, Read>([
  [orders.created, (data) => ({ order: { name: 'created', data: orders.created.data.parse(data) } })],
  [orders.headerChanged, (data) => ({ order: { name: 'headerChanged', data: orders.headerChanged.data.parse(data) } })],
  [orders.lineAdded, (data) => ({ order: { name: 'lineAdded', data: orders.lineAdded.data.parse(data) } })],
  [orders.lineChanged, (data) => ({ order: { name: 'lineChanged', data: orders.lineChanged.data.parse(data) } })],
  [
    orders.repairLineAdded,
    (data) => ({ order: { name: 'repairLineAdded', data: orders.repairLineAdded.data.parse(data) } }),
  ],
  [orders.stageChanged, (data) => ({ order: { name: 'stageChanged', data: orders.stageChanged.data.parse(data) } })],
  [
    orders.stageModelChanged,
    (data) => ({ order: { name: 'stageModelChanged', data: orders.stageModelChanged.data.parse(data) } }),
  ],
  [orders.visitChanged, (data) => ({ order: { name: 'visitChanged', data: orders.visitChanged.data.parse(data) } })],
  [orders.partsChanged, (data) => ({ order: { name: 'partsChanged', data: orders.partsChanged.data.parse(data) } })],
  [orders.signedOff, (data) => ({ order: { name: 'signedOff', data: orders.signedOff.data.parse(data) } })],
  [orders.signOffUndone, (data) => ({ order: { name: 'signOffUndone', data: orders.signOffUndone.data.parse(data) } })],
  [orders.posted, (data) => ({ order: { name: 'posted', data: orders.posted.data.parse(data) } })],
  [orders.invoiced, (data) => ({ order: { name: 'invoiced', data: orders.invoiced.data.parse(data) } })],
  [orders.slaWarned, (data) => ({ order: { name: 'slaWarned', data: orders.slaWarned.data.parse(data) } })],
  [orders.slaBreached, (data) => ({ order: { name: 'slaBreached', data: orders.slaBreached.data.parse(data) } })],
  [
    orders.waitingOverdue,
    (data) => ({ order: { name: 'waitingOverdue', data: orders.waitingOverdue.data.parse(data) } }),
  ],
  [orders.closed, (data) => ({ order: { name: 'closed', data: orders.closed.data.parse(data) } })],
  [money.orderEstimated, (data) => ({ margins: [estimated(data)] })],
  [money.postingRecorded, (data) => ({ margins: [posted(money.postingRecorded.data.parse(data))] })],
  [money.postingReversed, (data) => ({ margins: [posted(money.postingReversed.data.parse(data))] })],
  [money.invoiceIssued, (data) => ({ margins: invoiced(data) })],
  ...inquiryProjections,
  [customersEvents.customer, (data) => ({ customer: customerNumber(data) })],
]);

function estimated(data: unknown): MarginChange {
  const estimate = money.orderEstimated.data.parse(data);
  const { orderId, currency, plannedRevenueMinor, plannedCostMinor, unpricedLines } = estimate;
  const planned = {
    revenueMinor: plannedRevenueMinor,
    costMinor: plannedCostMinor,
    unpricedLines: unpricedLines.length,
  };
  return { orderId, currency, planned };
}

function posted(posting: {
  readonly orderId: string;
  readonly currency: string;
  readonly lines: readonly { readonly amountMinor: number; readonly costMinor: number }[];
}): MarginChange {
  const { orderId, currency, lines } = posting;
  return { orderId, currency, actual: postedMargin(lines) };
}

function invoiced(data: unknown): readonly MarginChange[] {
  const { currency, lines } = money.invoiceIssued.data.parse(data);
  return [...Map.groupBy(lines, (line) => line.orderId)].map(([orderId, own]) => ({
    orderId,
    currency,
    actual: invoicedMargin(own),
  }));
}

function customerNumber(data: unknown): CustomerNumber {
  const { customerId, number, active } = customersEvents.customer.data.parse(data);
  return { customerId, number, isActive: active };
}
