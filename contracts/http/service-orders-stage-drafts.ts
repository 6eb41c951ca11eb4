/** Drafts of stage models: what somebody prepares before it is published, one for each model. */
import * as z from 'zod';

import { curators, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Instant } from './schemas.ts';
import { StageModel, StageModelId } from './stage-models.ts';

const content = { name: StageModel.shape.name, stages: StageModel.shape.stages };

export const StageModelDraft = z
  .strictObject({
    id: StageModelId,
    ...content,
    basedOn: z.int().min(0).describe('The version that it was begun from; 0 for a model that has none'),
    revision: z.int().min(1).describe('Counts its changes'),
    changedAt: Instant,
    changedBy: z.string(),
  })
  .meta({ id: 'StageModelDraft' });
export type StageModelDraft = z.infer<typeof StageModelDraft>;

/** A version as its history shows it. */
export const StageModelVersion = z
  .strictObject({
    version: z.int().min(1),
    name: z.string(),
    publishedAt: Instant,
    publishedBy: z.string(),
    openOrders: z.int().min(0).describe('Orders that are not closed and stand in this version'),
  })
  .meta({ id: 'StageModelVersion' });
export type StageModelVersion = z.infer<typeof StageModelVersion>;

const area = 'service-orders';
const model = z.strictObject({ id: StageModelId });
const revision = z.int().min(0).describe('The revision that was edited; 0 where there is no draft yet');

export const stageDraftRoutes = {
  versions: route({
    id: 'listStageModelVersions',
    area,
    method: 'GET',
    path: '/v1/stage-models/:id/versions',
    summary: 'Every version of a stage model, the newest first, with the open orders that stand in it',
    roles: staffRoles,
    params: model,
    responses: { 200: { description: 'Versions', schema: z.strictObject({ items: z.array(StageModelVersion) }) } },
    problems: ['resource.unknown'],
  }),
  list: route({
    id: 'listStageModelDrafts',
    area,
    method: 'GET',
    path: '/v1/stage-model-drafts',
    summary: 'Every draft, by the id of its stage model',
    roles: curators,
    responses: { 200: { description: 'Drafts', schema: z.strictObject({ items: z.array(StageModelDraft) }) } },
    problems: [],
  }),
  read: route({
    id: 'readStageModelDraft',
    area,
    method: 'GET',
    path: '/v1/stage-models/:id/draft',
    summary: 'The draft of a stage model',
    roles: curators,
    params: model,
    responses: { 200: { description: 'The draft', schema: StageModelDraft } },
    problems: ['resource.unknown'],
  }),
  save: route({
    id: 'saveStageModelDraft',
    area,
    method: 'PUT',
    path: '/v1/stage-models/:id/draft',
    summary: 'Begin a draft from the newest version, or change it; it need not be fit for publishing yet',
    roles: curators,
    params: model,
    body: z.strictObject({ ...content, revision }),
    responses: { 200: { description: 'As it is now', schema: StageModelDraft } },
    problems: ['request.version-stale'],
  }),
  discard: route({
    id: 'discardStageModelDraft',
    area,
    method: 'DELETE',
    path: '/v1/stage-models/:id/draft',
    summary: 'Throw the draft away',
    roles: curators,
    params: model,
    responses: { 204: { description: 'There is no draft' } },
    problems: [],
  }),
  publish: route({
    id: 'publishStageModelDraft',
    area,
    method: 'POST',
    path: '/v1/stage-models/:id/draft/publish',
    summary: 'Publish the draft as the next version; new orders begin with it, others keep theirs',
    roles: curators,
    params: model,
    body: z.strictObject({ revision }),
    responses: { 201: { description: 'Published', schema: StageModel } },
    problems: [
      'resource.unknown',
      'request.version-stale',
      'stage-model.invalid',
      'stage-model.published',
      'stage-model.draft-behind',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
} as const;
