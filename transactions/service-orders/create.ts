/** Creates a service order: row, lines, its first events, and the message that starts its workflow, in one transaction. */
import { v7 as uuidv7 } from 'uuid';

import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { Actor } from '#contracts/roles.ts';
import type { StartOrder } from '#contracts/workflows/messages.ts';
import { appendEvent, appendMessage } from '#db/outbox.ts';
import { findCustomer, type CustomerRow } from '#db/queries/customers.ts';
import { insertOrder, nextOrderNumber, type NewOrderColumns } from '#db/queries/service-orders.ts';
import { insertLines } from '#db/queries/service-orders-lines.ts';
import { insertRelations } from '#db/queries/service-orders-relations.ts';
import { insertRepairLines } from '#db/queries/repair-lines.ts';
import { parameterValue, setupValue } from '#db/queries/setup-copy.ts';
import { findContact, findSite, type SiteRow } from '#db/queries/sites-and-contacts.ts';
import { latestStageModel } from '#db/queries/stage-models.ts';
import type { Transaction } from '#db/transaction.ts';
import type { ObjectRelation } from '#domain/agreements/agreement.ts';
import type { TaskDraft } from '#domain/agreements/task.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { createOrder, submissionOf, type NewOrder } from '#domain/service-orders/create.ts';
import type { NewLine } from '#domain/service-orders/lines.ts';
import { beginWith } from '#domain/service-orders/of-type.ts';
import { dayOfVisit } from '#domain/service-orders/preferred-time.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import type { Relations } from '#domain/service-orders/relations.ts';
import type { StageModel } from '#domain/service-orders/stage-model.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept } from '#domain/shared/decision.ts';
import type { SlaClock } from '#domain/sla/clock.ts';
import { companyDay } from '../company-day.ts';
import { coverageToTell } from '../agreements/coverage-of-order.ts';
import { underAgreement } from '../agreements/order-under-agreement.ts';
import { slaAtCreation } from './decision-context.ts';
import { withReceipts, type ExpenseWish } from './expenses.ts';
import { headerColumns, headerOf, type HeaderWish } from './header.ts';
import { createdEvent } from './order-events.ts';
import { relatedAs } from './relate.ts';
import { saveFacts } from './save.ts';
import { summaryOf } from './view.ts';

/** What a new order is to be; words (descriptions, notes) go into its rows only. */
export interface NewServiceOrder extends HeaderWish {
  readonly customerId: string;
  readonly billToCustomerId?: string | undefined;
  readonly siteId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly customerOrderNumber?: string | null | undefined;
  readonly notToExceedMinor?: number | null | undefined;
  readonly orderType?: string | undefined;
  readonly priority?: string | undefined;
  readonly description?: string | null | undefined;
  readonly submittedAt?: string | undefined;
  readonly slaPolicyId?: string | null | undefined;
  readonly lines?: readonly AskedLine[] | undefined;
  readonly repairLines?: readonly NewRepairLine[] | undefined;
  readonly requestId?: string | undefined;
  /** The response clock of the request, as it ended. */
  readonly response?: SlaClock | null | undefined;
  readonly followUpOf?: string | undefined;
  /** How many orders it follows, one upon the other; none when absent. */
  readonly repeatNumber?: number | undefined;
  /** Of the sales order elsewhere that it is made of. */
  readonly salesOrderNumber?: string | undefined;
  readonly agreementId?: string | undefined;
  /** Lines of the agreement's typical visit that it takes, before its own. */
  readonly agreementLines?: 'all' | readonly string[] | undefined;
  /** Objects and tasks beside those of its agreement. */
  readonly objects?: readonly ObjectRelation[] | undefined;
  readonly tasks?: readonly TaskDraft[] | undefined;
  /** Set by importers: the order is fed in recorded time. */
  readonly occurredAt?: string | undefined;
}

type AskedLine = Omit<NewLine, 'expense'> & {
  readonly description?: string | undefined;
  readonly expense?: ExpenseWish | undefined;
};

export interface NewRepairLine {
  readonly objectId?: string | null | undefined;
  readonly condition?: string | null | undefined;
  readonly symptom?: string | null | undefined;
  readonly diagnosis?: string | null | undefined;
  readonly resolution?: string | null | undefined;
  readonly technicianId?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly startedAt?: string | null | undefined;
  readonly finishedAt?: string | null | undefined;
}

export type Created =
  | { readonly ok: true; readonly orderId: string; readonly start: StartOrder; readonly startId: string }
  | { readonly ok: false; readonly refusal: OrderRefusal };

