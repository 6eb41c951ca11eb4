/** Sign-offs of our own: given and taken back over HTTP in one transaction each, under the order's lock. */
import type { Transaction } from '#db/transaction.ts';
import {
  confirmationOf,
  obstacleToConfirming,
  obstacleToTakingBack,
  type ConfirmationKind,
} from '#domain/service-orders/confirmations.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import { editOrder, refuse, type Edit, type Edited } from './edit-order.ts';
import { keepSigned, presentDocument } from './signing.ts';

type Orders = Transaction<'orders'>;

/** Says it, and answers with the version that the order has then, with the lines as they are now, which are kept under their hash. */
export function confirm(t: Orders, edit: Edit, kind: ConfirmationKind): Promise<Edited<number>> {
  return editOrder(t, edit, async ({ order, model, at }) => {
    if (order.closedAt !== null) return refuse('order.closed', { at: order.closedAt });
    const refusal = obstacleToConfirming(order, model, kind, edit.actor.roles);
    if (refusal) return { ok: false, refusal };
    const signing = await presentDocument(t, order);
    const { documentSha256 = null } = signing;
    const data = { kind, signedAt: at, by: edit.actor.principal, documentSha256 };
    const facts: readonly OrderFact[] = [{ name: 'confirmed', data }];
    return { ok: true, result: order.version + 1, facts, write: (after) => keepSigned(t, after, facts, signing) };
  });
}

/** Takes it back, until something was posted. */
export function takeBack(t: Orders, edit: Edit, kind: ConfirmationKind): Promise<Edited<number>> {
  return editOrder(t, edit, ({ order, model }) => {
    if (order.closedAt !== null) return refuse('order.closed', { at: order.closedAt });
    const refusal = obstacleToTakingBack(order, model, kind, edit.actor.roles);
    if (refusal) return { ok: false, refusal };
    const signedAt = confirmationOf(order, kind)?.signedAt ?? order.lastEventAt;
    return { ok: true, result: order.version + 1, facts: [{ name: 'confirmationUndone', data: { kind, signedAt } }] };
  });
}
