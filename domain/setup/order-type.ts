/** Order types: what their orders begin with. */
import { repeated } from '../shared/distinct.ts';
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { LineType } from '../service-orders/order.ts';

/** A line that an order of the type begins with. */
export interface OrderTypeLine {
  readonly type: LineType;
  readonly category: string;
  readonly itemId?: string | undefined;
  readonly task?: string | undefined;
  readonly plannedQuantity: number;
  readonly chargeable?: boolean | undefined;
  readonly description?: string | undefined;
}

/** A task that is done on an order of the type. */
export interface OrderTypeTask {
  readonly task: string;
  readonly name: string;
  readonly internalNote: string | null;
  readonly customerNote: string | null;
}

/** What an order of a type begins with; nothing where the type says nothing. */
export interface Beginning {
  readonly lines?: readonly OrderTypeLine[] | undefined;
  readonly tasks?: readonly OrderTypeTask[] | undefined;
}

/** What a category is for, by its id. */
export type LineTypesOf = ReadonlyMap<string, readonly LineType[]>;

/**
 * Whether orders of a type may begin so: each line in a category of its type, an item on item lines and on no others, and a task
 * that the type has; each task once.
 */
export function checkBeginning(
  { lines = [], tasks = [] }: Beginning,
  categories: LineTypesOf,
): Decision<object, 'order-type.line-invalid' | 'order-type.task-twice'> {
  const names = tasks.map(({ task }) => task);
  const twice = repeated(names);
  if (twice !== null) return refuse('order-type.task-twice', { params: { task: twice } });
  const wrong = lines.findIndex(
    ({ type, category, itemId, task }) =>
      categories.get(category)?.includes(type) !== true ||
      (type === 'item') !== (itemId !== undefined) ||
      (task !== undefined && !names.includes(task)),
  );
  return wrong < 0 ? accept({}) : refuse('order-type.line-invalid', { params: { line: wrong + 1 } });
}
