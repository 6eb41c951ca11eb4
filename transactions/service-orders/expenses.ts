/** The receipt of an expense line, and paying back what a technician paid; who asks under which reference stays in the row. */
import { findFile } from '#db/queries/files.ts';
import { savePayBack } from '#db/queries/service-orders-expenses.ts';
import type { Transaction } from '#db/transaction.ts';
import { payBack, takePayBack, type ExpenseGiven } from '#domain/service-orders/expenses.ts';
import { isOwnUpload } from '#domain/service-orders/files.ts';
import type { OrderLine } from '#domain/service-orders/order.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import { editOrder, refuse, type Edit, type Edited } from './edit-order.ts';
import { unknown } from './relate.ts';

type Orders = Transaction<'orders'>;

/** What is asked for: the receipt by its id alone. */
export type ExpenseWish = Omit<ExpenseGiven, 'receiptSha256'>;

/** The wish with the hash of its receipt, which must be an uploaded file of the company's own. */
export async function withReceipt(
  t: Orders,
  wish: ExpenseWish | undefined,
): Promise<Decision<{ readonly expense: ExpenseGiven | undefined }>> {
  if (wish === undefined) return accept({ expense: undefined });
  const { receiptFileId } = wish;
  if (receiptFileId === null) return accept({ expense: { ...wish, receiptSha256: null } });
  const file = await findFile(t, receiptFileId);
  if (file === undefined || !isOwnUpload(file)) return unknown('receiptFileId', receiptFileId);
  return accept({ expense: { ...wish, receiptSha256: file.sha256 } });
}

/** The same of the lines of a new order. */
export async function withReceipts<Line extends { readonly expense?: ExpenseWish | undefined }>(
  t: Orders,
  lines: readonly Line[],
) {
  const said: (Omit<Line, 'expense'> & { readonly expense: ExpenseGiven | undefined })[] = [];
  for (const line of lines) {
    const given = await withReceipt(t, line.expense);
    if (!given.ok) return given;
    said.push({ ...line, expense: given.expense });
  }
  return accept({ lines: said });
}

/** Records that what a technician paid was paid back, on closed orders too. */
export function payBackExpense(t: Orders, edit: Edit, lineId: string, reference: string | null): Promise<Edited<null>> {
  return editOrder(t, edit, ({ order, at }) => {
    const line = lineOf(order.lines, lineId);
    if (line === undefined) return refuse('resource.unknown');
    const paid = payBack(line, at);
    if (!paid.ok) return paid;
    const { payBackTo, paidMinor } = paid.line.expense;
    return {
      ok: true,
      result: null,
      facts: [{ name: 'expensePaidBack', data: { line: paid.line, payBackTo, paidMinor, paidBackAt: at } }],
      write: () => savePayBack(t, lineId, { by: edit.actor.principal, reference }),
    };
  });
}

/** Takes the record back: it is to pay back again. */
export function takeBackPayBack(t: Orders, edit: Edit, lineId: string): Promise<Edited<null>> {
  return editOrder(t, edit, ({ order }) => {
    const line = lineOf(order.lines, lineId);
    if (line === undefined) return refuse('resource.unknown');
    const taken = takePayBack(line);
    if (!taken.ok) return taken;
    return {
      ok: true,
      result: null,
      facts: [{ name: 'expensePayBackUndone', data: { line: taken.line } }],
      write: () => savePayBack(t, lineId, null),
    };
  });
}

function lineOf(lines: readonly OrderLine[], lineId: string): OrderLine | undefined {
  return lines.find((line) => line.lineId === lineId);
}
