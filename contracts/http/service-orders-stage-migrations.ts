/** Moving open orders to a newer version of their stage model: the look ahead, the run, and the fate of each order. */
import * as z from 'zod';

import { stageKinds } from '#domain/service-orders/stage-mapping.ts';

import { curators } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';
import { StageId, StageModelVersionParams } from './stage-models.ts';

/** Why an order cannot move, in a code and in words. */
const Refusal = z.strictObject({ code: z.string(), message: z.string() });

export const BlockedOrder = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    stage: z.string(),
    stageName: z.string(),
    fromVersion: z.int(),
    refusal: Refusal,
  })
  .meta({ id: 'BlockedOrder' });
export type BlockedOrder = z.infer<typeof BlockedOrder>;

const StageOutlook = z
  .strictObject({
    ...{ stage: z.string(), stageName: z.string(), kind: z.enum(stageKinds) },
    gone: z.boolean().describe('The version has no such stage'),
    to: z.string().nullable().describe('Where its orders go: itself, or what the mapping says'),
    toName: z.string().nullable(),
    ...{ orders: z.int().min(0), movable: z.int().min(0) },
    returning: z.int().min(0).describe('Orders that wait elsewhere to come back to it; counted where it is gone'),
  })
  .meta({ id: 'StageOutlook' });
export type StageOutlook = z.infer<typeof StageOutlook>;

/** For each stage that is gone: where its orders go. */
const Mapping = z
  .record(StageId, StageId)
  .describe('By the id of a stage that is gone, the stage that its orders go to');

export const MigrationPreview = z
  .strictObject({
    total: z.int().min(0).describe('Open orders that stand in an older version'),
    movable: z.int().min(0),
    reasons: z.array(z.strictObject({ ...Refusal.shape, orders: z.int().min(1) })).describe('Why the others cannot'),
    stages: z.array(StageOutlook).describe('From where to where'),
    items: z.array(BlockedOrder).describe('Those that cannot, by number'),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'MigrationPreview' });
export type MigrationPreview = z.infer<typeof MigrationPreview>;

export const StageMigration = z
  .strictObject({
    migrationId: Id,
    stageModelId: z.string(),
    version: z.int().min(1),
    mapping: Mapping,
    state: z.enum(['running', 'done']),
    requestedAt: Instant,
    requestedBy: z.string(),
    endedAt: Instant.nullable(),
    total: z.int().min(0),
    moved: z.int().min(0),
    refused: z.int().min(0),
  })
  .meta({ id: 'StageMigration' });
export type StageMigration = z.infer<typeof StageMigration>;

export const migrationFates = ['waiting', 'moved', 'refused'] as const;

export const MigratedOrder = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    fromVersion: z.int(),
    fate: z.enum(migrationFates),
    refusal: Refusal.nullable(),
    settledAt: Instant.nullable(),
    fromStage: z.string().nullable(),
    toStage: z.string().nullable().describe('Null for one that kept its version, or waits'),
  })
  .meta({ id: 'MigratedOrder' });
export type MigratedOrder = z.infer<typeof MigratedOrder>;

const area = 'service-orders';
const unfit = [
  ...(['stage-migration.mapping-needless', 'stage-migration.target-unknown'] as const),
  'stage-migration.target-differs',
] as const;
const migration = z.strictObject({ migrationId: Id });

export const stageMigrationRoutes = {
  preview: route({
    id: 'previewStageMigration',
    area,
    method: 'GET',
    path: '/v1/stage-models/:id/versions/:version/migration-preview',
    summary:
      'How many open orders of older versions can move to this one, and each that cannot, with why; nothing is done',
    roles: curators,
    params: StageModelVersionParams,
    query: z.strictObject({
      ...PageQuery.shape,
      mapping: z
        .string()
        .max(4000)
        .regex(/^[\w-]+:[\w-]+(,[\w-]+:[\w-]+)*$/)
        .optional()
        .describe('`gone:target`, with commas between'),
    }),
    responses: { 200: { description: 'The look ahead', schema: MigrationPreview } },
    problems: ['resource.unknown', ...unfit],
  }),
  start: route({
    id: 'startStageMigration',
    area,
    method: 'POST',
    path: '/v1/stage-models/:id/versions/:version/migrations',
    summary: 'Move the open orders of older versions to this one; those that cannot keep theirs',
    roles: curators,
    params: StageModelVersionParams,
    body: z.strictObject({ mapping: Mapping.optional() }),
    responses: { 202: { description: 'Begun: each order is moved by itself', schema: StageMigration } },
    problems: ['resource.unknown', ...unfit, 'stage-migration.running', 'idempotency.other-body'],
    idempotent: true,
  }),
  list: route({
    id: 'listStageMigrations',
    area,
    method: 'GET',
    path: '/v1/stage-migrations',
    summary: 'The latest migrations, the newest first',
    roles: curators,
    query: z.strictObject({ stageModelId: z.string().max(60).optional() }),
    responses: { 200: { description: 'At most twenty', schema: z.strictObject({ items: z.array(StageMigration) }) } },
    problems: [],
  }),
  read: route({
    id: 'readStageMigration',
    area,
    method: 'GET',
    path: '/v1/stage-migrations/:migrationId',
    summary: 'How far a migration is',
    roles: curators,
    params: migration,
    responses: { 200: { description: 'The migration', schema: StageMigration } },
    problems: ['resource.unknown'],
  }),
  orders: route({
    id: 'listMigratedOrders',
    area,
    method: 'GET',
    path: '/v1/stage-migrations/:migrationId/orders',
    summary: 'The fate of each order of a migration, by number',
    roles: curators,
    params: migration,
    query: z.strictObject({ ...PageQuery.shape, fate: z.enum(migrationFates).optional() }),
    responses: { 200: { description: 'A page', schema: Page(MigratedOrder) } },
    problems: ['resource.unknown'],
  }),
} as const;
