/** Lines that an order takes from an agreement, from a template or from another order, with the objects and tasks that they need. */
import { v7 as uuidv7 } from 'uuid';

import { lockAgreementForOrder } from '#db/queries/agreements.ts';
import { readLines } from '#db/queries/order-lists.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { insertLines } from '#db/queries/service-orders-lines.ts';
import { orderRelations } from '#db/queries/service-orders-relations.ts';
import type { Transaction } from '#db/transaction.ts';
import {
  linesFromAgreement,
  linesFromOrder,
  type Copied,
  type LinesWish,
  type TakingOrder,
} from '#domain/service-orders/copied-lines.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import { newLine, nextNumber } from '#domain/service-orders/lines.ts';
import type { OrderLine } from '#domain/service-orders/order.ts';
import { dayOfVisit } from '#domain/service-orders/preferred-time.ts';
import { progressOf } from '#domain/service-orders/progress.ts';
import { joined, type Relations } from '#domain/service-orders/relations.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { companyDay } from '../company-day.ts';
import { editOrder, unlessPermitted, type Change, type Edit, type Edited, type Editing } from './edit-order.ts';
import { relating, unknown, writing } from './relate.ts';

type Orders = Transaction<'orders'>;

/** From where lines are copied. */
export type LinesSource = { readonly agreementId: string } | { readonly orderId: string };

/** Adds lines of an agreement, of a template or of another order, with the objects and tasks that they need. */
export function copyLinesInto(
  t: Orders,
  edit: Edit,
  from: LinesSource,
  wish: LinesWish,
): Promise<Edited<readonly OrderLine[]>> {
  return editOrder(t, edit, async (editing) => {
    const { order, row, at } = editing;
    const forbidden = unlessPermitted(editing, 'modify');
    if (forbidden) return forbidden;
    const before = await orderRelations(t, order.id);
    const day = dayOfVisit(row.preferred, await companyDay(t, at));
    const taking = { customerId: order.customerId, agreementId: row.agreementId, day, relations: before };
    const taken = await copiedFrom(t, from, taking, wish);
    return taken.ok ? added(t, editing, before, taken.copied) : taken;
  });
}

async function copiedFrom(
  t: Orders,
  from: LinesSource,
  taking: TakingOrder,
  wish: LinesWish,
): Promise<Decision<{ readonly copied: Copied }>> {
  if ('agreementId' in from) {
    const agreement = await lockAgreementForOrder(t, from.agreementId);
    return agreement === undefined
      ? unknown('agreementId', from.agreementId)
      : linesFromAgreement(agreement, taking, wish);
  }
  const { orderId } = from;
  const source = await findOrder(t, orderId);
  if (source === undefined) return unknown('orderId', orderId);
  const rows = { lines: await readLines(t, orderId), relations: await orderRelations(t, orderId) };
  return linesFromOrder({ ...source, ...rows }, taking, wish);
}

function added(
  t: Orders,
  { order, model }: Editing,
  before: Relations,
  { lines, relations }: Copied,
): Change<readonly OrderLine[]> {
  const after = joined(before, relations);
  const facts: OrderFact[] = [...relating(before, after)];
  const all = [...order.lines];
  const made: (OrderLine & { readonly description: string | null })[] = [];
  for (const { description = null, ...draft } of lines) {
    const one = newLine(draft, uuidv7(), nextNumber(all), draft.workDate ?? '');
    if (!one.ok) return one;
    all.push(one.line);
    made.push({ ...one.line, description });
    facts.push({ name: 'lineAdded', data: { line: one.line, progress: progressOf(all, model, order) } });
  }
  const write = writing(t, before, after);
  return {
    ok: true,
    result: made,
    facts,
    write: async (saved) => {
      await write(saved);
      await insertLines(t, saved, made, saved.version);
    },
  };
}
