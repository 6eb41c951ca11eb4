/** Publishes a version of a stage model: checked, written once, never changed. */
import { stageModelAggregateId, stageModelEvents } from '#contracts/events/stage-models.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Actor } from '#contracts/roles.ts';
import { StageModel as StageModelForm } from '#contracts/http/stage-models.ts';
import type { Db } from '#db/connection.ts';
import { appendEvent } from '#db/outbox.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import { findStageModel, insertStageModel } from '#db/queries/stage-models.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { checkStageModel, type StageModelFault } from '#domain/service-orders/stage-model-check.ts';
import type { StageModel } from '#domain/service-orders/stage-model.ts';
import { accept, refuse, type Decision, type Refused } from '#domain/shared/decision.ts';
import { differs } from '#domain/shared/numbered.ts';

export type PublishedStageModel =
  | Decision<{ model: StageModel; isNew: boolean }, 'stage-model.published'>
  | (Refused<'stage-model.invalid'> & { readonly model: StageModel; readonly faults: readonly StageModelFault[] });

/**
 * Publishes the version unless the model has faults, or unless that version says something else already. The same
 * document again is accepted and changes nothing.
 */
export async function publishStageModel(
  t: Transaction<'orders'>,
  actor: Pick<Actor, 'principal'>,
  model: StageModel,
  now: string,
): Promise<PublishedStageModel> {
  const faults = checkStageModel(model, await reasonsInUse(t, model));
  if (faults.length > 0) return { ...refuse('stage-model.invalid'), model, faults };
  const isNew = await insertStageModel(t, model, { publishedAt: now, publishedBy: actor.principal });
  if (isNew) {
    const facts = { aggregateId: stageModelAggregateId(model), version: 1, occurredAt: now, customerId: null };
    await appendEvent(t, stageModelEvents.published, { ...facts, data: StageModelForm.parse(model) });
    return accept({ model, isNew });
  }
  const before = await findStageModel(t, model.id, model.version);
  if (before === undefined || differs(before, model)) {
    return refuse('stage-model.published', { params: { id: model.id, version: model.version } });
  }
  return accept({ model: before, isNew });
}

/** The reason codes that the set-up has in use; null for a model that names none, which may be there before the set-up is. */
async function reasonsInUse(t: Transaction<'orders'>, { stages }: StageModel): Promise<ReadonlySet<string> | null> {
  if (stages.every(({ reasons }) => reasons === undefined)) return null;
  const known = await setupValues(t, 'reason-code');
  return new Set(known.flatMap(({ id, data }) => (data.active ? [id] : [])));
}

/** Publishes the stage model that comes with the product; called at each start, done once. Throws when it has faults. */
export async function seedStageModels(db: Db<'orders'>, now: string): Promise<void> {
  const actor = systemActor('seed');
  const published = await transaction(db, actor, (t) => publishStageModel(t, actor, defaultStageModel, now));
  if (!published.ok) throw new Error(`The default stage model was refused: ${published.refusal.code}`);
}
