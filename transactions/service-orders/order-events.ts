/** Facts of an order as the events of its contract: what readers of the stream get to know. */
import type { SlaSnapshot } from '#contracts/events/service-orders-clocks.ts';
import type { EventSpec } from '#contracts/events/envelope.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { Actor } from '#contracts/roles.ts';
import { eventOf, type NewEvent } from '#db/outbox.ts';
import type { NewOrderColumns } from '#db/queries/service-orders.ts';
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import type { OrderFact, OrderFactData } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { namesIn, noRelations, type Relations } from '#domain/service-orders/relations.ts';
import { stateAt, type SlaClock } from '#domain/sla/clock.ts';

/** What readers need of an SLA clock. */
export function slaSnapshot(clock: SlaClock | null, at: string): SlaSnapshot | null {
  if (clock === null) return null;
  const { dueAt, warnAt, breachedAt, metAt } = clock;
  return { state: stateAt(clock, at), dueAt, warnAt, breachedAt, metAt };
}

/** The same of the clocks of other targets, each with its name. */
export function clockSnapshots(clocks: readonly SlaClock[], at: string): (SlaSnapshot & { target: string })[] {
  return clocks.flatMap((clock) => {
    const snapshot = slaSnapshot(clock, at);
    return snapshot === null ? [] : [{ target: clock.target, ...snapshot }];
  });
}

interface Told {
  readonly principal: string;
  /** By which rules the order's lines are charged now; said with what happened to a line. */
  readonly coverage?: readonly AppliedRule[] | undefined;
}

/** The event of a fact; `after` is the order with the fact folded in. */
export function orderEvent(fact: OrderFact, after: ServiceOrder, { principal, coverage }: Told): NewEvent {
  const at = after.lastEventAt;
  const common = {
    aggregateId: after.id,
    version: after.version,
    occurredAt: at,
    customerId: after.customerId,
    companyId: after.companyId,
    principal,
  };
  const spec: EventSpec = serviceOrderEvents[fact.name];
  return eventOf(spec, { ...common, data: { ...dataOf(fact, after, at), ...(coverage && { coverage }) } });
}

interface CreatedWith {
  readonly relations?: Relations;
  readonly coverage?: readonly AppliedRule[] | undefined;
}

/** The facts of an order’s first event. */
export function createdEvent(order: ServiceOrder, columns: NewOrderColumns & CreatedWith, { principal }: Actor) {
  const { stageModelId, stageModelVersion, requestId, followUpOf, response = null, agreementId = null } = columns;
  const { coverage, relations = noRelations } = columns;
  const { objects, tasks } = namesIn(relations);
  const { serviceAddress: _, ...header } = columns.header;
  const data = {
    ...{ ...order, ...header },
    ...{ stageModelId, stageModelVersion, requestId, followUpOf, agreementId, objects, tasks },
    ...{ lines: [...order.lines], repairLines: [...order.repairLines] },
    ...{ clocks: clockSnapshots(order.clocks, order.lastEventAt), ...(coverage && { coverage }) },
    ...{ sla: slaSnapshot(order.sla, order.lastEventAt), response: slaSnapshot(response, order.lastEventAt) },
  };
  const { id: aggregateId, customerId, companyId: company, lastEventAt: occurredAt } = order;
  return { aggregateId, version: 1, occurredAt, customerId, companyId: company, principal, data };
}

type AnyData = Readonly<Record<string, unknown>>;

function dataOf(fact: OrderFact, after: ServiceOrder, at: string): AnyData {
  switch (fact.name) {
    case 'effectsBegun': {
      const { command, id, effects } = fact.data.pending;
      return { command, commandId: id, effects: effects.map((effect) => effect.name) };
    }
    case 'stageChanged':
      return stageChangedData(fact.data, after, at);
    case 'stageModelChanged':
      return stageModelChangedData(fact.data, at);
    case 'signedOff':
    case 'signOffUndone':
      return { ...fact.data, sla: slaSnapshot(fact.data.sla, at), clocks: clockSnapshots(fact.data.clocks ?? [], at) };
    default:
      return { ...fact.data };
  }
}

function stageModelChangedData({ mapped, ...data }: OrderFactData<'stageModelChanged'>, at: string) {
  if (mapped === undefined) return data;
  return {
    ...data,
    mapped: { ...mapped, sla: slaSnapshot(mapped.sla, at), clocks: clockSnapshots(mapped.clocks, at) },
  };
}

function stageChangedData(data: OrderFactData<'stageChanged'>, after: ServiceOrder, at: string) {
  const linesMoved = data.command === 'cancel' || data.command === 'revoke';
  return {
    ...data,
    sla: slaSnapshot(data.sla, at),
    clocks: clockSnapshots(data.clocks ?? after.clocks, at),
    parts: [...data.parts],
    warnings: [...data.warnings],
    lineStatuses: linesMoved ? after.lines.map(({ lineId, status }) => ({ lineId, status })) : [],
    visitId: data.visit?.visitId ?? null,
  };
}
