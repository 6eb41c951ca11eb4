/** Whether an order can go on in another version of its stage model, standing where it stands. */
import type { OrderRefusal } from './commands.ts';
import { busyWith, lacksField } from './obstacles.ts';
import type { ServiceOrder } from './order.ts';
import { remembersOrigin, stageOf, type Stage, type StageModel } from './stage-model.ts';

/** An order as far as it matters for that. */
export type StandingOrder = Pick<
  ServiceOrder,
  | 'stage'
  | 'cameFrom'
  | 'waiting'
  | 'pending'
  | 'closedAt'
  | 'recordedTime'
  | 'siteId'
  | 'contactId'
  | 'customerOrderNumber'
>;

export type Migrated =
  { readonly ok: true; readonly cameFrom: readonly string[] } | { readonly ok: false; readonly refusal: OrderRefusal };

/**
 * Whether the order can move from one version to another. It keeps its stage, and what entering the stage does is not done
 * again: its clock, its parts and its visits stay as they are. Refused where the stage would not be the same any more, or would
 * lack what an order must have to be there.
 */
export function migrateOrder(order: StandingOrder, from: StageModel, to: StageModel): Migrated {
  if (order.closedAt !== null) return refuse('order.closed', { at: order.closedAt });
  const busy = busyWith(order);
  if (busy) return { ok: false, refusal: busy };
  const before = stageOf(from, order.stage);
  const stage = to.stages.find(({ id }) => id === order.stage);
  if (!stage) return refuse('stage-migration.stage-gone', { stage: before.name });
  if (stage.end !== before.end) return refuse('stage-migration.end-changed', { stage: stage.name });
  const cameFrom = remembersOrigin(stage) ? order.cameFrom : [];
  const lost = remembersOrigin(stage) ? lostOrigin(order, from, to) : null;
  if (lost) return { ok: false, refusal: lost };
  const lacks = order.recordedTime ? null : lackOf(order, stage);
  return lacks ? { ok: false, refusal: lacks } : { ok: true, cameFrom };
}

/** A stage that is left to where the order came from needs that place, in this version too. */
function lostOrigin({ cameFrom, stage }: StandingOrder, from: StageModel, to: StageModel): OrderRefusal | null {
  const name = stageOf(from, stage).name;
  if (cameFrom.length === 0) return { code: 'stage-migration.origin-unknown', params: { stage: name } };
  const gone = cameFrom.find((origin) => to.stages.every(({ id }) => id !== origin));
  if (gone === undefined) return null;
  return { code: 'stage-migration.origin-gone', params: { stage: stageOf(from, gone).name } };
}

function lackOf(order: StandingOrder, { requires, fields = [], name: stage }: Stage): OrderRefusal | null {
  const field = fields.find((each) => lacksField(order, each));
  if (field !== undefined) return { code: 'order.field-missing', params: { field } };
  const lacksWhom = requires.includes('waitingFor') && order.waiting === null;
  const lacksUntil = requires.includes('until') && (order.waiting?.until ?? null) === null;
  return lacksWhom || lacksUntil ? { code: 'stage-migration.waiting-unknown', params: { stage } } : null;
}

function refuse(code: string, params: NonNullable<OrderRefusal['params']>): Migrated {
  return { ok: false, refusal: { code, params } };
}
