/** Routes of files and photos of orders and their lines. */
import type { Express } from 'express';

import { orderFileRoutes as routes, type OrderFile } from '#contracts/http/service-orders-files.ts';
import { officeAndField, type Actor } from '#contracts/roles.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { filesOfOrder, type OrderFileRow } from '#db/queries/service-orders-files.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { addOrderFile, changeOrderFile, takeOrderFile } from '#transactions/service-orders/files.ts';
import { editedOnce } from '../edited-once.ts';
import { acceptEdit, type OrderParts } from './service-orders.ts';

/** Mounts the routes. */
export function mountOrderFiles(app: Express, { db, clock }: Pick<OrderParts, 'db' | 'clock'>): void {
  mount(app, routes.list, async ({ actor, params: { orderId } }) => {
    const body = await transaction(db, actor, async (t) => {
      const order = await findOrder(t, orderId);
      if (order === undefined) throw new ProblemError('resource.unknown');
      const items = (await filesOfOrder(t, orderId)).map((file) => wireOf(file, actor));
      return { items, mayChange: order.closedAt === null && mayChange(actor) };
    });
    return { status: 200, body };
  });
  mount(app, routes.add, async ({ actor, params, key, body }) => {
    const { fileId, lineId = null, caption = null, forCustomer = false } = body;
    const asked = { fileId, lineId, caption, forCustomer };
    const request = { route: routes.add.id, key, asks: { ...params, ...asked } };
    const added = await transaction(db, actor, async (t) => {
      const edit = { ...params, actor, now: clock.now() };
      const { result } = await editedOnce(t, request, () => addOrderFile(t, edit, asked));
      return fileOf(t, actor, { ...params, ...result });
    });
    return { status: 201, body: added };
  });
  mount(app, routes.change, async ({ actor, params, body }) => {
    const { orderId, orderFileId } = params;
    const changed = await transaction(db, actor, async (t) => {
      acceptEdit(await changeOrderFile(t, { orderId, actor, now: clock.now() }, orderFileId, body));
      return fileOf(t, actor, params);
    });
    return { status: 200, body: changed };
  });
  mount(app, routes.remove, async ({ actor, params: { orderId, orderFileId } }) => {
    await transaction(db, actor, async (t) =>
      acceptEdit(await takeOrderFile(t, { orderId, actor, now: clock.now() }, orderFileId)),
    );
    return { status: 204 };
  });
}

function mayChange({ roles }: Actor): boolean {
  return roles.some((role) => officeAndField.some((one) => one === role));
}

async function fileOf(
  t: Transaction<'orders'>,
  actor: Actor,
  { orderId, orderFileId }: { readonly orderId: string; readonly orderFileId: string },
): Promise<OrderFile> {
  const file = (await filesOfOrder(t, orderId)).find((one) => one.orderFileId === orderFileId);
  if (file === undefined) throw new ProblemError('resource.unknown');
  return wireOf(file, actor);
}

/** Who added it is for the staff. */
function wireOf({ kind, addedBy, ...file }: OrderFileRow, { customerId }: Actor): OrderFile {
  return {
    ...file,
    kind: kind === 'photo' ? 'photo' : 'document',
    addedBy: customerId === null ? addedBy : null,
  };
}
