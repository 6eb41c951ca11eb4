/** An order as its readers see it: rows of the database in the shapes of the contract, fields by role. */
import type * as z from 'zod';

import type { OrderLine, ServiceOrder, ServiceOrderRow } from '#contracts/http/service-order-schemas.ts';
import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';
import type { OrderActions } from '#contracts/http/service-orders-actions.ts';
import { en, message, type MessageCode } from '#contracts/messages/en.ts';
import { isProblemCode, problems } from '#contracts/problems/catalogue.ts';
import type { Actor } from '#contracts/roles.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import type { Db } from '#db/connection.ts';
import { loadOrderParts, orderOf } from '#db/queries/service-orders.ts';
import { type listOrders, readLines, readOrder, readVisits } from '#db/queries/order-lists.ts';
import { findPhotos } from '#db/queries/requests.ts';
import { findRating } from '#db/queries/service-orders-customer.ts';
import { repairLinesOf } from '#db/queries/repair-lines.ts';
import { orderRelations } from '#db/queries/service-orders-relations.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import { maySeeField } from '#domain/identity/rights.ts';
import { allowedActions } from '#domain/service-orders/allowed-actions.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { lacksReceipt, type LineExpense } from '#domain/service-orders/expenses.ts';
import type { Waiting } from '#domain/service-orders/order.ts';
import { worstClock } from '#domain/service-orders/sla-of-stage.ts';
import { stageOf, type StageModel } from '#domain/service-orders/stage-model.ts';
import { presentSignOff, presentSignOffs } from './present-sign-off.ts';
import { clockSnapshots, slaSnapshot } from '#transactions/service-orders/order-events.ts';

type Row = Awaited<ReturnType<typeof listOrders>>[number];
type Whole = NonNullable<Awaited<ReturnType<typeof readOrder>>>;

export interface Links {
  readonly temporalUiUrl: string;
  readonly namespace: string;
}

/** Rows of the list at an instant, with the names of their stages. */
export async function presentRows(db: Db<'orders'>, rows: readonly Row[], now: string) {
  const presented = [];
  for (const row of rows)
    presented.push(presentRow(row, await stageModel(db, row.stageModelId, row.stageModelVersion), now));
  return presented;
}

function presentRow(
  row: Omit<Row, 'customerName'> & { readonly customerName: string },
  model: StageModel,
  now: string,
): z.output<typeof ServiceOrderRow> {
  const { orderId, number, version, customerId, customerNumber, customerName, orderType, priority, stage, progress } =
    row;
  const { missingParts, createdAt, submittedAt, closedAt, origin, responsibleId } = row;
  const waits = row.waiting !== null && row.closesAt === null;
  return {
    ...{ orderId, number, version, customerId, customerNumber, customerName, orderType, priority, stage, progress },
    ...{ missingParts, createdAt, submittedAt, closedAt, origin, responsibleId },
    stageName: stageOf(model, stage).name,
    waiting: waits && row.waiting ? waitingOf(row.waiting, row.answeredAt) : null,
    sla: slaSnapshot(worstClock(row, now), now),
  };
}

function waitingOf({ on, until, since }: Waiting, answeredAt: string | null) {
  return { on, until, since, answeredAt };
}

/** One order whole; undefined when there is none, or not for this reader. */
export async function presentOrder(
  db: Db<'orders'>,
  orderId: string,
  actor: Actor,
  links: Links,
  now: string,
): Promise<ServiceOrder | undefined> {
  const row = await readOrder(db, orderId);
  if (!row) return undefined;
  const model = await stageModel(db, row.stageModelId, row.stageModelVersion);
  const order = orderOf(row, await loadOrderParts(db, orderId, []));
  const lines = await readLines(db, orderId);
  const visits = await readVisits(db, orderId);
  return {
    ...presentRow(row, model, now),
    ...headerOf(row, model),
    signOff: await presentSignOff(db, row, order),
    signOffs: await presentSignOffs(db, row, order),
    confirmations: maySeeField(actor.roles, 'internalNote') ? [...order.confirmations] : [],
    needsReview: order.needsReview,
    ...{ sla: slaSnapshot(row.sla, now), clocks: clockSnapshots(row.clocks, now) },
    ...(await relationsFor(db, orderId, actor)),
    rating: (await findRating(db, orderId)) ?? null,
    photoIds: [...(await findPhotos(db, row.requestId))],
    busy: row.pending.map(({ command, phase, effects, decidedAt }) => ({
      command,
      phase,
      effects: effects.map(({ name }) => name),
      since: decidedAt,
    })),
    lines: lines.map((line) => presentLine(line, actor)),
    repairLines: (await repairLinesOf(db, orderId)).map(({ orderId: _, customerId: __, ...line }) => line),
    visits: visits.flatMap(({ visitId, technicianId, startsAt, endsAt, timeZone, status }) =>
      startsAt === null || endsAt === null || timeZone === null
        ? []
        : [{ visitId, technicianId, startsAt, endsAt, timeZone, status }],
    ),
    allowedActions: allowedActions(order, model, actor.roles).map((action) => presentAction(action, model)),
    links: linksOf(row, links),
  };
}

/** What the order is about; our own notes only for whoever may see them. */
async function relationsFor(db: Db<'orders'>, orderId: string, { roles }: Actor) {
  const { objects, tasks } = await orderRelations(db, orderId);
  const seesNotes = maySeeField(roles, 'internalNote');
  return { objects, tasks: tasks.map((task) => (seesNotes ? task : { ...task, internalNote: null })) };
}

