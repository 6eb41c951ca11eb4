/** Repair lines and notes: rows of an order that no rule of another service asks for. */
import type { RepairLine, ServiceOrder } from '#domain/service-orders/order.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** A repair line with the words that its rules do not know. */
export type RepairLineRow = RepairLine & { readonly note: string | null };

type Owner = Pick<ServiceOrder, 'id' | 'customerId'>;

export async function insertRepairLines(
  t: Transaction<'orders'>,
  order: Owner,
  lines: readonly RepairLineRow[],
): Promise<void> {
  if (lines.length === 0) return;
  await t
    .insertInto('repairLines')
    .values(lines.map((line) => ({ ...line, orderId: order.id, customerId: order.customerId })))
    .execute();
}

export async function repairLinesOf(db: Db<'orders'>, orderId: string) {
  return db.selectFrom('repairLines').selectAll().where('orderId', '=', orderId).orderBy('lineNumber').execute();
}

export async function updateRepairLine(
  t: Transaction<'orders'>,
  { repairLineId, ...fields }: RepairLineRow,
): Promise<void> {
  await t.updateTable('repairLines').set(fields).where('repairLineId', '=', repairLineId).execute();
}

export interface NoteRow {
  readonly noteId: string;
  readonly version: number;
  readonly kind: 'internal' | 'customer' | 'command' | 'question' | 'answer';
  readonly text: string;
  readonly principal: string;
  readonly createdAt: string;
}

export async function insertNote(t: Transaction<'orders'>, order: Owner, note: NoteRow): Promise<void> {
  await t
    .insertInto('orderNotes')
    .values({ ...note, orderId: order.id, customerId: order.customerId })
    .execute();
}
