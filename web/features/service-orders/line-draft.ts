/** What the fields of a line hold, and the line that the API takes. */
import { lineTypes } from '#contracts/events/service-orders.ts';
import type { OrderTypeLine } from '#domain/setup/order-type.ts';
import type { LineType } from '#domain/service-orders/order.ts';

import { numberOrNothing, textOrNothing } from '../../ui/text-or-nothing.ts';
import { noExpense, type ExpenseDraft } from './expense-draft.ts';

export interface LineDraft {
  /** Tells lines of one form apart. */
  readonly id: number;
  readonly type: LineType;
  readonly category: string;
  readonly itemId: string;
  /** Of an item: nothing is reserved for it. */
  readonly plainItem: boolean;
  /** Of the order type whose line it is; empty for none. */
  readonly task: string;
  readonly technicianId: string;
  readonly plannedQuantity: string | number;
  readonly quantity: string | number;
  readonly chargeable: boolean;
  readonly workDate: string;
  readonly description: string;
  readonly expense: ExpenseDraft;
}

export function newLineDraft(id: number): LineDraft {
  return {
    id,
    type: 'hour',
    category: '',
    itemId: '',
    plainItem: false,
    task: '',
    technicianId: '',
    plannedQuantity: 1,
    quantity: '',
    chargeable: true,
    workDate: '',
    description: '',
    expense: noExpense,
  };
}

/** The lines that orders of a type begin with, as a form holds them. */
export function draftsOfType(lines: readonly OrderTypeLine[]): readonly LineDraft[] {
  return lines.map(({ itemId = '', task = '', chargeable = true, description = '', ...line }, index) => ({
    ...{ ...newLineDraft(index + 1), ...line, itemId, task, chargeable, description },
  }));
}

/** The line as it is sent; what is empty is left out. */
export function lineOf(draft: LineDraft) {
  const given = {
    itemId: draft.type === 'item' ? textOrNothing(draft.itemId) : undefined,
    plainItem: draft.type === 'item' ? draft.plainItem : undefined,
    task: textOrNothing(draft.task),
    technicianId: draft.type === 'hour' ? textOrNothing(draft.technicianId) : undefined,
    plannedQuantity: numberOrNothing(draft.plannedQuantity),
    quantity: numberOrNothing(draft.quantity),
    workDate: textOrNothing(draft.workDate),
    description: textOrNothing(draft.description),
  };
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { type: draft.type, category: draft.category, chargeable: draft.chargeable, ...named };
}

/** True for a type of line; narrows what a select hands out. */
export function isLineType(value: string): value is LineType {
  return lineTypes.some((type) => type === value);
}
