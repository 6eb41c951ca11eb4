/** What an order is about: its objects and tasks, given as a whole. */
import { ownObjects } from '#db/queries/objects.ts';
import { repairLinesOf } from '#db/queries/repair-lines.ts';
import { orderRelations, replaceRelations } from '#db/queries/service-orders-relations.ts';
import type { Transaction } from '#db/transaction.ts';
import type { TaskDraft } from '#domain/agreements/task.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import { changeRelations, joined, namesIn, type Relations } from '#domain/service-orders/relations.ts';
import { accept, refuse as decline, type Decision } from '#domain/shared/decision.ts';
import { relatedTasks } from '../agreements/tasks.ts';
import { editOrder, refuse, unlessPermitted, type Edit, type Edited } from './edit-order.ts';

type Orders = Transaction<'orders'>;

/** Relations as they are asked for. */
export interface RelationDrafts {
  readonly objects: Relations['objects'];
  readonly tasks: readonly TaskDraft[];
}

/** A new order's relations: those that it is given before those of its agreement. */
export async function relatedAs(
  t: Orders,
  asked: { readonly customerId: string } & { readonly [Key in keyof RelationDrafts]?: RelationDrafts[Key] | undefined },
  ofAgreement: Relations,
): Promise<Decision<{ readonly after: Relations }>> {
  const related = await relatedTasks(t, asked.tasks ?? []);
  if (!related.ok) return related;
  const own = { objects: asked.objects ?? [], tasks: related.tasks };
  const decided = changeRelations(own, [], []);
  if (!decided.ok) return decided;
  const strange = await strangeObject(t, asked.customerId, own);
  return strange ?? accept({ after: joined(own, ofAgreement) });
}

/** Relates an order to these objects and tasks and no others, as it was read at a version. */
export function editRelations(
  t: Orders,
  edit: Edit & { readonly ifMatch: number },
  { objects, tasks }: RelationDrafts,
): Promise<Edited<null>> {
  return editOrder(t, edit, async ({ order, model }) => {
    if (order.version !== edit.ifMatch) {
      return refuse('request.version-stale', { sent: edit.ifMatch, current: order.version });
    }
    const forbidden = unlessPermitted({ order, model }, 'modify');
    if (forbidden) return forbidden;
    const related = await relatedTasks(t, tasks);
    if (!related.ok) return related;
    const wanted = { objects, tasks: related.tasks };
    const decided = changeRelations(wanted, order.lines, await repairLinesOf(t, order.id));
    if (!decided.ok) return decided;
    const strange = await strangeObject(t, order.customerId, wanted);
    if (strange) return strange;
    const before = await orderRelations(t, order.id);
    return { ok: true, result: null, facts: relating(before, wanted), write: writing(t, before, wanted) };
  });
}

/** Nothing when nothing is different, in names or words. */
export function relating(before: Relations, after: Relations): readonly OrderFact[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ name: 'relationsChanged', data: namesIn(after) }];
}

/** Saves what is different of the relations, at the order’s new version. */
export function writing(t: Orders, before: Relations, after: Relations) {
  return async (order: Parameters<typeof replaceRelations>[1]) => {
    if (relating(before, after).length > 0) await replaceRelations(t, order, after);
  };
}

async function strangeObject(t: Orders, customerId: string, { objects }: Relations) {
  const ids = objects.map(({ objectId }) => objectId);
  const own = await ownObjects(t, customerId, ids);
  const strange = ids.find((id) => !own.has(id));
  return strange === undefined ? null : unknown('objectId', strange);
}

/** A refusal of what there is not, or not for this customer. */
export function unknown(field: string, value: string) {
  return decline('order.unknown-reference', { params: { field, value } });
}
