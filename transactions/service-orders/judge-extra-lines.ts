/** The customer's word on extra lines, recorded in one transaction under the order's lock. */
import { keepApprovalWords } from '#db/queries/service-orders-extra-work.ts';
import type { Transaction } from '#db/transaction.ts';
import { judgeLines, type Judgement } from '#domain/service-orders/extra-work.ts';
import { quotedLineRefusal } from '#domain/service-orders/quotes.ts';
import {
  editOrder,
  refuse,
  unlessPermitted,
  type Edit,
  type Edited,
  type Editing,
  type Refused,
} from './edit-order.ts';

type Orders = Transaction<'orders'>;

/** Who gave the word, and what was said: both stay in the lines' rows. */
export interface ApprovalWords {
  readonly by: string | null;
  readonly note: string | null;
}

/** Records what was said to somebody of the staff, on the phone or on site. */
export function judgeExtraLines(
  t: Orders,
  edit: Edit,
  asked: Pick<Judgement, 'state' | 'how'> & ApprovalWords & { readonly lineIds: readonly string[] },
): Promise<Edited<null>> {
  return editOrder(t, edit, (editing) => {
    const forbidden = unlessJudgeable(editing);
    if (forbidden) return forbidden;
    const { order, model, at } = editing;
    const { lineIds, state, how, by, note } = asked;
    const quoted = order.lines
      .filter(({ lineId }) => lineIds.includes(lineId))
      .map((line) => quotedLineRefusal(order, line));
    const refusal = quoted.find((each) => each !== null);
    if (refusal) return { ok: false, refusal };
    const judged = judgeLines(order, lineIds, { state, how, at, quoteId: null }, model);
    if (!judged.ok) return judged;
    return { ...judged, result: null, write: () => keepApprovalWords(t, lineIds, { by, note }) };
  });
}

/** Null where the customer's word may still change what is posted. */
export function unlessJudgeable(editing: Pick<Editing, 'order' | 'model'>): Refused | null {
  const forbidden = unlessPermitted(editing, 'modify', 'post');
  if (forbidden) return forbidden;
  const posts = editing.order.pending.some(({ phase, command }) => phase === 'doing' && command === 'post');
  return posts ? refuse('order.busy', { command: 'post' }) : null;
}
