/** Says who answers for an order from now on, as one of many. */
import { v7 as uuidv7 } from 'uuid';

import { insertNote } from '#db/queries/repair-lines.ts';
import { updateHeader } from '#db/queries/service-orders.ts';
import type { Transaction } from '#db/transaction.ts';
import { judgeForBulk } from '#domain/service-orders/bulk.ts';
import { editOrder, type Edit, type Edited } from './edit-order.ts';

interface Assignment {
  readonly responsibleId: string;
  /** What is written with it on the timeline. */
  readonly note: string | null;
}

/** Judges as the look ahead did; who answers for it already stays, without an event. */
export function assignOrder(
  t: Transaction<'orders'>,
  edit: Edit,
  { responsibleId, note }: Assignment,
): Promise<Edited<null>> {
  const { principal, roles } = edit.actor;
  return editOrder(t, edit, ({ order, model, row }) => {
    const judged = judgeForBulk(order, model, { action: 'assign', to: null }, roles);
    if (!judged.ok) return judged;
    if (row.responsibleId === responsibleId) return { ok: true, result: null, facts: [] };
    const { orderType, customerId, siteId, contactId, billToCustomerId, priority } = order;
    const { customerOrderNumber, notToExceedMinor } = order;
    const { preferredTechnicianId, preferred } = row;
    const header = { orderType, customerId, siteId, contactId, billToCustomerId, priority, customerOrderNumber };
    const data = { ...header, notToExceedMinor, preferredTechnicianId, preferred, responsibleId };
    return {
      ok: true,
      result: null,
      facts: [{ name: 'headerChanged', data }],
      write: async (after) => {
        await updateHeader(t, order.id, { responsibleId });
        if (note === null) return;
        const at = { version: after.version, createdAt: after.lastEventAt, principal };
        await insertNote(t, after, { ...at, noteId: uuidv7(), kind: 'command', text: note });
      },
    };
  });
}
