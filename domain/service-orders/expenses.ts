/** Expenses: the receipt, whom the money is paid back to, and that it was. */
import type { Instant } from '../shared/instant.ts';
import type { OrderRefusal } from './commands.ts';
import type { OrderLine } from './order.ts';

/** What is said of an expense beside its quantity. */
export interface ExpenseGiven {
  readonly receiptFileId: string | null;
  /** Of the receipt, in hex. */
  readonly receiptSha256: string | null;
  /** The technician who paid; null where the company did. */
  readonly payBackTo: string | null;
  /** What the receipt comes to, in the company's currency. */
  readonly paidMinor: number | null;
}

export interface LineExpense extends ExpenseGiven {
  /** When it was paid back; null while it was not. */
  readonly paidBackAt: Instant | null;
}

/** Only expenses are paid by somebody, and what is paid back is an amount. */
export function expenseFault({ type, expense }: Pick<OrderLine, 'type' | 'expense'>): string | null {
  if (expense === null) return null;
  if (type !== 'expense') return 'expense-forbidden';
  const { payBackTo, paidMinor } = expense;
  if (payBackTo !== null && paidMinor === null) return 'paid-missing';
  return paidMinor !== null && (!Number.isSafeInteger(paidMinor) || paidMinor <= 0) ? 'paid-invalid' : null;
}

/** The category of the line asks for a receipt, and there is none. */
export function lacksReceipt({ receiptRequired, expense }: Pick<OrderLine, 'receiptRequired' | 'expense'>): boolean {
  return receiptRequired === true && (expense?.receiptFileId ?? null) === null;
}

/** A confirmed or posted expense that a technician has paid. */
export function isPaidByTechnician({ status, expense }: Pick<OrderLine, 'status' | 'expense'>): boolean {
  return (status === 'confirmed' || status === 'posted') && (expense?.payBackTo ?? null) !== null;
}

export type PaidBack =
  | { readonly ok: true; readonly line: OrderLine & { readonly expense: LineExpense } }
  | { readonly ok: false; readonly refusal: OrderRefusal };

/** The line with its expense paid back: once, to the technician who paid, and not before somebody confirmed it. */
export function payBack(line: OrderLine, at: Instant): PaidBack {
  const { expense } = line;
  if (expense !== null && expense.paidBackAt !== null) return { ok: false, refusal: paidBackAlready(line) };
  if (expense === null || !isPaidByTechnician(line)) return nothingToPayBack(line);
  return { ok: true, line: { ...line, expense: { ...expense, paidBackAt: at } } };
}

/** The line with its expense still to pay back, after a mistake. */
export function takePayBack(line: OrderLine): PaidBack {
  const { expense } = line;
  if (expense === null || expense.paidBackAt === null) return nothingToPayBack(line);
  return { ok: true, line: { ...line, expense: { ...expense, paidBackAt: null } } };
}

/** A line whose expense was paid back stays as it is. */
export function paidBackRefusal(line: OrderLine): OrderRefusal | null {
  return (line.expense?.paidBackAt ?? null) === null ? null : paidBackAlready(line);
}

function paidBackAlready({ lineNumber, expense }: OrderLine): OrderRefusal {
  return { code: 'order.paid-back', params: { line: lineNumber, at: expense?.paidBackAt ?? '' } };
}

function nothingToPayBack({ lineNumber }: OrderLine): PaidBack {
  return { ok: false, refusal: { code: 'order.nothing-to-pay-back', params: { line: lineNumber } } };
}
