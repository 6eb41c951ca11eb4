/** An order as its customer sees it: in one plain word, with what the customer may know of what happened. */
import { serviceOrderEvents as events } from '#contracts/events/service-orders.ts';
import type { OwnEntryKind, OwnOrder, OwnOrderRow } from '#contracts/http/service-orders-customer.ts';
import type { Db } from '#db/connection.ts';
import { readTimeline } from '#db/queries/order-lists.ts';
import { findPhotos } from '#db/queries/requests.ts';
import { findRating, lastQuestion, visitsOfOrders, type OwnRow } from '#db/queries/service-orders-customer.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import { asksCustomer, customerStatusOf, waitingForCustomer } from '#domain/service-orders/customer-status.ts';
import { answerQuestion, rateOrder } from '#domain/service-orders/customer-words.ts';
import { stageOf } from '#domain/service-orders/stage-model.ts';

type VisitRow = Awaited<ReturnType<typeof visitsOfOrders>>[number];

/** More happens to no order that a customer would read of. */
const mostEntries = 1_000;

/** Rows of the customer's list. */
export async function presentOwnRows(db: Db<'orders'>, rows: readonly OwnRow[]): Promise<OwnOrderRow[]> {
  const visits = await visitsOfOrders(
    db,
    rows.map(({ orderId }) => orderId),
  );
  const presented: OwnOrderRow[] = [];
  for (const row of rows)
    presented.push(
      await presentOwnRow(
        db,
        row,
        visits.filter(({ orderId }) => orderId === row.orderId),
      ),
    );
  return presented;
}

async function presentOwnRow(db: Db<'orders'>, row: OwnRow, visits: readonly VisitRow[]): Promise<OwnOrderRow> {
  const { orderId, number, version, description, submittedAt, closedAt } = row;
  const { code, visit, isLate } = customerStatusOf({ ...(await standingOf(db, row)), visits });
  return {
    ...{ orderId, number, version, description, submittedAt, closedAt },
    ...{ status: code, visit: visit && ownVisit(visit), isLate },
  };
}

/** One order with its visits and entries. */
export async function presentOwnOrder(db: Db<'orders'>, row: OwnRow, now: string): Promise<OwnOrder> {
  const visits = await visitsOfOrders(db, [row.orderId]);
  const standing = await standingOf(db, row);
  const { siteId, customerOrderNumber, invoiceId, invoiceNumber, waiting } = row;
  const timeline = await readTimeline(db, row.orderId, 0, mostEntries);
  const asks = asksCustomer(standing);
  const isAsked = row.askedAt !== null && waiting !== null && row.askedAt >= waiting.since;
  return {
    ...(await presentOwnRow(db, row, visits)),
    ...{ siteId, customerOrderNumber, invoiceId, invoiceNumber },
    question:
      asks && waiting !== null
        ? { text: isAsked ? await lastQuestion(db, row.orderId) : null, askedAt: waiting.since }
        : null,
    mayAnswer: answerQuestion(standing).ok,
    mayRate: rateOrder(standing, now).ok,
    rating: (await findRating(db, row.orderId)) ?? null,
    photoIds: [...(await findPhotos(db, row.requestId))],
    visits: visits.map(ownVisit),
    entries: timeline.flatMap(entriesOf),
  };
}

async function standingOf(db: Db<'orders'>, row: OwnRow) {
  const { waiting, closedAt, slaState, askedAt, answeredAt, isRated } = row;
  const stage = stageOf(await stageModel(db, row.stageModelId, row.stageModelVersion), row.stage);
  return { stage, waiting, closedAt, slaState, askedAt, answeredAt, isRated };
}

function ownVisit({ visitId, startsAt, endsAt, timeZone, status }: VisitRow) {
  return { visitId, startsAt, endsAt, timeZone, status };
}

type TimelineRow = Awaited<ReturnType<typeof readTimeline>>[number];

/** What an event means to the customer, and what the customer was asked with it. */
function entriesOf(row: TimelineRow): OwnOrder['entries'] {
  const { version, occurredAt: at, text, kind, question } = row;
  const read = kind === 'customer' || kind === 'answer' ? text : null;
  const entry = kindOf(row);
  return [
    ...(entry === undefined ? [] : [{ version, at, kind: entry, text: read }]),
    ...(question === null ? [] : [{ version, at, kind: 'question' as const, text: question }]),
  ];
}

const plainKinds: ReadonlyMap<string, OwnEntryKind> = new Map([
  [events.created.type, 'created'],
  [events.visitPlanned.type, 'planned'],
  [events.signedOff.type, 'signed'],
  [events.invoiced.type, 'invoiced'],
  [events.rated.type, 'rated'],
  [events.closed.type, 'closed'],
]);

const visitKinds: ReadonlyMap<string, OwnEntryKind> = new Map([
  ['travelling', 'travelling'],
  ['working', 'working'],
  ['finished', 'visited'],
  ['cancelled', 'visit-cancelled'],
]);

function kindOf({ type, data, kind }: TimelineRow): OwnEntryKind | undefined {
  if (type === events.noteAdded.type) return kind === 'customer' ? 'note' : kind === 'answer' ? 'answer' : undefined;
  if (type === events.visitChanged.type) return visitKinds.get(events.visitChanged.data.parse(data).status);
  if (type !== events.stageChanged.type) return plainKinds.get(type);
  const { command, end, waitingFor, visitId } = events.stageChanged.data.parse(data);
  if (end !== 'none') return end === 'done' ? 'done' : 'cancelled';
  if (command === 'reopen') return 'reopened';
  if (waitingFor !== null) return waitingFor === waitingForCustomer ? undefined : 'waiting';
  return visitId === null ? undefined : 'planned';
}
