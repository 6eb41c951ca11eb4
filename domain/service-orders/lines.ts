/** Order lines: what makes sense on one, and how it changes. */
import { compareQuantities, isQuantity } from '../shared/quantity.ts';
import type { OrderRefusal } from './commands.ts';
import { isApproved, stillCovers } from './extra-work.ts';
import type { LineType, OrderLine } from './order.ts';

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
}

export type LineResult =
  { readonly ok: true; readonly line: OrderLine } | { readonly ok: false; readonly refusal: OrderRefusal };

const nothingYet = {
  ...{ reserved: 0, missing: 0, issued: 0, amountMinor: null, costMinor: null, coveredMinor: null },
  ...{ approval: null, movedTo: null },
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
    extra: input.extra ?? false,
    restoreStatus: null,
    chargeable: input.chargeable ?? true,
    workDate: input.workDate ?? today,
    ...nothingYet,
  };
  return checked(line);
}

/**
 * A line after a change. Posted lines stay as they are; a quantity confirms what was planned or proposed, but for extra
 * work, which only the customer's word confirms: more than was approved waits for it again.
 */
export function changeLine(line: OrderLine, change: LineChange): LineResult {
  if (line.status === 'posted')
    return { ok: false, refusal: { code: 'order.line-posted', params: { line: line.lineNumber } } };
  if (line.movedTo !== null)
    return { ok: false, refusal: { code: 'order.line-moved', params: { line: line.lineNumber } } };
  const { status, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const changed = withoutLapsed({ ...line, ...given });
  const implied = change.quantity !== undefined && line.status !== 'cancelled' ? 'confirmed' : line.status;
  const wanted = status ?? implied;
  const waits = changed.extra && !isApproved(changed) && wanted !== 'cancelled';
  if (waits && status === 'confirmed')
    return { ok: false, refusal: { code: 'order.line-unapproved', params: { line: line.lineNumber } } };
  const next = checked({ ...changed, status: waits ? 'proposed' : wanted, restoreStatus: null });
  if (!next.ok || next.line.status !== 'confirmed' || next.line.quantity !== null) return next;
  return checked({ ...next.line, quantity: next.line.plannedQuantity });
}

function withoutLapsed(line: OrderLine): OrderLine {
  const wanted = line.quantity ?? line.plannedQuantity ?? 0;
  return stillCovers(line.approval, wanted) ? line : { ...line, approval: null };
}

function checked(line: OrderLine): LineResult {
  const fault = faultOf(line);
  if (!fault) return { ok: true, line };
  return { ok: false, refusal: { code: 'order.line-invalid', params: { line: line.lineNumber, fault } } };
}

/** A fee has no cost and so nobody's work; an item line names its item, and no other does. */
function faultOf(line: OrderLine): string | null {
  if (line.type === 'item' && line.itemId === null) return 'item-missing';
  if (line.type !== 'item' && line.itemId !== null) return 'item-forbidden';
  if (line.type === 'fee' && line.technicianId !== null) return 'technician-forbidden';
  const quantities = [line.quantity, line.plannedQuantity].filter((quantity) => quantity !== null);
  if (quantities.length === 0) return 'quantity-missing';
  if (quantities.some((quantity) => !isQuantity(quantity) || compareQuantities(quantity, 0) <= 0))
    return 'quantity-invalid';
  if (line.quantity !== null && compareQuantities(line.quantity, line.issued) < 0) return 'quantity-below-issued';
  return null;
}

/** The number behind the greatest one. */
export function nextNumber(lines: readonly { readonly lineNumber: number }[]): number {
  return Math.max(0, ...lines.map((line) => line.lineNumber)) + 1;
}
