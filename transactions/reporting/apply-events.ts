/** Applies a batch of events to one generation of the read models: each aggregate in its sequence, all in one transaction. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { deadLetter } from '#db/inbox.ts';
import {
  changeMargins,
  countApplied,
  insertStageEntries,
  moveStageEntries,
  saveCustomerNumbers,
  saveSummaries,
  summariesOf,
} from '#db/queries/reporting-models.ts';
import type { StageEntry } from '#db/queries/reporting-models.ts';
import { consumerOf } from '#db/queries/reporting-generations.ts';
import { keepWaiting, lockPositions, movePositions, subjectOf, takeWaiting } from '#db/queries/reporting-positions.ts';
import type { Position } from '#db/queries/reporting-positions.ts';
import type { Transaction } from '#db/transaction.ts';
import { sumOfChanges } from '#domain/reporting/margin.ts';
import { beginSummary, continueSummary } from '#domain/reporting/order-summary.ts';
import type { OrderHappening, OrderSummary } from '#domain/reporting/order-summary.ts';
import { inSequence } from '#domain/reporting/sequence.ts';
import { applyToInquiry, beginInquiries, saveInquiries, type InquiryChanges } from './apply-inquiries.ts';
import { project } from './project.ts';
import type { Projected } from './project.ts';

type T = Transaction<'reporting'>;

/** An event with where it came from, `<topic>/<partition>/<offset>`. */
export interface ReceivedEvent {
  readonly source: string;
  readonly event: EventEnvelope;
}

export interface AppliedBatch {
  /** In the order in which they were applied; duplicates and events that wait are not among them. */
  readonly applied: readonly EventEnvelope[];
  /** Put aside as dead letters: what follows them in their aggregates waits. */
  readonly poison: readonly { readonly source: string; readonly reason: string }[];
}

interface Changes {
  /** Summaries as they were before the batch. */
  readonly known: ReadonlyMap<string, OrderSummary>;
  /** Summaries that the batch changed. */
  readonly summaries: Map<string, OrderSummary>;
  readonly entries: StageEntry[];
  readonly movedOrders: Set<string>;
  readonly margins: Projected['margins'][];
  readonly customers: Map<string, NonNullable<Projected['customer']>>;
  readonly inquiries: InquiryChanges;
}

/**
 * Applies what may be applied now, keeps what came too early, and puts aside what can never be applied. Any batch may come
 * again, and in any order. Throws what the database throws, and then nothing is applied.
 */
export async function applyEvents(t: T, generation: number, received: readonly ReceivedEvent[]): Promise<AppliedBatch> {
  const consumer = consumerOf(generation);
  const subjects = [...new Set(received.map(({ event }) => subjectOf(event)))].sort();
  const positions = await lockPositions(t, consumer, subjects);
  const awaited = [...positions.values()].filter((each) => each.isAwaited).map((each) => each.subject);
  const waited = (await takeWaiting(t, consumer, awaited)).map((event) => ({ source: sourceOf(event), event }));
  const byAggregate = Map.groupBy([...waited, ...received], ({ event }) => subjectOf(event));
  const known = await knownSummaries(t, generation, { byAggregate, positions });
  const folded = [...byAggregate].map(([subject, own]) => foldAggregate(positions.get(subject), own));
  const changes: Changes = {
    known,
    summaries: new Map(),
    entries: [],
    movedOrders: new Set(),
    margins: [],
    customers: new Map(),
    inquiries: await beginInquiries(t, generation, idsGoingOn({ byAggregate, positions })),
  };
  const outcomes = folded.map((sequence) => applySequence(changes, sequence));
  await save(t, generation, changes);

  const applied = outcomes.flatMap((outcome) => outcome.applied);
  const poison = outcomes.flatMap((outcome) => outcome.poison);
  await keepWaiting(
    t,
    consumer,
    outcomes.flatMap((outcome) => outcome.waiting),
  );
  await movePositions(
    t,
    consumer,
    outcomes.flatMap((outcome) => outcome.position ?? []),
  );
  for (const { source, event, reason } of poison) await deadLetter(t, consumer, { source, message: event, reason });
  await countApplied(t, generation, countsOf(applied));
  return { applied, poison };
}

/** Of an event that waited nobody knows its message any more. */
function sourceOf(event: EventEnvelope): string {
  return `waiting/${subjectOf(event)}/${event.version}`;
}

function countsOf(events: readonly EventEnvelope[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { area } of events) counts.set(area, (counts.get(area) ?? 0) + 1);
  return counts;
}

/** The summaries that the batch goes on with. */
async function knownSummaries(
  t: T,
  generation: number,
  { byAggregate, positions }: Batch,
): Promise<ReadonlyMap<string, OrderSummary>> {
  return summariesOf(t, generation, idsGoingOn({ byAggregate, positions })('service-order'));
}

