/** Words for orders in tests: an order in the default model, a context, and a life that folds what is decided. */
import { companyId } from '#domain/setup/company.ts';
import type {
  DecisionContext,
  EffectAnswers,
  MoveCommand,
  OrderCommand,
  OrderDecision,
  PersonCommand,
} from '#domain/service-orders/commands.ts';
import { decide } from '#domain/service-orders/decide.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import type { OrderLine, PendingCommand, ServiceOrder } from '#domain/service-orders/order.ts';
import { addMs } from '#domain/shared/instant.ts';
import { alwaysOpenCalendar, compileCalendar } from '#domain/sla/calendar.ts';
import { startClock } from '#domain/sla/clock.ts';

export const began = '2026-03-02T08:00:00.000Z';
export const hourMs = 3_600_000;

const calendar = compileCalendar(alwaysOpenCalendar, {
  fromDate: '2026-01-01',
  toDate: '2027-01-01',
  tzVersion: 'test',
});
const target = { target: 'resolve', limitMs: 8 * hourMs, warn: { atPercent: 75 } } as const;

export function aLine(line: Partial<OrderLine> = {}): OrderLine {
  return {
    ...{ lineId: 'line-1', lineNumber: 1, type: 'hour', category: 'labour', status: 'confirmed', restoreStatus: null },
    ...{ chargeable: true, itemId: null, technicianId: null, plannedQuantity: 2, quantity: 2, workDate: '2026-03-02' },
    ...{ objectId: null, task: null, agreementLineNumber: null },
    ...{ reserved: 0, missing: 0, issued: 0, amountMinor: null, costMinor: null, coveredMinor: null },
    ...{ extra: false, approval: null, movedTo: null, plainItem: false, orderedOutside: null },
    ...{ expense: null, signedAt: null },
    ...line,
  };
}

export function aPart(line: Partial<OrderLine> = {}): OrderLine {
  return aLine({
    lineId: 'line-2',
    lineNumber: 2,
    type: 'item',
    category: 'parts',
    itemId: 'item-1',
    quantity: 1,
    plannedQuantity: 1,
    ...line,
  });
}

/** An order that was just received, its SLA clock running over an always open calendar: due after 8 hours. */
export function anOrder(order: Partial<ServiceOrder> = {}): ServiceOrder {
  const started = startClock(target, began, calendar);
  if (!started.ok) throw new Error('the clock starts');
  return {
    ...{ id: 'order-1', number: 'SO-1', companyId, version: 1, orderType: 'standard', priority: 'normal' },
    ...{
      customerId: 'customer-1',
      billToCustomerId: 'customer-1',
      siteId: null,
      contactId: null,
      customerOrderNumber: null,
    },
    ...{
      stage: 'received',
      cameFrom: [],
      entered: [order.stage ?? 'received'],
      waiting: null,
      progress: 'in-process',
      submittedAt: began,
      recordedTime: false,
    },
    ...{ notToExceedMinor: null, overLimit: null, openQuotes: [] },
    ...{
      sla: started.clock,
      clocks: [],
      slaTargets: [],
      signOff: null,
      signOffs: [],
      confirmations: [],
      needsReview: false,
      proposalId: null,
      invoiceId: null,
      invoiceNumber: null,
      reserves: false,
    },
    ...{
      pending: [],
      lastRefusal: null,
      closesAt: null,
      closedAt: null,
      lastEventAt: began,
      lines: [],
      repairLines: [],
      visits: [],
    },
    ...order,
    ...(order.signOff && {
      lines: (order.lines ?? []).map((line) => accepted(line, order.signOff?.signedAt ?? began)),
    }),
  };
}

/** What was done of an order that its customer has accepted is accepted. */
function accepted(line: OrderLine, signedAt: string): OrderLine {
  return line.status === 'confirmed' || line.status === 'posted' ? { ...line, signedAt } : line;
}

export function aContext(context: Partial<DecisionContext> = {}): DecisionContext {
  let ids = 0;
  const at = context.at ?? addMs(began, hourMs);
  return {
    ...{
      at,
      now: at,
      key: 'key-1',
      model: defaultStageModel,
      calendar,
      slaTarget: null,
      closesAt: addMs(at, 10 * 24 * hourMs),
      budgetMs: 30_000,
      roles: null,
    },
    newId: () => `id-${(ids += 1)}`,
    ...context,
  };
}

export function aMove(to: string | null, move: Partial<MoveCommand> = {}): MoveCommand {
  return { name: 'changeStage', to, reasonCode: null, waitingFor: null, until: null, visit: null, ...move };
}

export const aVisit = {
  technicianId: 'technician-1',
  startsAt: '2026-03-03T08:00:00.000Z',
  endsAt: '2026-03-03T10:00:00.000Z',
  timeZone: 'Europe/Berlin',
} as const;

/** What every effect answers when all goes well: everything is in stock and has a price. */
export function goodAnswers(order: ServiceOrder, pending: PendingCommand): EffectAnswers {
  const wanted = new Set(
    pending.effects.flatMap(({ input }) => (Array.isArray(input['lines']) ? input['lines'] : [])).map(lineIdOf),
  );
  const parts = order.lines.filter((line) => line.type === 'item' && wanted.has(line.lineId));
  const quantityOf = (line: OrderLine) => line.quantity ?? line.plannedQuantity ?? 0;
  const prices = {
    currency: 'EUR',
    lines: order.lines
      .filter((line) => line.status === 'confirmed' && wanted.has(line.lineId))
      .map((line) => ({ lineId: line.lineId, amountMinor: 100, costMinor: 60 })),
  };
  const proposal = { proposalId: 'proposal-1', transactionIds: [] };
  const results = {
    setReservations: {
      lines: parts.map((line) => ({ lineId: line.lineId, reserved: quantityOf(line) - line.issued, missing: 0 })),
    },
    issueParts: { lines: parts.map((line) => ({ lineId: line.lineId, issued: quantityOf(line), missing: 0 })) },
    planVisit: { visitId: `visit-${order.version}`, technicianNumber: 'T-1' },
    finishVisits: { visitIds: order.visits.map((visit) => visit.visitId) },
    cancelVisits: { visitIds: order.visits.map((visit) => visit.visitId) },
    ...{ postLines: { ...prices, ...proposal }, priceOrder: prices, proposeInvoice: proposal },
  };
  return Object.fromEntries(pending.effects.map(({ name }) => [name, { ok: true, result: results[name] }]));
}

function lineIdOf(line: unknown): string {
  return typeof line === 'object' && line !== null && 'lineId' in line ? String(line.lineId) : '';
}

export interface Decided {
  readonly decision: OrderDecision;
  readonly order: ServiceOrder;
}

/** Decides and folds the facts, as the transaction does. */
export function decided(order: ServiceOrder, command: OrderCommand, context: DecisionContext): Decided {
  const decision = decide(order, command, context);
  if (decision.kind === 'settled') return { decision, order };
  return { decision, order: decision.facts.reduce((folded, fact) => evolve(folded, fact, context.at), order) };
}

/** A command with all its effects answered well; what follows it is done too. */
export function carriedOut(order: ServiceOrder, command: PersonCommand, context: DecisionContext): Decided {
  let last = decided(order, command, context);
  for (
    let pending = last.order.pending[0];
    pending && last.decision.kind !== 'refused';
    pending = last.order.pending[0]
  ) {
    const answers = goodAnswers(last.order, pending);
    last = decided(last.order, { name: 'effectsEnded', of: pending.id, answers, begun: command }, context);
  }
  return last;
}
