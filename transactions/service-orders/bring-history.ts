/** Writes closed orders of the past: rows and events, once under their external ids, and no message that would start a workflow. */
import { v5 as uuidv5 } from 'uuid';

import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { Actor } from '#contracts/roles.ts';
import type { ClosedOrder } from '#contracts/http/service-orders-history.ts';
import { appendEvents, eventOf, type NewEvent } from '#db/outbox.ts';
import { insertNote, insertRepairLines } from '#db/queries/repair-lines.ts';
import {
  insertOrderHistory,
  knownHistory,
  lockOrderHistory,
  type KnownOrder,
} from '#db/queries/service-orders-history.ts';
import { insertRelations } from '#db/queries/service-orders-relations.ts';
import { insertOrder } from '#db/queries/service-orders.ts';
import { insertLines } from '#db/queries/service-orders-lines.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { headerColumns } from './header.ts';
import { hashOfRecord, judgeRecord, relationsOfRecord, type HistoryPlan } from './judge-history.ts';
import { createdEvent, orderEvent } from './order-events.ts';
import { summaryOf } from './view.ts';

/** What becomes of a record: it may come in, is here already, or is refused. */
export type Judged =
  | { readonly kind: 'new'; readonly plan: HistoryPlan }
  | { readonly kind: 'known'; readonly known: KnownOrder }
  | { readonly kind: 'refused'; readonly refusal: OrderRefusal };

/** Judges records, each by itself; writes nothing. */
export async function judgeHistory(
  t: Transaction<'orders'>,
  records: readonly ClosedOrder[],
  now: string,
): Promise<readonly Judged[]> {
  const known = await knownHistory(
    t,
    records.map(({ externalId }) => externalId),
  );
  const judged: Judged[] = [];
  for (const record of records) {
    const before = known.get(record.externalId);
    judged.push(before ? judgedBefore(before, record) : await judgedNow(t, record, now));
  }
  return judged;
}

function judgedBefore(known: KnownOrder, record: ClosedOrder): Judged {
  if (known.contentHash === hashOfRecord(record)) return { kind: 'known', known };
  return { kind: 'refused', refusal: { code: 'order-history.other-record', params: { number: known.number } } };
}

async function judgedNow(t: Transaction<'orders'>, record: ClosedOrder, now: string): Promise<Judged> {
  const judged = await judgeRecord(t, record, now);
  return judged.ok ? { kind: 'new', plan: judged.plan } : { kind: 'refused', refusal: judged.refusal };
}

/** A plan with the number that its order gets: that of its posting, where it was booked before. */
export interface NumberedPlan {
  readonly plan: HistoryPlan;
  readonly number: string;
}

/** Writes what is not here yet, in one transaction, and gives the numbers of all by external id. */
export async function writeHistory(
  t: Transaction<'orders'>,
  plans: readonly NumberedPlan[],
  actor: Actor,
): Promise<ReadonlyMap<string, string>> {
  await lockOrderHistory(t);
  const known = await knownHistory(
    t,
    plans.map(({ plan }) => plan.record.externalId),
  );
  const numbers = new Map<string, string>();
  const events: NewEvent[] = [];
  for (const each of plans) {
    const { externalId } = each.plan.record;
    const before = known.get(externalId);
    if (!before) events.push(...(await writeOrder(t, each, actor)));
    numbers.set(externalId, before?.number ?? each.number);
  }
  await appendEvents(t, events);
  return numbers;
}

async function writeOrder(
  t: Transaction<'orders'>,
  { plan, number }: NumberedPlan,
  actor: Actor,
): Promise<readonly NewEvent[]> {
  const { record, references, life, enteredAt } = plan;
  const { model, slaPolicyId, customer, site } = references;
  const order = { ...life.closed, number };
  const columns = {
    ...{ customerNumber: customer.number, description: record.description ?? null, createdAt: enteredAt },
    ...{ stageModelId: model.id, stageModelVersion: model.version },
    ...{ slaPolicyId, slaPolicyVersion: plan.slaPolicyVersion, requestId: null, followUpOf: null },
    header: headerColumns({ occurredAt: enteredAt }, site, {}),
  };
  const signedBy = record.signOff === undefined ? {} : { signedBy: record.signOff.signedBy };
  await insertOrder(t, order, columns, { ...summaryOf(order), ...signedBy });
  const relations = relationsOfRecord(record);
  await insertRelations(t, order, relations);
  const lines = order.lines.map((line, index) => ({ ...line, description: record.lines[index]?.description ?? null }));
  await insertLines(t, order, lines, order.version);
  const noteOf = (index: number) => record.repairLines?.[index]?.note ?? null;
  await insertRepairLines(
    t,
    order,
    order.repairLines.map((line, index) => ({ ...line, note: noteOf(index) })),
  );
  await writeNotes(t, plan, actor);
  const { externalId } = record;
  const { id: orderId, customerId } = order;
  await insertOrderHistory(t, { externalId, orderId, customerId, contentHash: plan.contentHash });
  return [
    eventOf(serviceOrderEvents.created, createdEvent({ ...life.begun, number }, { ...columns, relations }, actor)),
    ...life.past.map(({ fact, after }) => orderEvent(fact, after, { principal: actor.principal })),
  ];
}

/** What was written with a step stands on the timeline beside what it did. */
async function writeNotes(t: Transaction<'orders'>, { record, life }: HistoryPlan, actor: Actor): Promise<void> {
  for (const [index, { note }] of record.stages.entries()) {
    const moved = life.past.findLast(({ step }) => step === index);
    if (note === undefined || moved === undefined) continue;
    const { id, version, lastEventAt: createdAt } = moved.after;
    const noteId = uuidv5(`note/${version}`, id);
    await insertNote(t, moved.after, {
      noteId,
      kind: 'command',
      version,
      createdAt,
      text: note,
      principal: actor.principal,
    });
  }
}
