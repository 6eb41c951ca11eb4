/** The row as its workflow and its list see it: what follows from an order, worked out in one place. */
import { commandNames, type CommandName, type Pending, type View } from '#contracts/workflows/service-order.ts';
import type { OrderSummary } from '#db/queries/service-orders.ts';
import { hasLongEffects } from '#domain/service-orders/attention.ts';
import { nextOf } from '#domain/service-orders/decide.ts';
import { hasMissingParts, isOpenVisit, type ServiceOrder } from '#domain/service-orders/order.ts';
import { refusalOf } from '#domain/service-orders/allowed-actions.ts';
import { worstClock } from '#domain/service-orders/sla-of-stage.ts';
import { possibleMoves, stageOf, type StageModel } from '#domain/service-orders/stage-model.ts';
import { stateAt } from '#domain/sla/clock.ts';

/** The columns that follow from the order. */
export function summaryOf(order: ServiceOrder): OrderSummary {
  const next = nextOf(order);
  const worst = worstClock(order, order.lastEventAt);
  return {
    slaState: stateAt(worst, order.lastEventAt),
    slaDueAt: worst?.dueAt ?? null,
    missingParts: hasMissingParts(order),
    nextAt: next?.at ?? null,
    nextWhat: next?.what ?? null,
  };
}

/** What the workflow holds of the order until the next decision. */
export function viewOf(order: ServiceOrder, model: StageModel, customerRef: string, now: string): View {
  const summary = summaryOf(order);
  const waitsHere = order.waiting !== null && order.closesAt === null;
  return {
    ...{ orderId: order.id, number: order.number, version: order.version, customerRef },
    ...{ stage: order.stage, stageName: stageOf(model, order.stage).name, entered: order.entered },
    ...{ progress: order.progress, priority: order.priority },
    technicianRef: order.visits.find(isOpenVisit)?.technicianNumber ?? null,
    targets: order.closedAt === null ? possibleMoves(model, order).map((move) => move.to) : [],
    refused: refusedCommands(order, model),
    waiting:
      waitsHere && order.waiting
        ? { on: order.waiting.on, until: order.waiting.until, since: order.waiting.since }
        : null,
    sla: { state: summary.slaState, dueAt: summary.slaDueAt },
    waitsFor: waitsHere ? (order.waiting?.on ?? null) : null,
    problem: hasLongEffects(order.pending, now) ? 'stuck' : null,
    missingParts: summary.missingParts,
    lastRefusal: order.lastRefusal,
    pending: order.pending.map((pending) => callsOf(order, pending)),
    nextAt: summary.nextAt,
    nextWhat: summary.nextWhat,
    closed: order.closedAt !== null,
  };
}

function refusedCommands(order: ServiceOrder, model: StageModel): View['refused'] {
  const refused: Partial<Record<CommandName, string>> = {};
  for (const name of commandNames) {
    const refusal = refusalOf(order, model, name);
    if (refusal && !(name === 'changeStage' && mayStillCancel(order, model))) refused[name] = refusal.code;
  }
  return refused;
}

/** A change of the stage may be a cancellation, which a busy order takes too. */
function mayStillCancel(order: ServiceOrder, model: StageModel): boolean {
  return refusalOf(order, model, 'cancel') === null;
}

/** The effects as calls: each under the key of its command and its name, so that it is done once. */
function callsOf(order: ServiceOrder, pending: ServiceOrder['pending'][number]): Pending {
  const effects = pending.effects.map(({ name, after, input }) => ({
    name,
    after,
    input: { ...input, key: `${pending.id}/${name}`, orderId: order.id },
  }));
  // The rules fill every input by the contract of its effect; here the name and its input meet again.
  return { ...pending, effects } as unknown as Pending;
}