/** The ids of those of a kind of which earlier events were applied. */
function idsGoingOn({ byAggregate, positions }: Batch) {
  return (aggregate: string): readonly string[] =>
    [...byAggregate].flatMap(([subject, [first]]) =>
      first?.event.aggregate === aggregate && (positions.get(subject)?.version ?? 0) > 0
        ? [first.event.aggregateId]
        : [],
    );
}

interface Batch {
  readonly byAggregate: ReadonlyMap<string, readonly ReceivedEvent[]>;
  readonly positions: ReadonlyMap<string, Position>;
}

interface Sequence {
  readonly position: Position;
  readonly ready: readonly ReceivedEvent[];
  readonly waiting: readonly EventEnvelope[];
}

function foldAggregate(position: Position | undefined, own: readonly ReceivedEvent[]): Sequence {
  if (position === undefined) throw new Error('the positions of a batch were locked without one of its aggregates');
  const bySource = new Map(own.map((each) => [each.event, each.source]));
  const { ready, waiting } = inSequence(position.version, [...bySource.keys()]);
  return { position, ready: ready.map((event) => ({ event, source: bySource.get(event) ?? '' })), waiting };
}

interface Outcome {
  readonly applied: readonly EventEnvelope[];
  readonly waiting: readonly EventEnvelope[];
  readonly poison: readonly (ReceivedEvent & { readonly reason: string })[];
  /** Undefined when it stays as it was. */
  readonly position: Position | undefined;
}

/** Applies an aggregate's events up to the first that cannot be. */
function applySequence(changes: Changes, { position, ready, waiting }: Sequence): Outcome {
  const applied: EventEnvelope[] = [];
  for (const [index, { source, event }] of ready.entries()) {
    try {
      applyOne(changes, event);
      applied.push(event);
    } catch (thrown) {
      const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
      const later = [...ready.slice(index + 1).map((each) => each.event), ...waiting];
      return outcomeOf(position, { applied, waiting: later, poison: [{ source, event, reason }] });
    }
  }
  return outcomeOf(position, { applied, waiting, poison: [] });
}

function outcomeOf(before: Position, outcome: Omit<Outcome, 'position'>): Outcome {
  const version = outcome.applied.at(-1)?.version ?? before.version;
  const isAwaited = outcome.waiting.length > 0;
  const isSame = version === before.version && isAwaited === before.isAwaited;
  return { ...outcome, position: isSame ? undefined : { subject: before.subject, version, isAwaited } };
}

/** All of it or, when it throws, nothing. */
function applyOne(changes: Changes, event: EventEnvelope): void {
  const { order, margins, customer, ...inquiry } = project(event);
  if (order !== undefined) applyToOrder(changes, event, order);
  if (margins !== undefined) changes.margins.push(margins);
  if (customer !== undefined) changes.customers.set(customer.customerId, customer);
  applyToInquiry(changes.inquiries, event, inquiry);
}

function applyToOrder(changes: Changes, event: EventEnvelope, happening: OrderHappening): void {
  const { aggregateId: orderId, version, occurredAt } = event;
  const before = changes.summaries.get(orderId) ?? changes.known.get(orderId);
  const after = summaryAfter(before, happening, { orderId, version, occurredAt });
  changes.summaries.set(orderId, after);
  if (before !== undefined && before.customerId !== after.customerId) changes.movedOrders.add(orderId);
  if (after.stageEntries > (before?.stageEntries ?? 0)) {
    const { stage, customerId, stageEntries: sequence } = after;
    changes.entries.push({ orderId, sequence, customerId, stage, occurredAt });
  }
}

function summaryAfter(
  before: OrderSummary | undefined,
  happening: OrderHappening,
  of: { readonly orderId: string; readonly version: number; readonly occurredAt: string },
): OrderSummary {
  if (before !== undefined) return continueSummary(before, happening, of);
  if (happening.name === 'created') return beginSummary(happening.data, of);
  throw new Error(`the events of the order ${of.orderId} do not begin with its creation`);
}

async function save(t: T, generation: number, changes: Changes): Promise<void> {
  const { summaries, entries, movedOrders, margins, customers } = changes;
  await saveSummaries(t, generation, [...summaries.values()]);
  await insertStageEntries(t, generation, entries);
  for (const orderId of movedOrders) {
    const customerId = summaries.get(orderId)?.customerId;
    if (customerId !== undefined) await moveStageEntries(t, generation, { orderId, customerId });
  }
  await changeMargins(t, generation, sumOfChanges(margins.flatMap((each) => each ?? [])));
  await saveCustomerNumbers(t, generation, [...customers.values()]);
  await saveInquiries(t, generation, changes.inquiries);
}
