/** Migrations of open orders to newer versions of their stage model: what was asked, and the fate of each order. */
import { sql } from 'kysely';

import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import type { StageMapping } from '#domain/service-orders/stage-mapping.ts';
import type { StandingOrder } from '#domain/service-orders/stage-migration.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** An open order of an older version, as far as it matters whether it can move. */
export interface OldOrder extends StandingOrder {
  readonly orderId: string;
  readonly number: string;
  readonly stageModelVersion: number;
}

const standing = [
  ...(['orderId', 'number', 'stage', 'stageModelVersion', 'cameFrom', 'waiting', 'pending', 'closedAt'] as const),
  ...(['recordedTime', 'siteId', 'contactId', 'customerOrderNumber'] as const),
];

/** Open orders of older versions behind a number, by number. */
export async function oldOrders(
  db: Db<'orders'>,
  model: { readonly id: string; readonly version: number },
  after: string,
  limit: number,
): Promise<readonly OldOrder[]> {
  return db
    .selectFrom('serviceOrders')
    .select(standing)
    .where('stageModelId', '=', model.id)
    .where('stageModelVersion', '<', model.version)
    .where('closedAt', 'is', null)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export interface StageMigrationRow {
  readonly migrationId: string;
  readonly stageModelId: string;
  readonly version: number;
  readonly mapping: StageMapping;
  readonly state: 'running' | 'done';
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly endedAt: string | null;
}

export interface StageMigrationCounts {
  readonly total: number;
  readonly moved: number;
  readonly refused: number;
}

/** Writes a migration with every order that it is to move; false while another one of the model runs. */
export async function insertStageMigration(t: Transaction<'orders'>, migration: StageMigrationRow): Promise<boolean> {
  const { migrationId, stageModelId, version, mapping } = migration;
  const inserted = await t
    .insertInto('stageMigrations')
    .values({ ...migration, mapping: JSON.stringify(mapping) })
    .onConflict((conflict) => conflict.column('stageModelId').where('state', '=', 'running').doNothing())
    .returning('migrationId')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  await sql`
    insert into stage_migration_orders (migration_id, order_id, customer_id, number, from_version, fate)
    select ${migrationId}, order_id, customer_id, number, stage_model_version, 'waiting' from service_orders
    where stage_model_id = ${stageModelId} and stage_model_version < ${version} and closed_at is null`.execute(t);
  return true;
}

const counts = sql<StageMigrationCounts>`(select jsonb_build_object('total', count(*),
  'moved', count(*) filter (where f.fate = 'moved'), 'refused', count(*) filter (where f.fate = 'refused'))
  from stage_migration_orders f where f.migration_id = stage_migrations.migration_id)`;

export async function findStageMigration(db: Db<'orders'>, migrationId: string) {
  return db
    .selectFrom('stageMigrations')
    .selectAll()
    .select(counts.as('counts'))
    .where('migrationId', '=', migrationId)
    .executeTakeFirst();
}

/** The latest, the newest first. */
export async function stageMigrations(db: Db<'orders'>, stageModelId: string | null, limit: number) {
  return db
    .selectFrom('stageMigrations')
    .selectAll()
    .select(counts.as('counts'))
    .$if(stageModelId !== null, (query) => query.where('stageModelId', '=', stageModelId ?? ''))
    .orderBy('requestedAt', 'desc')
    .orderBy('migrationId', 'desc')
    .limit(limit)
    .execute();
}

/** The orders of a migration behind a number, by number; of one fate, or of any. */
export async function migratedOrders(
  db: Db<'orders'>,
  of: { readonly migrationId: string; readonly fate: 'waiting' | 'moved' | 'refused' | null },
  after: string,
  limit: number,
) {
  const { migrationId, fate } = of;
  return db
    .selectFrom('stageMigrationOrders')
    .select(['orderId', 'number', 'fromVersion', 'fate', 'refusal', 'settledAt', 'fromStage', 'toStage'])
    .where('migrationId', '=', migrationId)
    .$if(fate !== null, (query) => query.where('fate', '=', fate ?? 'waiting'))
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** The fate of one order so far; undefined for an order that does not belong to the migration. */
export async function fateOf(t: Transaction<'orders'>, migrationId: string, orderId: string) {
  const row = await t
    .selectFrom('stageMigrationOrders')
    .select('fate')
    .where('migrationId', '=', migrationId)
    .where('orderId', '=', orderId)
    .executeTakeFirst();
  return row?.fate;
}

export interface SettledFate {
  readonly fate: 'moved' | 'refused';
  readonly refusal: OrderRefusal | null;
  readonly settledAt: string;
  /** Where it stood, and where it stands now; null for one that kept its version. */
  readonly fromStage: string;
  readonly toStage: string | null;
}

/** Writes what became of an order. */
export async function settleFate(
  t: Transaction<'orders'>,
  of: { readonly migrationId: string; readonly orderId: string },
  fate: SettledFate,
): Promise<void> {
  await t
    .updateTable('stageMigrationOrders')
    .set({ ...fate, refusal: fate.refusal && JSON.stringify(fate.refusal) })
    .where('migrationId', '=', of.migrationId)
    .where('orderId', '=', of.orderId)
    .execute();
}

export async function endStageMigration(t: Transaction<'orders'>, migrationId: string, endedAt: string): Promise<void> {
  await t
    .updateTable('stageMigrations')
    .set({ state: 'done', endedAt })
    .where('migrationId', '=', migrationId)
    .where('state', '=', 'running')
    .execute();
}

/** The order goes on in another version; what else changes is in its facts. */
export async function setStageModelVersion(t: Transaction<'orders'>, orderId: string, version: number): Promise<void> {
  await t.updateTable('serviceOrders').set({ stageModelVersion: version }).where('orderId', '=', orderId).execute();
}
