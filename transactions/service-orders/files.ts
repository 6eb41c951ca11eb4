/** Adds uploaded files to an order or its lines, says something else of them, and takes them out. The words stay in the rows. */
import { v7 as uuidv7 } from 'uuid';

import { findFile } from '#db/queries/files.ts';
import {
  filesOfOrder,
  insertOrderFile,
  removeOrderFile,
  updateOrderFile,
  type OrderFileRow,
} from '#db/queries/service-orders-files.ts';
import type { Transaction } from '#db/transaction.ts';
import { addFile, changeFile, unlessOpen, type OrderFile } from '#domain/service-orders/files.ts';
import { editOrder, refuse, type Edit, type Edited } from './edit-order.ts';

type Orders = Transaction<'orders'>;
type Added = { readonly orderFileId: string };

/** Adds an uploaded file to the order, or to one of its lines. */
export function addOrderFile(t: Orders, edit: Edit, asked: Omit<OrderFile, 'orderFileId'>): Promise<Edited<Added>> {
  return editOrder(t, edit, async ({ order, at }) => {
    const uploaded = await findFile(t, asked.fileId);
    const decided = addFile(order, asked, uploaded, await filesOfOrder(t, order.id));
    if (!decided.ok) return decided;
    const file: OrderFile = { ...asked, orderFileId: uuidv7() };
    const { orderFileId } = file;
    return {
      ok: true,
      result: { orderFileId },
      facts: [{ name: 'fileAdded', data: namesOf({ ...file, sha256: uploaded?.sha256 ?? '' }) }],
      write: () => insertOrderFile(t, order, file, { principal: edit.actor.principal, at }),
    };
  });
}

/** Says something else of a file: its caption, and whether the customer sees it. */
export function changeOrderFile(
  t: Orders,
  edit: Edit,
  orderFileId: string,
  change: { readonly caption?: string | null | undefined; readonly forCustomer?: boolean | undefined },
): Promise<Edited<Added>> {
  return editOrder(t, edit, async ({ order }) => {
    const old = await fileOf(t, order.id, orderFileId);
    if (old === undefined) return refuse('resource.unknown');
    const open = unlessOpen(order);
    if (!open.ok) return open;
    const file = changeFile(old, change);
    const isSame = old.caption === file.caption && old.forCustomer === file.forCustomer;
    return {
      ok: true,
      result: { orderFileId },
      facts: isSame ? [] : [{ name: 'fileChanged', data: namesOf(file) }],
      write: () => updateOrderFile(t, file),
    };
  });
}

/** Takes a file out of the order; that it was there stays in the order's events. */
export function takeOrderFile(t: Orders, edit: Edit, orderFileId: string): Promise<Edited<Added>> {
  return editOrder(t, edit, async ({ order, at }) => {
    const file = await fileOf(t, order.id, orderFileId);
    if (file === undefined) return refuse('resource.unknown');
    const open = unlessOpen(order);
    if (!open.ok) return open;
    return {
      ok: true,
      result: { orderFileId },
      facts: [{ name: 'fileRemoved', data: namesOf(file) }],
      write: () => removeOrderFile(t, orderFileId, { principal: edit.actor.principal, at }),
    };
  });
}

async function fileOf(t: Orders, orderId: string, orderFileId: string): Promise<OrderFileRow | undefined> {
  return (await filesOfOrder(t, orderId)).find((file) => file.orderFileId === orderFileId);
}

/** What events say of a file. */
function namesOf({ orderFileId, fileId, sha256, lineId, forCustomer }: OrderFile & { readonly sha256: string }) {
  return { orderFileId, fileId, sha256, lineId, forCustomer };
}
