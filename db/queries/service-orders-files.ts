/** Files of orders and their lines: rows that say what an uploaded file is there for. */
import { sql } from 'kysely';

import type { OrderFile } from '#domain/service-orders/files.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** The files of an order that are there, the oldest first, as far as the transaction's actor may see them. */
export async function filesOfOrder(db: Db<'orders'>, orderId: string) {
  return db
    .selectFrom('orderFiles')
    .innerJoin('files', 'files.fileId', 'orderFiles.fileId')
    .where('orderFiles.orderId', '=', orderId)
    .where('orderFiles.removedAt', 'is', null)
    .select(['orderFileId', 'orderFiles.fileId', 'lineId', 'caption', 'forCustomer', 'addedBy', 'addedAt'])
    .select(['files.kind', 'files.mime', 'files.size', 'files.sha256'])
    .orderBy('addedAt')
    .orderBy('orderFileId')
    .execute();
}

export type OrderFileRow = Awaited<ReturnType<typeof filesOfOrder>>[number];

type Owner = Pick<ServiceOrder, 'id' | 'customerId'>;
type Acting = { readonly principal: string; readonly at: string };

export async function insertOrderFile(
  t: Transaction<'orders'>,
  { id: orderId, customerId }: Owner,
  { orderFileId, fileId, lineId, caption, forCustomer }: OrderFile,
  { principal: addedBy, at: addedAt }: Acting,
): Promise<void> {
  const row = { orderFileId, fileId, lineId, caption, forCustomer, orderId, customerId, addedBy, addedAt };
  await t.insertInto('orderFiles').values(row).execute();
}

export async function updateOrderFile(
  t: Transaction<'orders'>,
  { orderFileId, caption, forCustomer }: OrderFile,
): Promise<void> {
  await t.updateTable('orderFiles').set({ caption, forCustomer }).where('orderFileId', '=', orderFileId).execute();
}

/** Takes it out of the order; the row and the uploaded content stay. */
export async function removeOrderFile(
  t: Transaction<'orders'>,
  orderFileId: string,
  { principal: removedBy, at: removedAt }: Acting,
): Promise<void> {
  await t.updateTable('orderFiles').set({ removedBy, removedAt }).where('orderFileId', '=', orderFileId).execute();
}

/** Whether a file was taken out of an order and is used nowhere any more: in no order, as no receipt, with no request. */
export async function isTakenOut(db: Db<'orders'>, fileId: string): Promise<boolean> {
  const { rows } = await sql<{ isTakenOut: boolean }>`
    select exists (select from order_files where file_id = ${fileId}::uuid and removed_at is not null)
      and not exists (select from order_files where file_id = ${fileId}::uuid and removed_at is null)
      and not exists (select from request_photos where file_id = ${fileId}::uuid)
      and not exists (
        select from order_lines where expense is not null and expense ->> 'receiptFileId' = ${fileId})
      as "isTakenOut"`.execute(db);
  return rows[0]?.isTakenOut ?? false;
}
