/** Whether an order can go on in another version of its stage model, where, and what becomes of it. */
import type { DecisionContext, OrderRefusal } from './commands.ts';
import type { OrderFact, OrderFactData } from './facts.ts';
import { busyWith, lacksField } from './obstacles.ts';
import type { ServiceOrder } from './order.ts';
import { progressOf } from './progress.ts';
import { slaOnEntry, type SlaOutcome } from './sla-of-stage.ts';
import { noMapping, standIn, type StageMapping } from './stage-mapping.ts';
import { remembersOrigin, stageOf, type Stage, type StageModel, type StagePosition } from './stage-model.ts';

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

export type Migrated = ({ readonly ok: true } & StagePosition) | { readonly ok: false; readonly refusal: OrderRefusal };

/**
 * Whether the order can move from one version to another, and where it stands then: in its stage, or where the mapping sends it
 * when that is gone. What entering a stage does is not done again: parts and visits stay as they are. Refused where the stage
 * would not be the same any more, or would lack what an order must have to be there.
 */
export function migrateOrder(
  order: StandingOrder,
  from: StageModel,
  to: StageModel,
  mapping: StageMapping = noMapping,
): Migrated {
  if (order.closedAt !== null) return refuse('order.closed', { at: order.closedAt });
  const busy = busyWith(order);
  if (busy) return { ok: false, refusal: busy };
  const before = stageOf(from, order.stage);
  const found = standIn(order.stage, { from, to, mapping });
  if ('refusal' in found) return { ok: false, refusal: found.refusal };
  const { stage } = found;
  if (stage === null) return refuse('stage-migration.stage-gone', { stage: before.name });
  if (stage.end !== before.end) return refuse('stage-migration.end-changed', { stage: stage.name });
  const origins = remembersOrigin(stage) ? originsAfter(order, { from, to, mapping }) : [];
  if ('code' in origins) return { ok: false, refusal: origins };
  const lacks = order.recordedTime ? null : lackOf(order, stage);
  if (lacks) return { ok: false, refusal: lacks };
  // Two waits that became one stage are one wait.
  const cameFrom = origins.filter((origin, index) => origin !== (origins[index + 1] ?? stage.id));
  return { ok: true, stage: stage.id, cameFrom };
}

/** A stage that is left to where the order came from needs that place, in this version too. */
function originsAfter(
  { cameFrom, stage }: StandingOrder,
  way: { readonly from: StageModel; readonly to: StageModel; readonly mapping: StageMapping },
): OrderRefusal | readonly string[] {
  const name = stageOf(way.from, stage).name;
  if (cameFrom.length === 0) return { code: 'stage-migration.origin-unknown', params: { stage: name } };
  const origins: string[] = [];
  for (const origin of cameFrom) {
    const found = standIn(origin, way);
    if ('refusal' in found) return found.refusal;
    if (found.stage === null)
      return { code: 'stage-migration.origin-gone', params: { stage: stageOf(way.from, origin).name } };
    origins.push(found.stage.id);
  }
  return origins;
}

function lackOf(order: StandingOrder, { requires, fields = [], name: stage }: Stage): OrderRefusal | null {
  const field = fields.find((each) => lacksField(order, each));
  if (field !== undefined) return { code: 'order.field-missing', params: { field } };
  const lacksWhom = requires.includes('waitingFor') && order.waiting === null;
  const lacksUntil = requires.includes('until') && (order.waiting?.until ?? null) === null;
  return lacksWhom || lacksUntil ? { code: 'stage-migration.waiting-unknown', params: { stage } } : null;
}

/** The facts of an order that moves. Only one that goes to another stage has its clocks follow that stage. */
export function migrationFacts(
  order: ServiceOrder,
  { from, to, at }: { readonly from: StageModel; readonly to: StageModel; readonly at: StagePosition },
  context: Pick<DecisionContext, 'at' | 'calendar' | 'slaTarget'>,
): readonly OrderFact[] {
  const data: OrderFactData<'stageModelChanged'> = {
    ...{ stageModelId: to.id, fromVersion: from.version, toVersion: to.version },
    ...{ cameFrom: at.cameFrom, progress: progressOf(order.lines, to, at) },
  };
  if (at.stage === order.stage) return [{ name: 'stageModelChanged', data }];
  const [before, after] = [stageOf(from, order.stage), stageOf(to, at.stage)];
  const { clock: sla, clocks, found, warnings } = slaOnMapping(order, before, after, context);
  const stages = { from: before.id, fromName: before.name, to: after.id, toName: after.name, end: after.end };
  return [...found, { name: 'stageModelChanged', data: { ...data, mapped: { ...stages, sla, clocks, warnings } } }];
}

/** What the new stage says of a clock is done where the stage that is gone said something else. */
function slaOnMapping(
  order: ServiceOrder,
  before: Stage,
  after: Stage,
  context: Pick<DecisionContext, 'at' | 'calendar' | 'slaTarget'>,
): SlaOutcome {
  const news = (target: keyof Stage['sla']) => {
    const effect = after.sla[target] ?? null;
    return effect === (before.sla[target] ?? null) ? null : effect;
  };
  const sla = { resolve: news('resolve'), respond: news('respond'), arrive: news('arrive') };
  return slaOnEntry(order, { ...after, sla }, context);
}

function refuse(code: string, params: NonNullable<OrderRefusal['params']>): Migrated {
  return { ok: false, refusal: { code, params } };
}
