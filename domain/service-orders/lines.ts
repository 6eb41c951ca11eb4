/** Order lines: what makes sense on one, and how it changes. */
import { compareQuantities, isQuantity } from '../shared/quantity.ts';
import type { OrderRefusal } from './commands.ts';
import { expenseFault, paidBackRefusal, type ExpenseGiven, type LineExpense } from './expenses.ts';
import { isApproved, stillCovers } from './extra-work.ts';
import type { LineType, OrderedOutside, OrderLine } from './order.ts';

export interface NewLine {
  readonly type: LineType;
  readonly category: string;
  readonly itemId?: string | undefined;
  readonly technicianId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly task?: string | undefined;
  readonly agreementLineNumber?: number | undefined;
  readonly plannedQuantity?: number | undefined;
  readonly quantity?: number | undefined;
  readonly chargeable?: boolean | undefined;
  readonly workDate?: string | undefined;
  /** Beyond what was agreed: proposed until the customer approves it. */
  readonly extra?: boolean | undefined;
  /** Of an item: not reserved, but issued when it is posted. */
  readonly plainItem?: boolean | undefined;
  /** Of an expense alone. */
  readonly expense?: ExpenseGiven | undefined;
}

/** What a person may change on a line; absent fields stay. */
export interface LineChange {
  readonly plannedQuantity?: number | undefined;
  readonly quantity?: number | undefined;
  readonly technicianId?: string | null | undefined;
  readonly objectId?: string | null | undefined;
  readonly task?: string | null | undefined;
  readonly category?: string | undefined;
  readonly chargeable?: boolean | undefined;
  readonly workDate?: string | undefined;
  readonly status?: 'planned' | 'confirmed' | 'cancelled' | undefined;
  readonly extra?: true | undefined;
  readonly plainItem?: boolean | undefined;
  /** Null once it is delivered, or that order is withdrawn. */
  readonly orderedOutside?: OrderedOutside | null | undefined;
  /** As a whole. */
  readonly expense?: ExpenseGiven | undefined;
}

export type LineResult =
  { readonly ok: true; readonly line: OrderLine } | { readonly ok: false; readonly refusal: OrderRefusal };

const nothingYet = {
  ...{ reserved: 0, missing: 0, issued: 0, amountMinor: null, costMinor: null, coveredMinor: null },
  ...{ approval: null, movedTo: null, orderedOutside: null, signedAt: null },
} as const;

/** A new line: with a quantity it is confirmed, with a planned one only it is planned; extra work is proposed. */
export function newLine(input: NewLine, lineId: string, lineNumber: number, today: string): LineResult {
  const { type, category, itemId = null, technicianId = null, quantity = null } = input;
  const line: OrderLine = {
    ...{ lineId, lineNumber, type, category, itemId, technicianId, quantity },
    ...{ objectId: input.objectId ?? null, task: input.task ?? null },
    agreementLineNumber: input.agreementLineNumber ?? null,
    plannedQuantity: input.plannedQuantity ?? quantity,
    status: input.extra ? 'proposed' : quantity === null ? 'planned' : 'confirmed',
    ...{ extra: input.extra ?? false, plainItem: input.plainItem ?? false },
    restoreStatus: null,
    chargeable: input.chargeable ?? true,
    workDate: input.workDate ?? today,
    ...nothingYet,
    expense: expenseAfter(null, input.expense),
  };
  return checked(line);
}

/**
 * A line after a change. Posted lines stay as they are; a quantity confirms what was planned or proposed, but for extra
 * work, which only the customer's word confirms: more than was approved waits for it again.
 */
