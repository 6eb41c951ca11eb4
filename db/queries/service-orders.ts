/** Rows of service orders as decisions need them: locked, whole, and saved with what changed. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { Role } from '#domain/identity/rights.ts';
import type { OrderOrigin, PreferredTime, ServiceAddress } from '#domain/service-orders/header.ts';
import type { OrderLine, OrderVisit, ServiceOrder } from '#domain/service-orders/order.ts';
import type { SlaClock } from '#domain/sla/clock.ts';
import type { Db } from '../connection.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import { nextFreeNumber } from '../number-series.ts';
import type { Transaction } from '../transaction.ts';
import { jsonOf } from './customers.ts';
import { receiptRequired } from './service-orders-expenses.ts';
import { movableSeries } from './service-orders-series.ts';

type OrdersTables = ServiceSchemas['orders'];
export type OrderRow = Selectable<OrdersTables['serviceOrders']>;

/** The command row of a decision, as far as it is needed. */
export interface StoredCommand {
  readonly commandId: string;
  readonly name: string;
  readonly principal: string;
  /** Of the principal when the command came; null where they were not kept. */
  readonly roles: readonly Role[] | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly words: Readonly<Record<string, string>> | null;
  readonly status: 'received' | 'pending' | 'done' | 'refused' | 'withdrawn';
  readonly outcome: unknown;
  readonly receivedAt: string;
  readonly occurredAt: string | null;
}

/** Locks the order's row until the transaction ends; undefined when there is none. Must be the first statement. */
export async function lockOrder(t: Transaction<'orders'>, orderId: string): Promise<OrderRow | undefined> {
  return t.selectFrom('serviceOrders').selectAll().where('orderId', '=', orderId).forUpdate().executeTakeFirst();
}

export async function findOrder(db: Db<'orders'>, orderId: string): Promise<OrderRow | undefined> {
  return db.selectFrom('serviceOrders').selectAll().where('orderId', '=', orderId).executeTakeFirst();
}

/** What belongs to an order beside its row, and the named commands, in one round trip. */
export interface OrderParts {
  readonly lines: readonly OrderLine[];
  readonly visits: readonly OrderVisit[];
  readonly commands: readonly StoredCommand[];
}

/** Instants inside JSON in the one spelling of the code. */
const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export async function loadOrderParts(
  db: Db<'orders'>,
  orderId: string,
  commandIds: readonly string[],
): Promise<OrderParts> {
  const { rows } = await sql<OrderParts>`select
    (select coalesce(jsonb_agg(jsonb_build_object(
      'lineId', line_id, 'lineNumber', line_number, 'type', type, 'category', category, 'status', status,
      'restoreStatus', restore_status, 'chargeable', chargeable, 'itemId', item_id, 'technicianId', technician_id,
      'objectId', object_id, 'task', task, 'agreementLineNumber', agreement_line_number,
      'plannedQuantity', planned_quantity, 'quantity', quantity, 'workDate', work_date, 'reserved', reserved,
      'missing', missing, 'issued', issued, 'amountMinor', amount_minor, 'costMinor', cost_minor,
      'coveredMinor', covered_minor, 'extra', extra, 'approval', approval, 'movedTo', moved_to,
      'plainItem', plain_item, 'orderedOutside', ordered_outside, 'signedAt', ${instant('signed_at')},
      'expense', expense, 'receiptRequired', ${receiptRequired}
    ) order by line_number), '[]') from order_lines where order_id = ${orderId}) as lines,
    (select coalesce(jsonb_agg(jsonb_build_object(
      'visitId', visit_id, 'technicianId', technician_id, 'technicianNumber', technician_number, 'status', status
    ) order by visit_id), '[]') from order_visits where order_id = ${orderId}) as visits,
    (select coalesce(jsonb_agg(jsonb_build_object(
      'commandId', command_id, 'name', name, 'principal', principal, 'roles', roles, 'input', input, 'words', words, 'status', status,
      'outcome', outcome, 'receivedAt', ${instant('received_at')}, 'occurredAt', ${instant('occurred_at')}
    )), '[]') from commands where command_id = any(${commandIds}) and order_id = ${orderId}) as commands`.execute(db);
  const [parts] = rows;
  if (!parts) throw new Error('A select without from gives one row');
  return parts;
}

/** The order as its rules see it. Repair lines are not loaded: no rule asks for them. */
export function orderOf(row: OrderRow, parts: Pick<OrderParts, 'lines' | 'visits'>): ServiceOrder {
  const { orderId: id, signOff, waiting, sla, lastRefusal, cameFrom, ...rest } = row;
  return { ...rest, id, signOff, waiting, sla, lastRefusal, cameFrom, ...parts, repairLines: [] };
}

/** What of an order's row follows from the order, beside what a decision says. */
export interface OrderSummary {
  readonly slaState: string;
  readonly slaDueAt: string | null;
  readonly missingParts: boolean;
  readonly nextAt: string | null;
  readonly nextWhat: string | null;
  readonly signedBy?: string;
}

