/** Drafts of stage models, and the versions that were published of one. */
import { sql } from 'kysely';

import type { StageModel } from '#domain/service-orders/stage-model.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

export interface StageDraftRow {
  readonly id: string;
  readonly name: string;
  readonly stages: StageModel['stages'];
  readonly basedOn: number;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Every draft, by id. */
export async function stageDrafts(db: Db<'orders'>): Promise<readonly StageDraftRow[]> {
  return db.selectFrom('stageModelDrafts').selectAll().orderBy('id').execute();
}

export async function findStageDraft(db: Db<'orders'>, id: string): Promise<StageDraftRow | undefined> {
  return db.selectFrom('stageModelDrafts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The draft, locked until the transaction ends. Two that begin one at once wait for each other at its key. */
export async function lockStageDraft(t: Transaction<'orders'>, id: string): Promise<StageDraftRow | undefined> {
  return t.selectFrom('stageModelDrafts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Writes a draft unless another revision than the one before it is there; false then. */
export async function saveStageDraft(t: Transaction<'orders'>, draft: StageDraftRow): Promise<boolean> {
  const { id: _, basedOn: __, ...changes } = { ...draft, stages: JSON.stringify(draft.stages) };
  const saved = await t
    .insertInto('stageModelDrafts')
    .values({ ...draft, stages: changes.stages })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(changes)
        .where('stageModelDrafts.revision', '=', draft.revision - 1),
    )
    .returning('id')
    .executeTakeFirst();
  return saved !== undefined;
}

export async function deleteStageDraft(t: Transaction<'orders'>, id: string): Promise<void> {
  await t.deleteFrom('stageModelDrafts').where('id', '=', id).execute();
}

export interface StageVersionRow {
  readonly version: number;
  readonly name: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly openOrders: number;
}

/** The versions of a model, the newest first, with the open orders that stand in each. */
export async function stageVersions(db: Db<'orders'>, id: string): Promise<readonly StageVersionRow[]> {
  const { rows } = await sql<StageVersionRow>`
    select m.version, m.document ->> 'name' as name, m.published_at as "publishedAt", m.published_by as "publishedBy",
      (select count(*)::integer from service_orders o
        where o.stage_model_id = m.id and o.stage_model_version = m.version and o.closed_at is null) as "openOrders"
    from stage_models m where m.id = ${id} order by m.version desc`.execute(db);
  return rows;
}