/** Creates an order at an instant. The caller's transaction may do more, such as accepting the request that asked for it. */
export async function createServiceOrder(
  t: Transaction<'orders'>,
  asked: NewServiceOrder,
  actor: Actor,
  now: string,
): Promise<Created> {
  const at = asked.occurredAt ?? now;
  const today = await companyDay(t, at);
  const agreed = await agreedOrder(t, await asItsType(t, asked, today), today);
  if (!agreed.ok) return agreed;
  const { input, relations } = agreed;
  const found = await references(t, input);
  if (!found.ok) return found;
  const { customer, model, orderType, slaPolicyId } = found;
  const said = await headerOf(t, input, found.site);
  if (!said.ok) return said;
  const priority = input.priority ?? orderType.priorityId;
  const submittedAt = submissionOf(input.submittedAt, at);
  const sla = await slaAtCreation(t, slaPolicyId, { submittedAt, priority });
  if (!sla) return unknown('slaPolicyId', slaPolicyId ?? '');
  const number = await nextOrderNumber(t);
  const chosen = { number, priority, at, today };
  const needsReview = asked.occurredAt === undefined && (await parameterValue(t, 'postingNeedsReview'));
  const draft = { ...draftOf(input, found, chosen), relations, needsReview };
  // Whoever asked was answered when the request was accepted: its clock is handed over, and no other begins.
  const slaTargets = sla.slaTargets.filter(({ target }) => target !== 'respond' || input.requestId === undefined);
  const { calendar, slaTarget } = sla;
  const created = createOrder(draft, { at, model, newId: uuidv7, calendar, slaTarget, slaTargets });
  if (!created.ok) return created;
  const { order } = created;
  const terms = { slaPolicyVersion: sla.policyVersion, header: headerColumns(input, found.site, said.header), at };
  const columns = columnsOf(input, found, terms);
  await insertWhole(t, order, columns, { ...input, relations });
  const coverage = await coverageToTell(t, order, columns);
  await appendEvent(t, serviceOrderEvents.created, createdEvent(order, { ...columns, relations, coverage }, actor));
  const after = await saveFacts(t, order, created.facts, { at, principal: actor.principal, under: columns });
  const start = startMessage(after, customer.number);
  return {
    ok: true,
    orderId: order.id,
    start,
    startId: await appendMessage(t, { aggregateId: order.id, version: 1, message: start }),
  };
}

function columnsOf(
  input: NewServiceOrder,
  { customer, model, slaPolicyId }: References,
  { at, ...terms }: Pick<NewOrderColumns, 'slaPolicyVersion' | 'header'> & { readonly at: string },
): NewOrderColumns {
  const { description, requestId, response, followUpOf, agreementId } = input;
  return {
    ...{ customerNumber: customer.number, createdAt: at, stageModelId: model.id, stageModelVersion: model.version },
    ...{ description: description ?? null, requestId: requestId ?? null, response: response ?? null },
    ...{ followUpOf: followUpOf ?? null, agreementId: agreementId ?? null, slaPolicyId, ...terms },
  };
}

/** The order as it was asked for, with what its type begins with; a log of the past says what there was. */
async function asItsType(t: Transaction<'orders'>, asked: NewServiceOrder, today: string): Promise<NewServiceOrder> {
  if (asked.occurredAt !== undefined) return asked;
  const type = await setupValue(t, 'order-type', await typeIdOf(t, asked));
  if (type === undefined) return asked;
  return { ...asked, ...beginWith(type.data, asked, dayOfVisit(asked.preferred, today)) };
}

async function typeIdOf(t: Transaction<'orders'>, { orderType }: Pick<NewServiceOrder, 'orderType'>): Promise<string> {
  return orderType ?? parameterValue(t, 'defaultOrderTypeId');
}

/** The order as it was asked for, with the lines and relations that its agreement gives it. */
async function agreedOrder(t: Transaction<'orders'>, asked: NewServiceOrder, today: string) {
  const agreed = await underAgreement(t, asked, today);
  if (!agreed.ok) return agreed;
  const own = await withReceipts(t, agreed.input.lines ?? []);
  if (!own.ok) return own;
  const input = { ...agreed.input, lines: [...agreed.taken.lines, ...own.lines] };
  const related = await relatedAs(t, input, agreed.taken.relations);
  return related.ok ? accept({ input, relations: related.after }) : related;
}

