/** How an order begins: in the initial stage of its model, its SLA clock counting from the customer's submission. */
import { compareInstants, type Instant } from '../shared/instant.ts';
import { startClock } from '../sla/clock.ts';
import type { SlaTarget } from '../sla/target.ts';
import type { DecisionContext, OrderRefusal } from './commands.ts';
import type { OrderFact } from './facts.ts';
import { newLine, type NewLine } from './lines.ts';
import type { OrderLine, RepairLine, ServiceOrder } from './order.ts';
import { noRelations, unrelated, unrelatedRepair, type Relations } from './relations.ts';
import { clocksAtCreation, foundBy } from './sla-of-stage.ts';
import { progressOf } from './progress.ts';
import { initialStage } from './stage-model.ts';

export interface OrderHeader {
  readonly id: string;
  readonly number: string;
  readonly companyId: string;
  readonly orderType: string;
  readonly priority: string;
  readonly customerId: string;
  readonly billToCustomerId: string;
  readonly siteId: string | null;
  readonly contactId: string | null;
  readonly customerOrderNumber: string | null;
  readonly notToExceedMinor: number | null;
  readonly submittedAt: Instant;
  readonly recordedTime: boolean;
}

export interface NewOrder {
  readonly header: OrderHeader;
  readonly lines: readonly NewLine[];
  readonly repairLines: readonly Omit<RepairLine, 'repairLineId' | 'lineNumber'>[];
  /** Local date whose prices hold where a line names none. */
  readonly today: string;
  /** What its lines may name; nothing when absent. */
  readonly relations?: Relations;
  /** Its posting waits for the office's review; not so when absent. */
  readonly needsReview?: boolean;
}

/** `slaTargets` are those beside the one to resolve; none when absent. */
export type CreationContext = Pick<DecisionContext, 'at' | 'model' | 'calendar' | 'slaTarget' | 'newId'> & {
  readonly slaTargets?: readonly SlaTarget[] | undefined;
};

export type CreatedOrder =
  | { readonly ok: true; readonly order: ServiceOrder; readonly facts: readonly OrderFact[] }
  | { readonly ok: false; readonly refusal: OrderRefusal; readonly line: number };

/**
 * A new order at version 1, and the facts that follow at once: an SLA that was warned of or missed before the order was
 * created (accepted late) is recorded at its own instant.
 */
export function createOrder(input: NewOrder, context: CreationContext): CreatedOrder {
  const lines: OrderLine[] = [];
  for (const [index, draft] of input.lines.entries()) {
    const made = newLine(draft, context.newId(), index + 1, input.today);
    if (!made.ok) return { ok: false, refusal: made.refusal, line: index };
    const strange = unrelated(input.relations ?? noRelations, made.line);
    if (strange !== null) return { ok: false, refusal: strange.refusal, line: index };
    lines.push(made.line);
  }
  const repairLines = input.repairLines.map((line, index) => ({
    ...line,
    ...{ repairLineId: context.newId(), lineNumber: index + 1 },
  }));
  for (const [index, line] of repairLines.entries()) {
    const strange = unrelatedRepair(input.relations ?? noRelations, line);
    if (strange !== null) return { ok: false, refusal: strange.refusal, line: index };
  }
  const stage = initialStage(context.model);
  const { slaTargets = [] } = context;
  const clocks = clocksAtCreation(slaTargets, stage, input.header.submittedAt, context.calendar);
  const sla = stage.sla.resolve === 'start' ? startedClock(input.header.submittedAt, context) : null;
  const order: ServiceOrder = {
    ...input.header,
    ...{ version: 1, stage: stage.id, cameFrom: [], entered: [stage.id], waiting: null },
    progress: progressOf(lines, context.model, { stage: stage.id, cameFrom: [] }),
    ...{
      sla,
      clocks,
      slaTargets,
      signOff: null,
      signOffs: [],
      confirmations: [],
      needsReview: input.needsReview ?? false,
      overLimit: null,
      openQuotes: [],
    },
    ...{ proposalId: null, invoiceId: null, invoiceNumber: null, reserves: false, pending: [], lastRefusal: null },
    ...{ closesAt: null, closedAt: null, lastEventAt: context.at, lines, visits: [] },
    repairLines,
  };
  return { ok: true, order, facts: foundBy(order, context.at) };
}

function startedClock(submittedAt: Instant, { calendar, slaTarget }: Pick<DecisionContext, 'calendar' | 'slaTarget'>) {
  if (!calendar || !slaTarget) return null;
  const started = startClock(slaTarget, submittedAt, calendar);
  return started.ok ? started.clock : null;
}

/** A submission lies before the order, never after it. */
export function submissionOf(submittedAt: Instant | undefined, at: Instant): Instant {
  return submittedAt !== undefined && compareInstants(submittedAt, at) < 0 ? submittedAt : at;
}
