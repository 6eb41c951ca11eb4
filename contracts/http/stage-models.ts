/** The doors of stage models: publish a version, read. The wire form is the domain's own. */
import * as z from 'zod';

import { roles } from '#domain/identity/rights.ts';
import {
  permissions,
  PREVIOUS,
  slaEffects,
  stageAutomations,
  stageFields,
  stageGuards,
  stageReaders,
} from '#domain/service-orders/stage-model.ts';

import { curators } from '../roles.ts';
import { route } from './route.ts';
import { Page, PageQuery } from './schemas.ts';

export const StageModelId = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .describe('Small letters, digits and hyphens');
export const StageId = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/);
const some = <const Word extends string>(words: readonly [Word, ...Word[]]) => z.array(z.enum(words)).max(words.length);
const Version = z.int().min(1).max(1_000_000);

export const Stage = z
  .strictObject({
    id: StageId,
    name: z.string().trim().min(1).max(120),
    initial: z.boolean(),
    end: z.enum(['none', 'done', 'cancelled']),
    to: z
      .array(
        z.strictObject({
          stage: StageId,
          reason: z.boolean().describe('The move asks for a reason'),
          guards: some(stageGuards).optional().describe('What must hold of the order; nothing when absent'),
          roles: z
            .array(z.enum(roles))
            .min(1)
            .max(10)
            .optional()
            .describe('Who may make it, of those who may command it at all; all of them when absent'),
        }),
      )
      .max(100)
      .describe('Stages that the order may move to; `previous` is the stage it came from'),
    permits: z.union([z.array(z.enum(permissions)).max(permissions.length), z.literal(PREVIOUS)]),
    reason: z.boolean().describe('Entering asks for a reason'),
    requires: z.array(z.enum(['waitingFor', 'until'])).max(2),
    sla: z
      .strictObject({
        resolve: z.enum(slaEffects).nullable(),
        respond: z.enum(slaEffects).nullable().optional(),
        arrive: z.enum(slaEffects).nullable().optional(),
      })
      .describe('What entering does to the SLA clock of each target'),
    onEntry: z.array(z.enum(stageAutomations)).max(stageAutomations.length),
    fields: some(stageFields).optional().describe('What the order’s header must have; nothing when absent'),
    reasons: z
      .array(z.string().min(1).max(60))
      .max(100)
      .optional()
      .describe('The reason codes that entering takes; those of the set-up for such a move when absent'),
    notify: some(stageReaders).optional().describe('Who is told of the entry; nobody when absent'),
  })
  .meta({ id: 'Stage' });

const content = {
  name: z.string().trim().min(1).max(120),
  stages: z.array(Stage).max(100),
};

export const StageModel = z
  .strictObject({ id: StageModelId, version: Version, ...content })
  .meta({ id: 'StageModel', description: 'A published version; it never changes' });
export type StageModel = z.infer<typeof StageModel>;

const area = 'service-orders';
export const StageModelVersionParams = z.strictObject({ id: StageModelId, version: Version });
const version = StageModelVersionParams;

export const stageModelRoutes = {
  publish: route({
    id: 'publishStageModel',
    area,
    method: 'PUT',
    path: '/v1/stage-models/:id/versions/:version',
    summary: 'Publish a version of a stage model',
    description:
      'A published version never changes: the same document again gets the same answer, another one is refused.',
    roles: curators,
    params: version,
    body: z.strictObject(content),
    responses: {
      200: { description: 'This very version was published before', schema: StageModel },
      201: { description: 'Published', schema: StageModel },
    },
    problems: ['stage-model.invalid', 'stage-model.published'],
  }),
  list: route({
    id: 'listStageModels',
    area,
    method: 'GET',
    path: '/v1/stage-models',
    summary: 'The latest version of every stage model, by id',
    roles: 'anyone',
    query: PageQuery,
    responses: { 200: { description: 'A page', schema: Page(StageModel) } },
    problems: [],
  }),
  read: route({
    id: 'readStageModel',
    area,
    method: 'GET',
    path: '/v1/stage-models/:id',
    summary: 'The latest version of a stage model',
    roles: 'anyone',
    params: z.strictObject({ id: StageModelId }),
    responses: { 200: { description: 'The stage model', schema: StageModel } },
    problems: ['resource.unknown'],
  }),
  readVersion: route({
    id: 'readStageModelVersion',
    area,
    method: 'GET',
    path: '/v1/stage-models/:id/versions/:version',
    summary: 'One version of a stage model',
    roles: 'anyone',
    params: version,
    responses: { 200: { description: 'The stage model', schema: StageModel } },
    problems: ['resource.unknown'],
  }),
} as const;