/** The rows of a new order: its own, its lines and repair lines with their words, and what it is related to. */
async function insertWhole(
  t: Transaction<'orders'>,
  order: ServiceOrder,
  columns: NewOrderColumns,
  { lines, repairLines, relations }: Pick<NewServiceOrder, 'lines' | 'repairLines'> & { readonly relations: Relations },
): Promise<void> {
  await insertOrder(t, order, columns, summaryOf(order));
  await insertRelations(t, order, relations);
  await insertLines(
    t,
    order,
    order.lines.map((line, index) => ({ ...line, description: lines?.[index]?.description ?? null })),
    1,
  );
  await insertRepairLines(
    t,
    order,
    order.repairLines.map((line, index) => ({ ...line, note: repairLines?.[index]?.note ?? null })),
  );
}

/** What a new order refers to, found. */
export interface References {
  readonly customer: CustomerRow;
  readonly billTo: CustomerRow;
  readonly model: StageModel;
  readonly site: SiteRow | null;
  readonly orderTypeId: string;
  readonly orderType: { readonly stageModelId: string; readonly priorityId: string };
  readonly slaPolicyId: string | null;
}

/** Looks up what a new order names, or refuses what there is not. */
export async function references(
  t: Transaction<'orders'>,
  input: Pick<
    NewServiceOrder,
    'customerId' | 'billToCustomerId' | 'siteId' | 'contactId' | 'orderType' | 'slaPolicyId'
  >,
): Promise<({ readonly ok: true } & References) | Extract<Created, { ok: false }>> {
  const { customerId, siteId, contactId } = input;
  const customer = await findCustomer(t, customerId);
  if (!customer) return unknown('customerId', customerId);
  const billToId = input.billToCustomerId ?? customer.billToCustomerId;
  const billTo = billToId === customerId ? customer : await findCustomer(t, billToId);
  if (!billTo) return unknown('billToCustomerId', billToId);
  const site = siteId ? await findSite(t, customerId, siteId) : null;
  if (site === undefined) return unknown('siteId', siteId ?? '');
  if (contactId && !(await findContact(t, customerId, contactId))) return unknown('contactId', contactId);
  const orderTypeId = await typeIdOf(t, input);
  const orderType = await setupValue(t, 'order-type', orderTypeId);
  if (!orderType) return unknown('orderType', orderTypeId);
  const model = await latestStageModel(t, orderType.data.stageModelId);
  if (!model) return unknown('stageModelId', orderType.data.stageModelId);
  const slaPolicyId = input.slaPolicyId === undefined ? orderType.data.slaPolicyId : input.slaPolicyId;
  return { ok: true, customer, billTo, model, site, orderTypeId, orderType: orderType.data, slaPolicyId };
}

function unknown(field: string, value: string): Extract<Created, { ok: false }> {
  return { ok: false, refusal: { code: 'order.unknown-reference', params: { field, value } } };
}

/** With the hashes of its receipts. */
type InputWithReceipts = Omit<NewServiceOrder, 'lines'> & { readonly lines: readonly NewLine[] };

function draftOf(
  input: InputWithReceipts,
  { customer, billTo, orderTypeId }: References,
  chosen: { readonly number: string; readonly priority: string; readonly at: string; readonly today: string },
): NewOrder {
  return {
    header: {
      ...{ id: uuidv7(), number: chosen.number, companyId, orderType: orderTypeId, priority: chosen.priority },
      ...{ customerId: customer.customerId, billToCustomerId: billTo.customerId },
      ...{ siteId: input.siteId ?? null, contactId: input.contactId ?? null },
      customerOrderNumber: input.customerOrderNumber ?? null,
      notToExceedMinor: input.notToExceedMinor ?? null,
      submittedAt: submissionOf(input.submittedAt, chosen.at),
      recordedTime: input.occurredAt !== undefined,
    },
    lines: input.lines,
    repairLines: (input.repairLines ?? []).map((line) => repairLineOf(line)),
    today: chosen.today,
  };
}

/** A repair line with what was said of it, and null where nothing was. */
export function repairLineOf(input: NewRepairLine): NewOrder['repairLines'][number] {
  const {
    objectId = null,
    condition = null,
    symptom = null,
    diagnosis = null,
    resolution = null,
    technicianId = null,
  } = input;
  const { startedAt = null, finishedAt = null } = input;
  return { objectId, condition, symptom, diagnosis, resolution, technicianId, startedAt, finishedAt };
}

/** What starts the order's workflow, and what operators see of it from the first moment. */
export function startMessage(order: ServiceOrder, customerRef: string): StartOrder {
  const { slaState, slaDueAt } = summaryOf(order);
  const { id: orderId, number, stage, progress, priority } = order;
  return { kind: 'start-order', orderId, number, stage, progress, priority, customerRef, slaState, slaDueAt };
}
