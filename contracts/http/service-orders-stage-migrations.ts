/** Moving open orders to a newer version of their stage model: the look ahead, the run, and the fate of each order. */
import * as z from 'zod';

import { curators } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';
import { StageModelVersionParams } from './stage-models.ts';

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

export const MigrationPreview = z
  .strictObject({
    total: z.int().min(0).describe('Open orders that stand in an older version'),
    movable: z.int().min(0),
    reasons: z.array(z.strictObject({ ...Refusal.shape, orders: z.int().min(1) })).describe('Why the others cannot'),
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
  })
  .meta({ id: 'MigratedOrder' });
export type MigratedOrder = z.infer<typeof MigratedOrder>;

const area = 'service-orders';
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
    query: PageQuery,
    responses: { 200: { description: 'The look ahead', schema: MigrationPreview } },
    problems: ['resource.unknown'],
  }),
  start: route({
    id: 'startStageMigration',
    area,
    method: 'POST',
    path: '/v1/stage-models/:id/versions/:version/migrations',
    summary: 'Move the open orders of older versions to this one; those that cannot keep theirs',
    roles: curators,
    params: StageModelVersionParams,
    body: z.strictObject({}),
    responses: { 202: { description: 'Begun: each order is moved by itself', schema: StageMigration } },
    problems: ['resource.unknown', 'stage-migration.running', 'idempotency.other-body'],
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
