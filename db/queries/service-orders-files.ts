/** Files of orders and their lines: rows that say what an uploaded file is there for. */
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
