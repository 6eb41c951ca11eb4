/** Moves open orders to a newer version of their stage model: the look ahead, the request, and the few orders of each batch. */
import { v7 as uuidv7 } from 'uuid';

import { systemActor, type Actor } from '#contracts/roles.ts';
import type { StartStageMigration } from '#contracts/workflows/messages.ts';
import type { StageMigrationLeft } from '#contracts/workflows/stage-migration.ts';
import type { Db } from '#db/connection.ts';
import { appendMessage } from '#db/outbox.ts';
import { loadOrderParts, lockOrder, orderOf } from '#db/queries/service-orders.ts';
import {
  endStageMigration,
  fateOf,
  findStageMigration,
  insertStageMigration,
  migratedOrders,
  oldOrders,
  setStageModelVersion,
  settleFate,
  type OldOrder,
  type StageMigrationRow,
} from '#db/queries/service-orders-stage-migrations.ts';
import { findStageModel, stageModel } from '#db/queries/stage-models.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { mappingFault, type MappingFault, type StageMapping } from '#domain/service-orders/stage-mapping.ts';
import { migrateOrder, migrationFacts } from '#domain/service-orders/stage-migration.ts';
import { stageOf, type StageModel } from '#domain/service-orders/stage-model.ts';
import { outlookOf, type LookedAt, type StageOutlook } from '#domain/service-orders/stage-outlook.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { later } from '#domain/shared/instant.ts';
import { slaContext } from './decision-context.ts';
import { tellWorkflow } from './edit-order.ts';
import { saveFacts } from './save.ts';

/** Orders that the look ahead reads at once, and that one batch moves. */
const pageOfPreview = 500;
const batch = 20;

export interface BlockedOrder extends Pick<OldOrder, 'orderId' | 'number' | 'stage'> {
  readonly fromVersion: number;
  readonly stageName: string;
  readonly refusal: OrderRefusal;
}

interface Version {
  readonly id: string;
  readonly version: number;
}

interface Preview {
  readonly total: number;
  readonly blocked: readonly BlockedOrder[];
  readonly stages: readonly StageOutlook[];
}

type Unfit = 'resource.unknown' | MappingFault['code'];

/** What moving would come to: how many can, from where to where, and every order that cannot, by number. Writes nothing. */
export async function previewMigration(
  t: Transaction<'orders'>,
  of: Version,
  mapping: StageMapping,
): Promise<Decision<Preview, Unfit>> {
  const fit = await targetOf(t, of, mapping);
  if (!fit.ok) return fit;
  const { to } = fit;
  const blocked: BlockedOrder[] = [];
  const looked: LookedAt[] = [];
  for (let after = '', page = await oldOrders(t, of, after, pageOfPreview); page.length > 0;) {
    for (const order of page) {
      const from = await stageModel(t, of.id, order.stageModelVersion);
      const moved = migrateOrder(order, from, to, mapping);
      looked.push({ order, from, moved });
      if (moved.ok) continue;
      const { orderId, number, stage, stageModelVersion: fromVersion } = order;
      const stageName = stageOf(from, stage).name;
      blocked.push({ orderId, number, stage, stageName, fromVersion, refusal: moved.refusal });
    }
    after = page.at(-1)?.number ?? after;
    page = page.length < pageOfPreview ? [] : await oldOrders(t, of, after, pageOfPreview);
  }
  return accept({ total: looked.length, blocked, stages: outlookOf(looked, to, mapping) });
}

/** The version that orders are to move to, once nothing is wrong with the mapping. */
async function targetOf(
  t: Transaction<'orders'>,
  { id, version }: Version,
  mapping: StageMapping,
): Promise<Decision<{ readonly to: StageModel }, Unfit>> {
  const to = await findStageModel(t, id, version);
  if (to === undefined) return refuse('resource.unknown');
  if (Object.keys(mapping).length === 0) return accept({ to });
  const older: StageModel[] = [];
  for (let each = version - 1; each > 0; each -= 1) older.push(await stageModel(t, id, each));
  const fault = mappingFault(mapping, older, to);
  return fault ? refuse(fault.code, { params: fault.params }) : accept({ to });
}

/** Writes down which orders are to move, and has the moving begin. */
export async function requestMigration(
  t: Transaction<'orders'>,
  actor: Pick<Actor, 'principal'>,
  { mapping, ...of }: Version & { readonly mapping: StageMapping },
  now: string,
): Promise<Decision<{ readonly migrationId: string }, Unfit | 'stage-migration.running'>> {
  const fit = await targetOf(t, of, mapping);
  if (!fit.ok) return fit;
  const migration: StageMigrationRow = {
    ...{ migrationId: uuidv7(), stageModelId: of.id, version: of.version, mapping, state: 'running' },
    ...{ requestedAt: now, requestedBy: actor.principal, endedAt: null },
  };
  if (!(await insertStageMigration(t, migration))) return refuse('stage-migration.running', { params: { id: of.id } });
  const { migrationId } = migration;
  const message: StartStageMigration = { kind: 'start-stage-migration', migrationId };
  await appendMessage(t, { aggregateId: migrationId, version: 1, message });
  return accept({ migrationId });
}

/**
 * Gives the next few orders of a migration their fate, each in a transaction of its own, and says whether any is left. Whoever
 * asks again after a lost answer finds those that have theirs settled, and goes on behind them.
 */
export async function migrateSomeOrders(
  db: Db<'orders'>,
  migrationId: string,
  now: string,
): Promise<StageMigrationLeft> {
  const actor = systemActor('stage-migration');
  const waiting = { migrationId, fate: 'waiting' } as const;
  const next = await transaction(db, actor, (t) => migratedOrders(t, waiting, '', batch));
  for (const { orderId } of next) await transaction(db, actor, (t) => moveOne(t, migrationId, orderId, now));
  return transaction(db, actor, async (t) => {
    const left = await migratedOrders(t, waiting, '', 1);
    if (left.length === 0) await endStageMigration(t, migrationId, now);
    return { waiting: left.length };
  });
}

/** The order's row is locked first, as by every decision about it; its workflow is told to look again. */
async function moveOne(t: Transaction<'orders'>, migrationId: string, orderId: string, now: string): Promise<void> {
  const row = await lockOrder(t, orderId);
  const migration = await findStageMigration(t, migrationId);
  if (row === undefined || migration === undefined) throw new Error(`There is no order ${orderId} to migrate`);
  if ((await fateOf(t, migrationId, orderId)) !== 'waiting') return;
  const { stageModelId, version: toVersion, mapping, requestedBy: principal } = migration;
  const to = await stageModel(t, stageModelId, toVersion);
  const order = orderOf(row, await loadOrderParts(t, orderId, []));
  const from = await stageModel(t, stageModelId, row.stageModelVersion);
  const moved = migrateOrder(order, from, to, mapping);
  const settle = (refusal: OrderRefusal | null, toStage: string | null) => {
    const stages = { fromStage: order.stage, toStage };
    const fate = refusal ? 'refused' : 'moved';
    return settleFate(t, { migrationId, orderId }, { fate, refusal, settledAt: now, ...stages });
  };
  if (!moved.ok) return settle(moved.refusal, null);
  const at = row.recordedTime ? row.lastEventAt : later(now, row.lastEventAt);
  const clocks = { at, ...(await slaContext(t, row, at)) };
  const facts = migrationFacts(order, { from, to, at: moved }, clocks);
  const after = await saveFacts(t, order, facts, { at, principal, under: row });
  await setStageModelVersion(t, orderId, toVersion);
  await tellWorkflow(t, after);
  return settle(null, moved.stage);
}
