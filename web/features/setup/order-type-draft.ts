/** What the form of an order type holds, and the order type that it makes. */
import type { OrderTypeData } from '#contracts/http/setup-schemas.ts';
import type { LineType } from '#domain/service-orders/order.ts';

import { numberOrNothing, textOrNothing } from '../../ui/text-or-nothing.ts';

export interface TypeLineRow {
  /** Tells the rows of the form apart. */
  readonly id: number;
  readonly type: LineType;
  readonly category: string;
  readonly itemId: string;
  readonly task: string;
  readonly plannedQuantity: string | number;
  readonly chargeable: boolean;
  readonly description: string;
}

export interface TypeTaskRow {
  readonly id: number;
  readonly task: string;
  readonly name: string;
  readonly internalNote: string;
  readonly customerNote: string;
}

export interface OrderTypeDraft extends Pick<
  OrderTypeData,
  'name' | 'stageModelId' | 'priorityId' | 'slaPolicyId' | 'active'
> {
  readonly id: string;
  readonly lines: readonly TypeLineRow[];
  readonly tasks: readonly TypeTaskRow[];
}

export function newTypeLine(id: number): TypeLineRow {
  return {
    ...{ id, type: 'hour', category: '', itemId: '', task: '', plannedQuantity: 1, chargeable: true, description: '' },
  };
}

export function newTypeTask(id: number): TypeTaskRow {
  return { id, task: '', name: '', internalNote: '', customerNote: '' };
}

/** The form of an order type; of a new one when null. */
export function draftOfType(row: (OrderTypeData & { readonly id: string }) | null): OrderTypeDraft {
  if (row === null) {
    const nothing = { id: '', name: '', stageModelId: '', priorityId: '', slaPolicyId: null };
    return { ...nothing, active: true, lines: [], tasks: [] };
  }
  const { id, name, stageModelId, priorityId, slaPolicyId, active, lines = [], tasks = [] } = row;
  return {
    ...{ id, name, stageModelId, priorityId, slaPolicyId, active },
    lines: lines.map(({ itemId = '', task = '', chargeable = true, description = '', ...line }, index) => ({
      ...{ ...line, id: index + 1, itemId, task, chargeable, description },
    })),
    tasks: tasks.map(({ internalNote, customerNote, ...task }, index) => ({
      ...{ ...task, id: index + 1, internalNote: internalNote ?? '', customerNote: customerNote ?? '' },
    })),
  };
}

/** The order type as it is sent; what is empty is left out. */
export function typeOfDraft({ lines, tasks, ...draft }: OrderTypeDraft) {
  return {
    ...draft,
    lines: lines.map(({ id: _, ...line }) => {
      const given = {
        itemId: line.type === 'item' ? textOrNothing(line.itemId) : undefined,
        task: textOrNothing(line.task),
        description: textOrNothing(line.description),
      };
      const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const { type, category, chargeable } = line;
      return { type, category, chargeable, plannedQuantity: numberOrNothing(line.plannedQuantity), ...named };
    }),
    tasks: tasks.map(({ id: _, internalNote, customerNote, ...task }) => ({
      ...task,
      internalNote: textOrNothing(internalNote) ?? null,
      customerNote: textOrNothing(customerNote) ?? null,
    })),
  };
}
