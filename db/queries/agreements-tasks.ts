/** The register of service tasks. */
import { sql } from 'kysely';

import type { ServiceTask } from '#domain/agreements/task.ts';
import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';
import type { Transaction } from '../transaction.ts';

export type ServiceTaskRow = ServiceTask & { readonly version: number };

export interface TaskSearch {
  /** Only those that are offered, only others, or null for both. */
  readonly active: boolean | null;
  /** Part of the name or the code, whatever the case; null for all. */
  readonly search: string | null;
  /** The code behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of tasks by code. */
export async function searchTasks(db: Db<'orders'>, wish: TaskSearch): Promise<readonly ServiceTaskRow[]> {
  const { active, search, after } = wish;
  return db
    .selectFrom('serviceTasks')
    .selectAll()
    .$if(active !== null, (query) => query.where('active', '=', active ?? true))
    .$if(search !== null, (query) => query.where(contains(['name', 'code'], search ?? '')))
    .$if(after !== null, (query) => query.where('code', '>', after ?? ''))
    .orderBy('code')
    .limit(wish.limit)
    .execute();
}

/** The tasks of these codes, as far as there are any. */
export async function tasksOf(db: Db<'orders'>, codes: readonly string[]): Promise<readonly ServiceTaskRow[]> {
  return codes.length === 0 ? [] : db.selectFrom('serviceTasks').selectAll().where('code', 'in', codes).execute();
}

/** One change of a task at a time until the transaction ends: a new one has no row to lock. */
export async function lockTask(t: Transaction<'orders'>, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`service-task/${code}`}, 0))`.execute(t);
}

export async function saveTask(t: Transaction<'orders'>, row: ServiceTaskRow): Promise<void> {
  await t
    .insertInto('serviceTasks')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute();
}
