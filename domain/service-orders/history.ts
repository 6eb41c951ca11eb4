/** Orders of the past: a record that is closed goes through the rules of the present, each step at its own instant. */
import { compareInstants, type Instant } from '../shared/instant.ts';
import type { DecisionContext, EffectAnswers, OrderRefusal } from './commands.ts';
import { createOrder, type NewOrder } from './create.ts';
import { isSettled } from './decide.ts';
import { evolve } from './evolve.ts';
import type { OrderFact } from './facts.ts';
import { decideMove } from './moves.ts';
import type { ServiceOrder } from './order.ts';
import { decidePost, decideSignOff, posted } from './sign-off-and-posting.ts';
import type { StageModel } from './stage-model.ts';

interface PostedAmount {
  readonly lineId: string;
  readonly amountMinor: number;
  readonly costMinor: number;
}

/** What happened to the order, told by whoever kept it before. */
export type HistoryStep = { readonly at: Instant } & (
  | {
      readonly kind: 'move';
      readonly to: string;
      readonly reasonCode: string | null;
      readonly waitingFor: string | null;
      readonly until: Instant | null;
    }
  | { readonly kind: 'sign-off'; readonly reasonCode: string }
  | {
      readonly kind: 'posting';
      readonly currency: string;
      readonly lines: readonly PostedAmount[];
      /** Null when nothing on the order was billable. */
      readonly proposalId: string | null;
    }
  | { readonly kind: 'invoice'; readonly invoiceId: string; readonly invoiceNumber: string }
);

/** A fact of the past, with the order as it was right after it, and the step that it came from; null for the closing. */
export interface PastFact {
  readonly fact: OrderFact;
  readonly after: ServiceOrder;
  readonly step: number | null;
}

export type History =
  | {
      readonly ok: true;
      readonly begun: ServiceOrder;
      readonly past: readonly PastFact[];
      readonly closed: ServiceOrder;
    }
  | { readonly ok: false; readonly refusal: OrderRefusal };

export type HistoryContext = Pick<DecisionContext, 'model' | 'calendar' | 'slaTarget' | 'newId' | 'key' | 'now'> & {
  /** When the order was entered where it was kept. */
  readonly at: Instant;
};

/**
 * Lives a record through: what the rules refuse today is refused, warnings and breaches of its SLA are found at their own
 * instants, and nothing is asked of other services, where it all happened long ago. Refused unless the order is closed
 * by its last step: an open order has a workflow, and comes in by being created.
 */
export function liveHistory(draft: NewOrder, steps: readonly HistoryStep[], context: HistoryContext): History {
  const created = createOrder(draft, context);
  if (!created.ok) return created;
  const past: PastFact[] = [];
  let order = created.order;
  const add = (facts: readonly OrderFact[], at: Instant, step: number | null) => {
    for (const fact of facts) {
      order = evolve(order, fact, at);
      past.push({ fact, after: order, step });
    }
  };
  add(created.facts, context.at, null);
  for (const [index, step] of steps.entries()) {
    const happened = stepOf(order, step, context, index + 1);
    if (!happened.ok) return { ok: false, refusal: atStep(happened.refusal, index + 1) };
    add(happened.facts, step.at, index);
  }
  if (!isSettled(order)) return refusal('order-history.open', { stage: order.stage, progress: order.progress });
  add([{ name: 'closed', data: { stage: order.stage, progress: order.progress } }], order.lastEventAt, null);
  return { ok: true, begun: created.order, past, closed: order };
}

type Happened =
  { readonly ok: true; readonly facts: readonly OrderFact[] } | { readonly ok: false; readonly refusal: OrderRefusal };

function stepOf(order: ServiceOrder, step: HistoryStep, context: HistoryContext, number: number): Happened {
  const { at } = step;
  if (compareInstants(at, order.lastEventAt) < 0) return refusal('order-history.out-of-order', { at });
  if (compareInstants(at, context.now) > 0) return refusal('order-history.future', { at });
  const then: DecisionContext = {
    ...context,
    ...{
      at,
      now: at,
      closesAt: at,
      budgetMs: 0,
      roles: null,
      model: withoutEffects(context.model),
      key: `${context.key}/${number}`,
    },
  };
  switch (step.kind) {
    case 'move':
      return happenedOf(decideMove(order, { name: 'changeStage', visit: null, ...step }, then));
    case 'sign-off': {
      const { reasonCode: noSignatureReasonCode } = step;
      const signOff = { signatureFileId: null, signatureSha256: null, noSignatureReasonCode };
      return happenedOf(decideSignOff(order, { name: 'signOff', ...signOff }, then));
    }
    case 'posting': {
      const decision = decidePost(order, then);
      if (decision.kind === 'refused') return { ok: false, refusal: decision.refusal };
      return { ok: true, facts: [posted(order, then, answersOf(order, step))] };
    }
    case 'invoice': {
      if (order.proposalId === null) return refusal('order-history.nothing-to-invoice');
      const { invoiceId, invoiceNumber } = step;
      return { ok: true, facts: [{ name: 'invoiced', data: { invoiceId, invoiceNumber } }] };
    }
  }
}

function happenedOf(decision: ReturnType<typeof decideMove>): Happened {
  if (decision.kind === 'refused') return { ok: false, refusal: decision.refusal };
  return { ok: true, facts: decision.kind === 'settled' ? [] : decision.facts };
}

/** What other services said then: every part that was used had left the stock, and the lines came to these amounts. */
function answersOf({ lines }: ServiceOrder, step: Extract<HistoryStep, { kind: 'posting' }>): EffectAnswers {
  const issued = lines
    .filter(({ type, status }) => type === 'item' && status === 'confirmed')
    .map(({ lineId, quantity }) => ({ lineId, issued: quantity ?? 0, missing: 0 }));
  const { currency, lines: priced, proposalId } = step;
  return {
    ...(issued.length > 0 ? { issueParts: { ok: true, result: { lines: issued } } } : {}),
    postLines: { ok: true, result: { currency, lines: priced, proposalId, transactionIds: [] } },
  };
}

/** The stages with all that they permit and forbid, but for what entering them asks of other services. */
function withoutEffects(model: StageModel): StageModel {
  return { ...model, stages: model.stages.map((stage) => ({ ...stage, onEntry: [] })) };
}

function refusal(
  code: string,
  params: OrderRefusal['params'] = {},
): { readonly ok: false; readonly refusal: OrderRefusal } {
  return { ok: false, refusal: { code, params } };
}

/** Says which step it is about. */
function atStep({ params = {}, ...rest }: OrderRefusal, step: number): OrderRefusal {
  return { ...rest, params: { ...params, step } };
}
