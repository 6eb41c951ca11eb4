/** Moves lines from one order to another of its agreement, both under lock, in one transaction. */
import { v7 as uuidv7 } from 'uuid';

import { readLines } from '#db/queries/order-lists.ts';
import { findOrder, lockOrder } from '#db/queries/service-orders.ts';
import { insertLines } from '#db/queries/service-orders-lines.ts';
import { orderRelations } from '#db/queries/service-orders-relations.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import { moveLines, type Moved } from '#domain/service-orders/moved-lines.ts';
import type { OrderLine } from '#domain/service-orders/order.ts';
import { progressOf } from '#domain/service-orders/progress.ts';
import { joined } from '#domain/service-orders/relations.ts';
import { editOrder, refuse, unlessPermitted, type Edit, type Edited, type Editing } from './edit-order.ts';
import { relating, unknown, writing } from './relate.ts';

type Orders = Transaction<'orders'>;

/** Which lines go where. */
export interface Moving {
  readonly toOrderId: string;
  readonly lineIds: readonly string[];
}

/** What became of it: the lines on the other order, and whether anything is left to do on this one. */
export interface MovedLines {
  readonly lineIds: readonly string[];
  readonly isEmptied: boolean;
}

/** A refusal may follow writes: the caller must roll back. */
export async function moveLinesBetween(
  t: Orders,
  edit: Edit,
  { toOrderId, lineIds }: Moving,
): Promise<Edited<MovedLines>> {
  // Always in the same sequence, so that two people who move lines between the same orders do not wait for each other for ever.
  for (const orderId of [edit.orderId, toOrderId].toSorted()) await lockOrder(t, orderId);
  const left = await editOrder(t, edit, (editing) => leaving(t, editing, toOrderId, lineIds));
  if (!left.ok) return left;
  const words = new Map((await readLines(t, edit.orderId)).map(({ lineId, description }) => [lineId, description]));
  const { arrived, left: stayed, relations, isEmptied } = left.result;
  const described = arrived.map((line, index) => {
    const from = stayed[index]?.lineId ?? '';
    return { ...line, description: words.get(from) ?? null };
  });
  const came = await editOrder(t, { ...edit, orderId: toOrderId }, async (editing) => {
    const forbidden = hindrance(editing);
    if (forbidden) return forbidden;
    const before = await orderRelations(t, toOrderId);
    const after = joined(before, relations);
    const write = writing(t, before, after);
    return {
      ok: true,
      result: { lineIds: arrived.map(({ lineId }) => lineId), isEmptied },
      facts: [...relating(before, after), ...factsOf(editing, 'lineAdded', arrived)],
      write: async (order) => {
        await write(order);
        await insertLines(t, order, described, order.version);
      },
    };
  });
  return came;
}

async function leaving(t: Orders, editing: Editing, toOrderId: string, lineIds: readonly string[]) {
  const { order, row } = editing;
  const forbidden = hindrance(editing);
  if (forbidden) return forbidden;
  const target = await findOrder(t, toOrderId);
  if (target === undefined) return unknown('toOrderId', toOrderId);
  const to = { ...target, id: toOrderId, lines: await readLines(t, toOrderId) };
  const from = { ...order, agreementId: row.agreementId, relations: await orderRelations(t, order.id) };
  const decided = moveLines(from, to, lineIds, uuidv7);
  if (!decided.ok) return decided;
  const result: Moved = decided.moved;
  return { ok: true as const, result, facts: factsOf(editing, 'lineChanged', result.left) };
}

/** Lines move while both orders may be changed and neither is being posted. */
function hindrance(editing: Editing) {
  const { pending } = editing.order;
  if (pending.some(({ phase, command }) => phase === 'doing' && command === 'post'))
    return refuse('order.busy', { command: 'post' });
  return unlessPermitted(editing, 'modify');
}

function factsOf(
  { order, model }: Editing,
  name: 'lineAdded' | 'lineChanged',
  lines: readonly OrderLine[],
): readonly OrderFact[] {
  const all = new Map(order.lines.map((line) => [line.lineId, line]));
  return lines.map((line) => {
    all.set(line.lineId, line);
    return { name, data: { line, progress: progressOf([...all.values()], model, order) } };
  });
}
