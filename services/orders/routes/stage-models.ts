/** Routes of stage models. */
import type { Express } from 'express';
import * as z from 'zod';

import {
  stageModelRoutes,
  StageModel as StageModelForm,
  type StageModel as WireModel,
} from '#contracts/http/stage-models.ts';
import { message } from '#contracts/messages/en.ts';
import { findStageModel, latestStageModel, stageModelsPage } from '#db/queries/stage-models.ts';
import { transaction } from '#db/transaction.ts';
import type { StageModelFault } from '#domain/service-orders/stage-model-check.ts';
import type { StageModel } from '#domain/service-orders/stage-model.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { publishStageModel } from '#transactions/service-orders/publish-stage-model.ts';
import type { RouteParts } from '../kept-rows.ts';

/** Mounts publishing and reading of stage models. */
export function mountStageModelRoutes(app: Express, { db, clock }: RouteParts): void {
  mount(app, stageModelRoutes.publish, async ({ actor, params, body }) => {
    const model: StageModel = { ...params, ...body };
    const { model: published, isNew } = await transaction(db, actor, async (t) => {
      const decided = await publishStageModel(t, actor, model, clock.now());
      if (!decided.ok && 'faults' in decided) throw invalidStageModel(model, decided.faults);
      return accepted(decided);
    });
    return { status: isNew ? 201 : 200, body: wireOf(published) };
  });
  mount(app, stageModelRoutes.list, async ({ query }) => {
    const { limit, after } = pageRequest(query, z.string());
    const models = await stageModelsPage(db, after ?? null, limit + 1);
    return { status: 200, body: pageOf(models.map(wireOf), limit, (model) => model.id) };
  });
  mount(app, stageModelRoutes.read, async ({ params }) => ({
    status: 200,
    body: found(await latestStageModel(db, params.id)),
  }));
  mount(app, stageModelRoutes.readVersion, async ({ params }) => ({
    status: 200,
    body: found(await findStageModel(db, params.id, params.version)),
  }));
}

function found(model: StageModel | undefined): WireModel {
  if (model === undefined) throw new ProblemError('resource.unknown');
  return wireOf(model);
}

/** The same model; the wire's lists are not readonly. */
function wireOf(model: StageModel): WireModel {
  return StageModelForm.parse(model);
}

/** Each fault with the pointer of its stage or move; of stages with one id, the last. */
export function invalidStageModel(model: StageModel, faults: readonly StageModelFault[]): ProblemError {
  const errors = faults.map((fault) => ({ pointer: placeOf(model, fault), message: message(fault.code) }));
  return new ProblemError('stage-model.invalid', { errors });
}

function placeOf({ stages }: StageModel, { stage, to }: StageModelFault): string {
  const index = stages.findLastIndex(({ id }) => id === stage);
  const move = stages[index]?.to.findLastIndex((each) => each.stage === to) ?? -1;
  const place = index < 0 ? '/stages' : `/stages/${index}`;
  return move < 0 ? place : `${place}/to/${move}`;
}
