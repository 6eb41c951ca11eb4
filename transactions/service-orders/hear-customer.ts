/** What a customer says to an order: kept with it, told to the staff, and without a consequence for its stage. */
import { v7 as uuidv7 } from 'uuid';

import { insertNote } from '#db/queries/repair-lines.ts';
import { findOwnOrder, findRating, keepRating } from '#db/queries/service-orders-customer.ts';
import type { Transaction } from '#db/transaction.ts';
import { answerQuestion, rateOrder } from '#domain/service-orders/customer-words.ts';
import { stageOf } from '#domain/service-orders/stage-model.ts';
import { editOrder, refuse, type Edit, type Edited } from './edit-order.ts';

type Orders = Transaction<'orders'>;

/** Keeps the answer on the timeline. */
export function hearAnswer(t: Orders, edit: Edit, text: string): Promise<Edited<{ noteId: string }>> {
  return editOrder(t, edit, async ({ order, model, at }) => {
    const own = await findOwnOrder(t, order.customerId, order.id);
    if (own === undefined) return refuse('resource.unknown');
    const decided = answerQuestion({ ...own, stage: stageOf(model, order.stage) });
    if (!decided.ok) return decided;
    const noteId = uuidv7();
    return {
      ok: true,
      result: { noteId },
      facts: [{ name: 'noteAdded', data: { noteId, kind: 'answer' } }],
      write: ({ version, ...after }) =>
        insertNote(t, after, {
          ...{ noteId, version, kind: 'answer', text },
          ...{ principal: edit.actor.principal, createdAt: at },
        }),
    };
  });
}

export interface RatingGiven {
  readonly rating: number;
  readonly text: string | null;
}

/** Keeps the one rating of the order; the same said again says nothing new. */
export function hearRating(t: Orders, edit: Edit, given: RatingGiven): Promise<Edited<null>> {
  return editOrder(t, edit, async ({ order, model, at }) => {
    const decided = rateOrder({ stage: stageOf(model, order.stage), closedAt: order.closedAt }, edit.now);
    if (!decided.ok) return decided;
    const before = await findRating(t, order.id);
    const isSame = before?.rating === given.rating && before.text === given.text;
    return {
      ok: true,
      result: null,
      facts: isSame ? [] : [{ name: 'rated', data: { rating: given.rating } }],
      write: async () => {
        if (isSame) return;
        const { id: orderId, customerId } = order;
        await keepRating(t, { ...given, orderId, customerId, principal: edit.actor.principal, at });
      },
    };
  });
}
