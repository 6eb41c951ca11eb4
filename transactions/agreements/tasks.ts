/** Keeping the register of service tasks, and reading what relations take from it. */
import { agreementsEvents, serviceTaskAggregateId } from '#contracts/events/agreements.ts';
import { appendEvent } from '#db/outbox.ts';
import { lockTask, saveTask, tasksOf, type ServiceTaskRow } from '#db/queries/agreements-tasks.ts';
import type { Transaction } from '#db/transaction.ts';
import type { TaskRelation } from '#domain/agreements/agreement.ts';
import { relateTasks, type ServiceTask, type TaskDraft } from '#domain/agreements/task.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { differs } from '#domain/shared/numbered.ts';

type T = Transaction<'orders'>;
type KeptRefusalCode = 'request.version-missing' | 'request.version-stale';

/** Enters a task, or changes it at the version that was read; the same again is no event. Relations keep what they took. */
export async function keepTask(
  t: T,
  task: ServiceTask,
  { ifMatch, now }: { readonly ifMatch: number | undefined; readonly now: string },
): Promise<Decision<{ readonly row: ServiceTaskRow; readonly created: boolean }, KeptRefusalCode>> {
  const { code, active } = task;
  await lockTask(t, code);
  const [before] = await tasksOf(t, [code]);
  if (before !== undefined && ifMatch === undefined) return refuse('request.version-missing');
  if (before !== undefined && ifMatch !== before.version) {
    return refuse('request.version-stale', { params: { sent: ifMatch ?? 0, current: before.version } });
  }
  const row: ServiceTaskRow = { ...task, version: (before?.version ?? 0) + 1 };
  if (before !== undefined && !differs(before, { ...row, version: before.version })) {
    return accept({ row: before, created: false });
  }
  await saveTask(t, row);
  await appendEvent(t, agreementsEvents.task, {
    ...{ aggregateId: serviceTaskAggregateId(code), version: row.version, customerId: null, occurredAt: now },
    data: { code, active },
  });
  return accept({ row, created: before === undefined });
}

/** The relations that are asked for, with what the register says where they say nothing. */
export async function relatedTasks(
  t: T,
  drafts: readonly TaskDraft[],
): Promise<Decision<{ readonly tasks: readonly TaskRelation[] }, 'service-task.unknown'>> {
  return relateTasks(
    drafts,
    drafts.length === 0
      ? []
      : await tasksOf(
          t,
          drafts.map(({ task }) => task),
        ),
  );
}
