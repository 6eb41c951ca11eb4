/** What an order is related to: the objects that it is about, and the tasks that are done. Its lines name only these. */
import type { ObjectRelation, TaskRelation } from '../agreements/agreement.ts';
import { accept, refuse, type Decision, type Refused } from '../shared/decision.ts';
import { merged, repeated } from '../shared/distinct.ts';
import type { OrderLine, RepairLine } from './order.ts';

export interface Relations {
  readonly objects: readonly ObjectRelation[];
  readonly tasks: readonly TaskRelation[];
}

/** An order that is about nothing in particular. */
export const noRelations: Relations = { objects: [], tasks: [] };

/** What a line names of the relations. */
type Naming = Pick<OrderLine, 'lineNumber' | 'objectId' | 'task'>;

/** Why a line may not name what it names; null when it is all related. */
export function unrelated({ objects, tasks }: Relations, line: Naming): Refused<'order.line-unrelated'> | null {
  const hasObject = line.objectId === null || objects.some(({ objectId }) => objectId === line.objectId);
  const hasTask = line.task === null || tasks.some(({ task }) => task === line.task);
  return hasObject && hasTask ? null : refuse('order.line-unrelated', { params: { line: line.lineNumber } });
}

/** The same of a repair line, which is about an object alone. */
export function unrelatedRepair(
  relations: Relations,
  line: Pick<RepairLine, 'lineNumber' | 'objectId'>,
): Refused<'order.line-unrelated'> | null {
  return unrelated(relations, { ...line, task: null });
}

/** What is there, and of the other what is not there yet. */
export function joined(own: Relations, other: Relations): Relations {
  return {
    objects: merged(own.objects, other.objects, ({ objectId }) => objectId),
    tasks: merged(own.tasks, other.tasks, ({ task }) => task),
  };
}

/** The objects and tasks by their names: what events say of them. */
export function namesIn({ objects, tasks }: Relations): { objects: string[]; tasks: string[] } {
  return { objects: objects.map(({ objectId }) => objectId), tasks: tasks.map(({ task }) => task) };
}

/** Those of the relations that some lines name. */
export function namedBy(lines: readonly Omit<Naming, 'lineNumber'>[], { objects, tasks }: Relations): Relations {
  return {
    objects: objects.filter(({ objectId }) => lines.some((line) => line.objectId === objectId)),
    tasks: tasks.filter(({ task }) => lines.some((line) => line.task === task)),
  };
}

/** Relations from now on: none is there twice, and none goes that a line of the order names. */
export function changeRelations(
  after: Relations,
  lines: readonly OrderLine[],
  repairLines: readonly RepairLine[],
): Decision<{ readonly after: Relations }, 'order.relation-twice' | 'order.relation-used'> {
  const { objects, tasks } = namesIn(after);
  const twice = repeated(objects) ?? repeated(tasks);
  if (twice !== null) return refuse('order.relation-twice', { params: { relation: twice } });
  const user = lines.find((line) => line.status !== 'cancelled' && unrelated(after, line) !== null);
  const repaired = repairLines.find((line) => unrelatedRepair(after, line) !== null);
  const used = user ?? repaired;
  return used === undefined ? accept({ after }) : refuse('order.relation-used', { params: { line: used.lineNumber } });
}
