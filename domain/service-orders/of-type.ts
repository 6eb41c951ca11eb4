/** What an order takes from its type: lines and tasks, where it says nothing of them itself. */
import type { TaskDraft } from '../agreements/task.ts';
import type { Beginning, OrderTypeLine } from '../setup/order-type.ts';
import { merged } from '../shared/distinct.ts';

/** What is said of a new order, as far as its type may say it. */
interface Asked<Line> {
  readonly lines?: readonly Line[] | undefined;
  /** Lines of its agreement are asked for. */
  readonly agreementLines?: unknown;
  readonly tasks?: readonly TaskDraft[] | undefined;
}

type PlannedTypeLine = OrderTypeLine & { readonly workDate: string };

/**
 * Lines of the type come where neither lines nor those of an agreement are asked for: an empty list is said too. The tasks of the
 * type come where none are said, and those that its lines name come with these. Its lines are planned for the day of the visit.
 */
export function beginWith<Line>(
  type: Beginning,
  { lines, agreementLines, tasks }: Asked<Line>,
  visitDay: string,
): {
  readonly lines: readonly (Line | PlannedTypeLine)[] | undefined;
  readonly tasks: readonly TaskDraft[] | undefined;
} {
  const begun = lines === undefined && agreementLines === undefined ? (type.lines ?? []) : [];
  const taken = begun.map((line): PlannedTypeLine => ({ ...line, workDate: visitDay }));
  const known = type.tasks ?? [];
  const named = known.filter(({ task }) => taken.some((line) => line.task === task));
  return {
    lines: lines ?? (taken.length === 0 ? undefined : taken),
    tasks: tasks === undefined ? known : merged<TaskDraft>(tasks, named, ({ task }) => task),
  };
}
