/** Lines, repair lines and notes of an order, edited over HTTP in one transaction each. */
import { v7 as uuidv7 } from 'uuid';

import { insertNote, insertRepairLines, repairLinesOf, updateRepairLine } from '#db/queries/repair-lines.ts';
import { insertLines, updateLineDescription } from '#db/queries/service-orders-lines.ts';
import { orderRelations } from '#db/queries/service-orders-relations.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import {
  changeLine,
  newLine,
  nextNumber,
  signedRefusal,
  type LineChange,
  type NewLine,
} from '#domain/service-orders/lines.ts';
import type { OrderLine, RepairLine, ServiceOrder } from '#domain/service-orders/order.ts';
import { progressOf } from '#domain/service-orders/progress.ts';
import { unrelated, unrelatedRepair } from '#domain/service-orders/relations.ts';
import { quotedLineRefusal } from '#domain/service-orders/quotes.ts';
import { companyId } from '#domain/setup/company.ts';
import { localDateAt } from '#domain/sla/local-time.ts';
import { repairLineOf, type NewRepairLine } from './create.ts';
import { withReceipt, type ExpenseWish } from './expenses.ts';
import { editOrder, refuse, unlessPermitted, type Edit, type Edited } from './edit-order.ts';

type Orders = Transaction<'orders'>;
type Described = { readonly description?: string | null | undefined };
/** With the receipt of an expense by its id alone. */
type Asked<Line> = Omit<Line, 'expense'> & Described & { readonly expense?: ExpenseWish | undefined };

/** A change as it is asked for: who says that a part is on order elsewhere, and when, is known here. */
type AskedChange = Omit<LineChange, 'orderedOutside'> & {
  readonly orderedOutside?: { readonly reference: string } | null | undefined;
};

/** Adds a line; on an order that reserves parts its workflow reserves them. */
export function addLine(t: Orders, edit: Edit, input: Asked<NewLine>): Promise<Edited<OrderLine>> {
  return editOrder(t, edit, async ({ order, model, at }) => {
    const forbidden = unlessPermitted({ order, model }, 'modify');
    if (forbidden) return forbidden;
    const company = await setupValue(t, 'company', companyId);
    const today = localDateAt(at, company?.data.timeZone ?? 'UTC');
    const said = await withReceipt(t, input.expense);
    if (!said.ok) return said;
    const made = newLine({ ...input, expense: said.expense }, uuidv7(), nextNumber(order.lines), today);
    if (!made.ok) return made;
    const { line } = made;
    const strange = await strangeNames(t, order, line, input);
    if (strange) return strange;
    return {
      ok: true,
      result: line,
      facts: [{ name: 'lineAdded', data: { line, progress: progressOf([...order.lines, line], model, order) } }],
      write: (after) => insertLines(t, after, [{ ...line, description: input.description ?? null }], after.version),
    };
  });
}

/** Changes, confirms or cancels a line. What was used is still confirmed where the stage lets the order be posted. */
export function editLine(
  t: Orders,
  edit: Edit,
  lineId: string,
  { orderedOutside, expense, ...change }: Asked<AskedChange>,
): Promise<Edited<OrderLine>> {
  return editOrder(t, edit, async ({ order, model, at }) => {
    const old = order.lines.find((line) => line.lineId === lineId);
    if (!old) return refuse('resource.unknown');
    const forbidden = unlessPermitted({ order, model }, 'modify', 'post');
    if (forbidden) return forbidden;
    if (order.pending.some((pending) => pending.phase === 'doing' && pending.command === 'post'))
      return refuse('order.busy', { command: 'post' });
    const { description, ...fields } = change;
    const held = quotedLineRefusal(order, old) ?? (description === undefined ? null : signedRefusal(old));
    if (held) return { ok: false, refusal: held };
    const said = await withReceipt(t, expense);
    if (!said.ok) return said;
    const outside = outsideOf(old, orderedOutside, { at, by: edit.actor.principal });
    const changed = changeLine(old, { ...fields, orderedOutside: outside, expense: said.expense });
    if (!changed.ok) return changed;
    const { line } = changed;
    const strange = await strangeNames(t, order, line, fields);
    if (strange) return strange;
    const lines = order.lines.map((other) => (other.lineId === lineId ? line : other));
    return {
      ok: true,
      result: line,
      facts:
        description === undefined && isSame(old, line)
          ? []
          : [{ name: 'lineChanged', data: { line, progress: progressOf(lines, model, order) } }],
      write: async () => {
        if (description !== undefined) await updateLineDescription(t, lineId, description);
      },
    };
  });
}

