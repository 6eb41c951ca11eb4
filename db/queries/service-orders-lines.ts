/** Lines of service orders as rows: written as a decision leaves them. */
import { sql } from 'kysely';

import type { OrderLine, ServiceOrder } from '#domain/service-orders/order.ts';
import type { Transaction } from '../transaction.ts';
import { jsonOf } from './customers.ts';

/** Writes lines that changed, all in one statement; `version` is the order's. Descriptions are not touched. */
export async function updateLines(
  t: Transaction<'orders'>,
  lines: readonly OrderLine[],
  version: number,
): Promise<void> {
  if (lines.length === 0) return;
  await sql`update order_lines l set version = ${version}, category = r.category, status = r.status,
      restore_status = r."restoreStatus", chargeable = r.chargeable, technician_id = r."technicianId",
      object_id = r."objectId", task = r.task,
      planned_quantity = r."plannedQuantity", quantity = r.quantity, work_date = r."workDate", reserved = r.reserved,
      missing = r.missing, issued = r.issued, amount_minor = r."amountMinor", cost_minor = r."costMinor",
      covered_minor = r."coveredMinor", extra = r.extra, approval = r.approval, moved_to = r."movedTo",
      plain_item = r."plainItem", ordered_outside = r."orderedOutside", expense = r.expense,
      signed_at = r."signedAt"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (
      "lineId" uuid, category text, status text, "restoreStatus" text, chargeable boolean, "technicianId" uuid,
      "objectId" uuid, task text, "plannedQuantity" numeric, quantity numeric, "workDate" date, reserved numeric, missing numeric, issued numeric,
      "amountMinor" bigint, "costMinor" bigint, "coveredMinor" bigint, extra boolean, approval jsonb, "movedTo" uuid,
      "plainItem" boolean, "orderedOutside" jsonb, expense jsonb, "signedAt" timestamptz)
    where l.line_id = r."lineId"`.execute(t);
}

/** A new line with the words that its rules do not know. */
export type NewLineRow = OrderLine & { readonly description: string | null };

export async function insertLines(
  t: Transaction<'orders'>,
  order: Pick<ServiceOrder, 'id' | 'customerId'>,
  lines: readonly NewLineRow[],
  version: number,
): Promise<void> {
  if (lines.length === 0) return;
  const owner = { orderId: order.id, customerId: order.customerId, version };
  const rows = lines.map(({ restoreStatus: _, receiptRequired: __, approval, orderedOutside, expense, ...line }) => {
    const said = { approval: jsonOf(approval), orderedOutside: jsonOf(orderedOutside), expense: jsonOf(expense) };
    return { ...line, ...said, ...owner };
  });
  await t.insertInto('orderLines').values(rows).execute();
}

export async function updateLineDescription(
  t: Transaction<'orders'>,
  lineId: string,
  description: string | null,
): Promise<void> {
  await t.updateTable('orderLines').set({ description }).where('lineId', '=', lineId).execute();
}
