/** Preparing a stage model: a draft is kept as often as its author likes, and checked when it is published. */
import type { Actor } from '#contracts/roles.ts';
import {
  deleteStageDraft,
  lockStageDraft,
  saveStageDraft,
  type StageDraftRow,
} from '#db/queries/service-orders-stage-drafts.ts';
import { latestStageModel } from '#db/queries/stage-models.ts';
import type { Transaction } from '#db/transaction.ts';
import type { StageModel } from '#domain/service-orders/stage-model.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { publishStageModel, type PublishedStageModel } from './publish-stage-model.ts';

export interface StageDraftWish {
  readonly id: string;
  readonly name: string;
  readonly stages: StageModel['stages'];
  /** The revision that was edited; 0 where there was no draft. */
  readonly revision: number;
}

/** Begins a draft from the newest version, or changes it. Whoever edited another revision than the present one is refused. */
export async function keepStageDraft(
  t: Transaction<'orders'>,
  actor: Pick<Actor, 'principal'>,
  wish: StageDraftWish,
  now: string,
): Promise<Decision<{ readonly draft: StageDraftRow }, 'request.version-stale'>> {
  const before = await lockStageDraft(t, wish.id);
  const current = before?.revision ?? 0;
  const stale = refuse('request.version-stale', { params: { sent: wish.revision, current } });
  if (wish.revision !== current) return stale;
  const basedOn = before?.basedOn ?? (await latestStageModel(t, wish.id))?.version ?? 0;
  const draft = { ...wish, basedOn, revision: current + 1, changedAt: now, changedBy: actor.principal };
  return (await saveStageDraft(t, draft)) ? accept({ draft }) : stale;
}

type DraftRefusal = 'resource.unknown' | 'request.version-stale' | 'stage-model.draft-behind';

/** Publishes the draft as the next version, and ends it; a draft with faults stays as it is. */
export async function publishStageDraft(
  t: Transaction<'orders'>,
  actor: Pick<Actor, 'principal'>,
  { id, revision }: { readonly id: string; readonly revision: number },
  now: string,
): Promise<PublishedStageModel | ReturnType<typeof refuse<DraftRefusal>>> {
  const draft = await lockStageDraft(t, id);
  if (draft === undefined) return refuse('resource.unknown');
  if (draft.revision !== revision)
    return refuse('request.version-stale', { params: { sent: revision, current: draft.revision } });
  const version = (await latestStageModel(t, id))?.version ?? 0;
  if (version !== draft.basedOn) return refuse('stage-model.draft-behind', { params: { version } });
  const { name, stages } = draft;
  const published = await publishStageModel(t, actor, { id, version: version + 1, name, stages }, now);
  if (published.ok) await deleteStageDraft(t, id);
  return published;
}