export function changeLine(line: OrderLine, change: LineChange): LineResult {
  const settled = settledRefusal(line, change) ?? paidBackRefusal(line);
  if (settled !== null) return { ok: false, refusal: settled };
  const { status, expense: said, ...fields } = change;
  const expense = expenseAfter(line.expense, said);
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const signedAt = line.status === 'cancelled' ? null : line.signedAt;
  const changed = withoutLapsed({ ...line, ...given, expense, signedAt });
  const wanted = status ?? impliedStatus(line, change);
  const waits = changed.extra && !isApproved(changed) && wanted !== 'cancelled';
  if (waits && status === 'confirmed')
    return { ok: false, refusal: { code: 'order.line-unapproved', params: { line: line.lineNumber } } };
  const next = checked({ ...changed, status: waits ? 'proposed' : wanted, restoreStatus: null });
  if (!next.ok || next.line.status !== 'confirmed' || next.line.quantity !== null) return next;
  return checked({ ...next.line, quantity: next.line.plannedQuantity });
}

function impliedStatus({ status }: OrderLine, { quantity }: LineChange): OrderLine['status'] {
  return quantity !== undefined && status !== 'cancelled' ? 'confirmed' : status;
}

/** What the customer has accepted stays as it was accepted, until that is taken back. */
export function signedRefusal(line: OrderLine): OrderRefusal | null {
  const isSigned = line.signedAt !== null && line.status === 'confirmed';
  return isSigned ? { code: 'order.line-signed', params: { line: line.lineNumber } } : null;
}

function saysOnlyOutside(change: LineChange): boolean {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return said.length > 0 && said.every(([name]) => name === 'orderedOutside');
}

/** A part that somebody else delivers is withdrawn there first (vector V22, restated). */
export function outsideRefusal(lines: readonly Pick<OrderLine, 'lineNumber'>[]): OrderRefusal {
  const numbers = lines.map(({ lineNumber }) => lineNumber).join(', ');
  return { code: 'order.parts-ordered-outside', params: { lines: numbers } };
}

function expenseAfter(before: LineExpense | null, said: ExpenseGiven | undefined): LineExpense | null {
  return said === undefined ? before : { ...said, paidBackAt: null };
}

function withoutLapsed(line: OrderLine): OrderLine {
  const wanted = line.quantity ?? line.plannedQuantity ?? 0;
  return stillCovers(line.approval, wanted) ? line : { ...line, approval: null };
}

/** Why a line stays as it is. */
function settledRefusal(line: OrderLine, change: LineChange): OrderRefusal | null {
  const params = { line: line.lineNumber };
  if (line.status === 'posted') return { code: 'order.line-posted', params };
  if (line.movedTo !== null) return { code: 'order.line-moved', params };
  return saysOnlyOutside(change) ? null : signedRefusal(line);
}

function checked(line: OrderLine): LineResult {
  if (line.status === 'cancelled' && line.orderedOutside !== null)
    return { ok: false, refusal: outsideRefusal([line]) };
  const fault = faultOf(line);
  if (!fault) return { ok: true, line };
  return { ok: false, refusal: { code: 'order.line-invalid', params: { line: line.lineNumber, fault } } };
}

/** A fee has no cost and so nobody's work; an item line names its item, and no other does. */
function faultOf(line: OrderLine): string | null {
  const item = itemFaultOf(line);
  if (item !== null) return item;
  if (line.type === 'fee' && line.technicianId !== null) return 'technician-forbidden';
  const fault = expenseFault(line);
  if (fault !== null) return fault;
  const quantities = [line.quantity, line.plannedQuantity].filter((quantity) => quantity !== null);
  if (quantities.length === 0) return 'quantity-missing';
  if (quantities.some((quantity) => !isQuantity(quantity) || compareQuantities(quantity, 0) <= 0))
    return 'quantity-invalid';
  if (line.quantity !== null && compareQuantities(line.quantity, line.issued) < 0) return 'quantity-below-issued';
  return null;
}

function itemFaultOf({ type, itemId, plainItem, orderedOutside }: OrderLine): string | null {
  if (type === 'item') return itemId === null ? 'item-missing' : null;
  if (itemId !== null) return 'item-forbidden';
  if (plainItem) return 'plain-item-forbidden';
  return orderedOutside === null ? null : 'ordered-outside-forbidden';
}

/** The number behind the greatest one. */
export function nextNumber(lines: readonly { readonly lineNumber: number }[]): number {
  return Math.max(0, ...lines.map((line) => line.lineNumber)) + 1;
}
