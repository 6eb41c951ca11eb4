/** What inventory and invoicing say of an order: parts that became free for it, and the invoice that it is on. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { inventoryEvents } from '#contracts/events/inventory.ts';
import { invoicingEvents } from '#contracts/events/invoicing.ts';
import { serviceActor, systemActor } from '#contracts/roles.ts';
import type { Transaction } from '#db/transaction.ts';
import type { PartsOfLine } from '#domain/service-orders/facts.ts';
import { editOrder } from './edit-order.ts';

/** What the order's own effects did is told by their answers. */
const ownEffects = serviceActor('orders').principal;

/** Applies stock that reached an order's open reservations. */
export async function applyReservationsEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const spec = inventoryEvents.reservationsChanged;
  if (event.type !== spec.type || event.principal === ownEffects) return;
  const { orderId, lines } = spec.data.parse(event.data);
  const edit = { orderId, actor: systemActor('inventory-events'), now: event.occurredAt };
  await editOrder(t, edit, ({ order }) => {
    const known = new Map(order.lines.map((line) => [line.lineId, line]));
    const parts = lines.flatMap(({ lineId, reserved, missing }): PartsOfLine[] => {
      const line = known.get(lineId);
      if (!line || line.status === 'posted' || (line.reserved === reserved && line.missing === missing)) return [];
      return [{ lineId, reserved, missing, issued: line.issued }];
    });
    return {
      ok: true,
      result: null,
      facts: parts.length > 0 ? [{ name: 'partsChanged', data: { commandId: null, parts } }] : [],
    };
  });
}

/** Marks every order of an issued invoice as invoiced; its workflow then closes it when its time has come. */
export async function applyInvoiceEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const spec = invoicingEvents.invoiceIssued;
  if (event.type !== spec.type) return;
  const { invoiceId, number, orderIds } = spec.data.parse(event.data);
  for (const orderId of [...orderIds].sort()) {
    const edit = { orderId, actor: systemActor('invoicing-events'), now: event.occurredAt };
    await editOrder(t, edit, ({ order }) => {
      const isKnown = order.invoiceId === invoiceId;
      return {
        ok: true,
        result: null,
        facts: isKnown ? [] : [{ name: 'invoiced', data: { invoiceId, invoiceNumber: number } }],
      };
    });
  }
}