/** The columns of the row that follow the order. */
export function orderColumns(order: ServiceOrder, summary: OrderSummary) {
  return {
    ...{ version: order.version, priority: order.priority, orderType: order.orderType },
    ...{ billToCustomerId: order.billToCustomerId, siteId: order.siteId, contactId: order.contactId },
    ...{ customerOrderNumber: order.customerOrderNumber, stage: order.stage, cameFrom: [...order.cameFrom] },
    entered: [...order.entered],
    ...{ progress: order.progress, reserves: order.reserves, closesAt: order.closesAt, closedAt: order.closedAt },
    ...{ proposalId: order.proposalId, invoiceId: order.invoiceId, invoiceNumber: order.invoiceNumber },
    notToExceedMinor: order.notToExceedMinor,
    overLimit: jsonOf(order.overLimit),
    openQuotes: JSON.stringify(order.openQuotes),
    waiting: jsonOf(order.waiting),
    sla: jsonOf(order.sla),
    ...{ clocks: JSON.stringify(order.clocks), slaTargets: JSON.stringify(order.slaTargets) },
    ...{
      signOff: jsonOf(order.signOff),
      signOffs: JSON.stringify(order.signOffs),
      confirmations: JSON.stringify(order.confirmations),
      needsReview: order.needsReview,
    },
    pending: JSON.stringify(order.pending),
    lastRefusal: jsonOf(order.lastRefusal),
    lastEventAt: order.lastEventAt,
    ...summary,
  };
}

export async function updateOrder(t: Transaction<'orders'>, order: ServiceOrder, summary: OrderSummary): Promise<void> {
  await t.updateTable('serviceOrders').set(orderColumns(order, summary)).where('orderId', '=', order.id).execute();
}

/** Visits whose state changed; places and times come with the visit's own events. */
export async function saveVisits(
  t: Transaction<'orders'>,
  order: Pick<ServiceOrder, 'id' | 'customerId'>,
  visits: readonly OrderVisit[],
): Promise<void> {
  if (visits.length === 0) return;
  const owner = { orderId: order.id, customerId: order.customerId, visitVersion: 0 };
  await t
    .insertInto('orderVisits')
    .values(visits.map((visit) => ({ ...visit, ...owner })))
    .onConflict((conflict) =>
      conflict.column('visitId').doUpdateSet((row) => ({
        status: row.ref('excluded.status'),
        technicianNumber: row.fn.coalesce('excluded.technicianNumber', 'orderVisits.technicianNumber'),
      })),
    )
    .execute();
}

/** Claims the order for a run; the caller has compared it with the one in the row. */
export async function saveClaim(
  t: Transaction<'orders'>,
  orderId: string,
  original: string,
  startedAt: string,
): Promise<void> {
  await t
    .updateTable('serviceOrders')
    .set({ runOriginal: original, runStartedAt: startedAt })
    .where('orderId', '=', orderId)
    .execute();
}

/** The next order number, such as `SO-100042`; a number that is not used is lost, which does not matter here. */
export async function nextOrderNumber(t: Transaction<'orders'>): Promise<string> {
  return nextFreeNumber(t, movableSeries['service-orders']);
}

/** What a new order's row says beside the order. */
export interface NewOrderColumns {
  readonly customerNumber: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly stageModelId: string;
  readonly stageModelVersion: number;
  readonly slaPolicyId: string | null;
  readonly slaPolicyVersion: number | null;
  readonly requestId: string | null;
  /** Null for an order that was not made of a request, or whose request had no clock. */
  readonly response?: SlaClock | null;
  readonly followUpOf: string | null;
  /** Null, or absent, for an order that is under none. */
  readonly agreementId?: string | null;
  readonly header: HeaderColumns;
}

/** What a header says beside what the order's rules know. */
export interface HeaderColumns {
  readonly origin: OrderOrigin;
  readonly responsibleId: string | null;
  readonly preferredTechnicianId: string | null;
  readonly preferred: PreferredTime | null;
  readonly serviceAddress: ServiceAddress | null;
  readonly salesOrderNumber: string | null;
  readonly repeatNumber: number;
}

export async function insertOrder(
  t: Transaction<'orders'>,
  order: ServiceOrder,
  { header, response = null, ...columns }: NewOrderColumns,
  summary: OrderSummary,
): Promise<void> {
  const { id: orderId, number, companyId, customerId, submittedAt, recordedTime } = order;
  const fixed = { orderId, number, companyId, customerId, submittedAt, recordedTime };
  await t
    .insertInto('serviceOrders')
    .values({ ...fixed, ...columns, response: jsonOf(response), ...headerRow(header), ...orderColumns(order, summary) })
    .execute();
}

/** Changes what the header says beside what the order's rules know; a member that is left out stays. */
export async function updateHeader(
  t: Transaction<'orders'>,
  orderId: string,
  { description, ...columns }: Partial<HeaderColumns> & { readonly description?: string | null | undefined },
): Promise<void> {
  const words = description === undefined ? {} : { description };
  const changed = { ...words, ...headerRow(columns) };
  if (Object.keys(changed).length === 0) return;
  await t.updateTable('serviceOrders').set(changed).where('orderId', '=', orderId).execute();
}

function headerRow<Header extends Partial<HeaderColumns>>({ preferred, serviceAddress, ...header }: Header) {
  return {
    ...header,
    ...(preferred === undefined ? {} : { preferred: jsonOf(preferred) }),
    ...(serviceAddress === undefined ? {} : { serviceAddress: jsonOf(serviceAddress) }),
  };
}

/** Where and when a visit is, as dispatch said in its version; an earlier version changes nothing. */
export async function placeVisit(
  t: Transaction<'orders'>,
  order: Pick<ServiceOrder, 'id' | 'customerId'>,
  visit: OrderVisit & { readonly startsAt: string; readonly endsAt: string; readonly timeZone: string },
  visitVersion: number,
): Promise<void> {
  await t
    .insertInto('orderVisits')
    .values({ ...visit, orderId: order.id, customerId: order.customerId, visitVersion })
    .onConflict((conflict) =>
      conflict
        .column('visitId')
        .doUpdateSet({ ...visit, visitVersion })
        .where('orderVisits.visitVersion', '<', visitVersion),
    )
    .execute();
}
