/** Service tasks: what is done again and again; agreements and orders are related to them with notes of their own. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { TaskRelation } from './agreement.ts';

/** An entry of the register, with the notes that a relation begins with. */
export interface ServiceTask {
  readonly code: string;
  readonly name: string;
  /** For technicians and the office. */
  readonly internalNote: string | null;
  /** For the customer. */
  readonly customerNote: string | null;
  /** Offered for new relations. */
  readonly active: boolean;
}

/** A relation as it is asked for: what it does not say comes from the register. */
export interface TaskDraft {
  readonly task: string;
  readonly name?: string | undefined;
  readonly internalNote?: string | null | undefined;
  readonly customerNote?: string | null | undefined;
}

/** The relations that drafts come to; one that names no task of the register has to say its own name. */
export function relateTasks(
  drafts: readonly TaskDraft[],
  register: readonly ServiceTask[],
): Decision<{ readonly tasks: readonly TaskRelation[] }, 'service-task.unknown'> {
  const tasks: TaskRelation[] = [];
  for (const { task, ...said } of drafts) {
    const known = register.find(({ code }) => code === task);
    const name = said.name ?? known?.name;
    if (name === undefined) return refuse('service-task.unknown', { params: { task } });
    const { internalNote = known?.internalNote ?? null, customerNote = known?.customerNote ?? null } = said;
    tasks.push({ task, name, internalNote, customerNote });
  }
  return accept({ tasks });
}