/** What may be done with an order; undefined when there is none, or not for this reader. */
export async function presentActions(
  db: Db<'orders'>,
  orderId: string,
  { roles }: Actor,
): Promise<OrderActions | undefined> {
  const row = await readOrder(db, orderId);
  if (!row) return undefined;
  const model = await stageModel(db, row.stageModelId, row.stageModelVersion);
  const order = orderOf(row, await loadOrderParts(db, orderId, []));
  const { number, customerName } = row;
  return {
    ...{ orderId, number, customerName, stageName: stageOf(model, row.stage).name },
    allowedActions: allowedActions(order, model, roles).map((action) => presentAction(action, model)),
  };
}

function headerOf(row: Whole, model: StageModel) {
  const { billToCustomerId, siteId, contactId, customerOrderNumber, description, recordedTime, followUpOf, requestId } =
    row;
  const { proposalId, invoiceId, invoiceNumber, closesAt } = row;
  const { preferredTechnicianId, preferred, serviceAddress, salesOrderNumber, repeatNumber } = row;
  return {
    ...{ billToCustomerId, siteId, contactId, customerOrderNumber, description, recordedTime, followUpOf, requestId },
    ...{ proposalId, invoiceId, invoiceNumber, closesAt, agreementId: row.agreementId },
    ...{
      notToExceedMinor: row.notToExceedMinor,
      overLimit: row.overLimit && { ...row.overLimit, lineIds: [...row.overLimit.lineIds] },
    },
    ...{ preferredTechnicianId, preferred, serviceAddress, salesOrderNumber, repeatNumber },
    billToCustomerName: row.billToCustomerName ?? '',
    stageModel: { id: row.stageModelId, version: row.stageModelVersion },
    end: stageOf(model, row.stage).end,
    response: slaSnapshot(row.response, row.lastEventAt),
  };
}

/** The order's workflow in the Temporal UI. */
export function temporalLink(number: string, { temporalUiUrl, namespace }: Links): string {
  return `${temporalUiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(serviceOrderWorkflowId(number))}`;
}

/** The workflows that a query finds, in the Temporal UI. */
export function workflowListLink(query: string, { temporalUiUrl, namespace }: Links): string {
  return `${temporalUiUrl}/namespaces/${namespace}/workflows?query=${encodeURIComponent(query)}`;
}

function linksOf(row: Whole, links: Links) {
  const self = `/v1/service-orders/${row.orderId}`;
  const hadWorkflow = row.closedAt === null || row.runOriginal !== null;
  return {
    self,
    timeline: `${self}/timeline`,
    temporal: hadWorkflow ? temporalLink(row.number, links) : null,
  };
}

export function presentLine(
  line: Awaited<ReturnType<typeof readLines>>[number],
  actor: Actor,
): z.output<typeof OrderLine> {
  const { orderId: _, customerId: __, restoreStatus: ___, costMinor, ...rest } = line;
  const { approval, approvedBy, approvalNote, orderedOutside, expense, receiptRequired, ...more } = rest;
  const { paidBackBy: ____, paidBackReference: _____, ...shown } = more;
  const isStaff = maySeeField(actor.roles, 'internalNote');
  return {
    ...shown,
    approval: approval && { ...approval, by: approvedBy, note: isStaff ? approvalNote : null },
    orderedOutside: isStaff ? orderedOutside : null,
    expense: isStaff && expense !== null ? shownExpense(expense) : null,
    receiptMissing: isStaff && lacksReceipt({ receiptRequired, expense }),
    costMinor: maySeeField(actor.roles, 'cost') ? costMinor : null,
  };
}

function shownExpense({ receiptSha256: _, ...expense }: LineExpense) {
  return expense;
}

function presentAction(action: ReturnType<typeof allowedActions>[number], model: StageModel): AllowedAction {
  const { action: name, to, needs, reasons, reasonUse, signOffs, refusal, lift } = action;
  return {
    action: name,
    label: to === null ? textOf(`action.${name}`) : stageOf(model, to).name,
    allowed: refusal === null,
    ...(to === null ? {} : { to }),
    ...(needs.length === 0 ? {} : { needs: [...needs] }),
    ...(reasons === null ? {} : { reasons: [...reasons] }),
    ...(reasonUse === null ? {} : { reasonUse }),
    ...(signOffs === undefined ? {} : { signOffs: [...signOffs] }),
    ...(refusal === null ? {} : { refusal: { ...presentRefusal(refusal, model), roles: [...lift] } }),
  };
}

/** People read the stage's name where programs read its id. */
function presentRefusal({ code, params = {} }: OrderRefusal, model: StageModel) {
  const stage = model.stages.find(({ id }) => id === params['stage'])?.name;
  const words = stage === undefined ? params : { ...params, stage };
  return { code, message: refusalWords({ code, params: words }), whoMayLift: textOf(`${code}.lift`) };
}

/** A refusal in words, by the field that it is about where it is about one. */
export function refusalWords({ code, params = {} }: OrderRefusal): string {
  return textOf(`${code}.${String(params['field'])}`) || refusalText(code, params);
}

/** A refusal in words: its detail with the values filled in, or the title of its problem. */
export function refusalText(code: string, params: OrderRefusal['params'] = {}): string {
  const detail = `${code}.detail`;
  if (isMessage(detail)) return message(detail, params);
  return isProblemCode(code) ? problems[code].title : code;
}

function isMessage(code: string): code is MessageCode {
  return Object.hasOwn(en, code);
}

function textOf(code: string): string {
  return isMessage(code) ? message(code) : '';
}