/** What is said of a part on order elsewhere, with who says so and when; said again it says nothing new. */
function outsideOf(
  old: OrderLine,
  asked: AskedChange['orderedOutside'],
  said: { readonly at: string; readonly by: string },
): LineChange['orderedOutside'] {
  return asked?.reference === old.orderedOutside?.reference ? undefined : asked && { ...asked, ...said };
}

/** Relations are read only for a line that is to name one. */
async function strangeNames(
  t: Orders,
  order: ServiceOrder,
  line: OrderLine,
  { objectId, task }: Pick<LineChange, 'objectId' | 'task'>,
) {
  if ((objectId ?? null) === null && (task ?? null) === null) return null;
  return unrelated(await orderRelations(t, order.id), line);
}

async function strangeObject(t: Orders, order: ServiceOrder, line: RepairLine) {
  return line.objectId === null ? null : unrelatedRepair(await orderRelations(t, order.id), line);
}

/** Opens a repair line, of an object that the order is related to or of none. */
export function addRepairLine(
  t: Orders,
  edit: Edit,
  input: NewRepairLine,
): Promise<Edited<RepairLine & { note: string | null }>> {
  return editOrder(t, edit, async ({ order, model, at }) => {
    const forbidden = unlessPermitted({ order, model }, 'modify');
    if (forbidden) return forbidden;
    const existing = await repairLinesOf(t, order.id);
    const drafted = repairLineOf({ startedAt: at, ...input });
    const line = { ...drafted, repairLineId: uuidv7(), lineNumber: nextNumber(existing), note: input.note ?? null };
    const strange = await strangeObject(t, order, line);
    if (strange) return strange;
    return {
      ok: true,
      result: line,
      facts: [{ name: 'repairLineAdded', data: { repairLine: line } }],
      write: (after) => insertRepairLines(t, after, [line]),
    };
  });
}

/** Diagnosis and resolution are still written where the order is completed but not posted. */
export function editRepairLine(
  t: Orders,
  edit: Edit,
  repairLineId: string,
  change: NewRepairLine,
): Promise<Edited<RepairLine & { note: string | null }>> {
  return editOrder(t, edit, async ({ order, model }) => {
    const row = (await repairLinesOf(t, order.id)).find((line) => line.repairLineId === repairLineId);
    if (!row) return refuse('resource.unknown');
    const forbidden = unlessPermitted({ order, model }, 'modify', 'post');
    if (forbidden) return forbidden;
    const { orderId: _, customerId: __, ...old } = row;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const line: RepairLine & { note: string | null } = { ...old, ...given };
    const strange = line.objectId === old.objectId ? null : await strangeObject(t, order, line);
    if (strange) return strange;
    return {
      ok: true,
      result: line,
      facts: isSame(old, line) ? [] : [{ name: 'repairLineChanged', data: { repairLine: line } }],
      write: () => updateRepairLine(t, line),
    };
  });
}

/** A change that was lost on its way back and is sent again says nothing new. `after` was spread over `before`. */
function isSame(before: object, after: object): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** A note is welcome at any time, on closed orders too. */
export function addNote(
  t: Orders,
  edit: Edit,
  note: { readonly kind: 'internal' | 'customer'; readonly text: string },
): Promise<Edited<{ noteId: string }>> {
  return editOrder(t, edit, ({ at }) => {
    const noteId = uuidv7();
    return {
      ok: true,
      result: { noteId },
      facts: [{ name: 'noteAdded', data: { noteId, kind: note.kind } }],
      write: (after) =>
        insertNote(t, after, {
          ...note,
          noteId,
          version: after.version,
          principal: edit.actor.principal,
          createdAt: at,
        }),
    };
  });
}
