/** The one decision about a service order: an order, a command and an instant go in, facts or a refusal come out. */
import { compareInstants } from '../shared/instant.ts';
import { nextInstant } from '../sla/clock.ts';
import {
  done,
  refused,
  refusedFor,
  type DecisionContext,
  type OrderCommand,
  type OrderDecision,
  type OwnCommand,
  type PersonCommand,
  type PlanVisitCommand,
} from './commands.ts';
import { partsOf, plannedVisitOf } from './effect-results.ts';
import { evolve } from './evolve.ts';
import { limitRefusal, overLimitOf } from './extra-work.ts';
import type { OrderFact } from './facts.ts';
import { decideMove, moved } from './moves.ts';
import { obstacleToVisit } from './obstacles.ts';
import type { EffectName, PendingCommand, ServiceOrder } from './order.ts';
import { expiredQuotes, nextExpiry } from './quotes.ts';
import { decidePost, decideSignOff, decideUndoSignOff, posted } from './sign-off-and-posting.ts';
import { clocksOf, foundBy } from './sla-of-stage.ts';
import {
  issueUsed,
  pendingOf,
  planVisit,
  setReservations,
  wantedParts,
  asksFor,
  lacksReservation,
  visitsLeft,
} from './wanted-effects.ts';

/** @param order as it is under its row's lock */
export function decide(order: ServiceOrder, command: OrderCommand, context: DecisionContext): OrderDecision {
  if (order.closedAt !== null)
    return isOwn(command) ? { kind: 'settled' } : refused('order.closed', { params: { at: order.closedAt } });
  switch (command.name) {
    case 'changeStage':
    case 'cancel':
    case 'revoke':
    case 'reopen':
      return decideMove(order, command, context);
    case 'planVisit':
      return decidePlanVisit(order, command, context);
    case 'signOff':
      return decideSignOff(order, command, context);
    case 'undoSignOff':
      return decideUndoSignOff(order, command, context);
    case 'post':
      return decidePost(order, context);
    case 'effectsEnded':
      return decideEffectsEnded(order, command, context);
    case 'effectsUndone':
      return decideUndone(order, command.of, context);
    case 'instantReached':
      return done(...dueFacts(order, context));
    case 'rowsChanged':
      return done(...dueFacts(order, context), ...partsWanted(order, context));
  }
}

function isOwn(command: OrderCommand): command is OwnCommand {
  return ['effectsEnded', 'effectsUndone', 'instantReached', 'rowsChanged'].includes(command.name);
}

function decidePlanVisit(order: ServiceOrder, { visit }: PlanVisitCommand, context: DecisionContext): OrderDecision {
  const obstacle = obstacleToVisit(order, context.model, context.roles);
  if (obstacle) return refusedFor(obstacle);
  if (compareInstants(visit.startsAt, visit.endsAt) >= 0) return refused('order.visit-invalid');
  const effects = [planVisit(order, visit, context)];
  return { kind: 'pending', facts: begun(pendingOf('planVisit', 'doing', effects, context)) };
}

type EffectsEnded = Extract<OwnCommand, { name: 'effectsEnded' }>;

function decideEffectsEnded(order: ServiceOrder, command: EffectsEnded, context: DecisionContext): OrderDecision {
  const pending = order.pending.find((candidate) => candidate.id === command.of);
  if (!pending || pending.phase === 'undoing') return { kind: 'settled' };
  if (pending.phase === 'following')
    return done(...withRowsCaughtUp(order, pending, [followed(order, pending, command)], context));
  const failed = pending.effects.map(({ name }) => command.answers[name] ?? unanswered(name)).find(({ ok }) => !ok);
  if (failed && !failed.ok) {
    const refusal = failedEffects(order, pending, command, failed);
    return { ...refusal, facts: withRowsCaughtUp(order, pending, refusal.facts, context) };
  }
  if (!command.begun) throw new Error(`Command ${command.of} of order ${order.number} has no row`);
  const facts = completed(order, command.begun, { ...context, key: command.of }, command);
  return done(...withRowsCaughtUp(order, pending, facts, context));
}

/** Lines that were edited while other services were at work for the order: what was asked then is not what they want now. */
function withRowsCaughtUp(
  order: ServiceOrder,
  { effects }: PendingCommand,
  facts: readonly OrderFact[],
  context: DecisionContext,
): readonly OrderFact[] {
  const after = facts.reduce((folded, fact) => evolve(folded, fact, context.at), order);
  const asked = effects.find((effect) => effect.name === 'setReservations');
  const differs = asked ? !asksFor(asked, wantedParts(after.lines)) : after.lines.some(lacksReservation);
  return differs ? [...facts, ...partsWanted(after, context)] : facts;
}

const unanswered = (effect: EffectName) => ({ ok: false, code: 'order.unanswered', params: { effect } }) as const;

/** The command is refused by the first effect that said no; what may have happened is undone beside the order's life. */
function failedEffects(
  order: ServiceOrder,
  pending: PendingCommand,
  command: EffectsEnded,
  failed: { code: string; params: Readonly<Record<string, string | number>> },
): Extract<OrderDecision, { kind: 'refused' }> {
  const toUndo = pending.effects.filter(({ name }) => {
    const answer = command.answers[name];
    return !answer || answer.ok || answer.code === 'order.unanswered';
  });
  const undoing: PendingCommand | null = toUndo.length > 0 ? { ...pending, phase: 'undoing', effects: toUndo } : null;
  const overLimit = overLimitOf(order, failed);
  const { code, params = {} } = (overLimit && limitRefusal({ ...order, overLimit })) ?? failed;
  const data = { command: pending.command, commandId: pending.id, code, params, undoing };
  const found: readonly OrderFact[] = overLimit ? [{ name: 'limitExceeded', data: overLimit }] : [];
  return { kind: 'refused', refusal: { code, params }, facts: [...found, { name: 'commandRefused', data }] };
}

function completed(
  order: ServiceOrder,
  begunBy: PersonCommand,
  context: DecisionContext,
  { answers }: EffectsEnded,
): readonly OrderFact[] {
  switch (begunBy.name) {
    case 'changeStage':
    case 'cancel':
    case 'revoke':
    case 'reopen':
      return moved(order, begunBy, context, answers);
    case 'planVisit': {
      const visit = plannedVisitOf(answers, begunBy.visit.technicianId);
      if (!visit) throw new Error('A planned visit has an answer');
      return [{ name: 'visitPlanned', data: { commandId: context.key, ...visit } }];
    }
    case 'post':
      return [posted(order, context, answers)];
    case 'signOff':
    case 'undoSignOff':
      throw new Error('Signing off has no effects');
  }
}

function decideUndone(order: ServiceOrder, id: string, context: DecisionContext): OrderDecision {
  const pending = order.pending.find((candidate) => candidate.id === id && candidate.phase === 'undoing');
  if (!pending) return { kind: 'settled' };
  const undone: OrderFact = { name: 'effectsUndone', data: { command: pending.command, commandId: id } };
  return done(undone, ...begun(pendingOf('cancel', 'following', visitsLeft(order, pending, context), context)));
}

/** What followed a command has ended: with the parts of its answers, or just so. */
function followed(order: ServiceOrder, { id, command }: PendingCommand, { answers }: EffectsEnded): OrderFact {
  const parts = partsOf(order, answers);
  if (parts.length > 0) return { name: 'partsChanged', data: { commandId: id, parts } };
  return { name: 'effectsEnded', data: { command, commandId: id } };
}

function begun(pending: PendingCommand | null): readonly OrderFact[] {
  return pending ? [{ name: 'effectsBegun', data: { pending } }] : [];
}

/** Everything whose instant has come: warnings, breaches, a wait that is over, the end of the order. */
function dueFacts(order: ServiceOrder, { at }: DecisionContext): readonly OrderFact[] {
  const facts: OrderFact[] = [];
  facts.push(...foundBy(order, at));
  facts.push(...expiredQuotes(order, at));
  const until = waitsUntil(order);
  if (until !== null && compareInstants(until, at) <= 0) facts.push({ name: 'waitingOverdue', data: { until } });
  if (order.closesAt !== null && isSettled(order) && compareInstants(order.closesAt, at) <= 0)
    facts.push({ name: 'closed', data: { stage: order.stage, progress: order.progress } });
  return facts;
}

/** The end of the wait that the order is in, unless it was noticed; a cancelled order only remembers whom it waited for. */
function waitsUntil({ waiting, closesAt }: ServiceOrder): string | null {
  return waiting === null || waiting.overdue || closesAt !== null ? null : waiting.until;
}

/** Nothing is left to do but to wait out the reopening window. */
export function isSettled(order: ServiceOrder): boolean {
  const linesSettled = order.lines.every((line) => line.status === 'posted' || line.status === 'cancelled');
  const invoiced = order.proposalId === null || order.invoiceId !== null;
  return order.closesAt !== null && linesSettled && invoiced && order.pending.length === 0;
}

/** The next instant that means something for the order, and what; null when it waits for people only. */
export function nextOf(order: ServiceOrder): { readonly at: string; readonly what: string } | null {
  if (order.recordedTime || order.closedAt !== null) return null;
  const instants: { at: string; what: string }[] = [];
  instants.push(...clocksOf(order).flatMap((clock) => nextInstant(clock) ?? []));
  const until = waitsUntil(order);
  if (until !== null) instants.push({ at: until, what: 'waiting-until' });
  const expiry = nextExpiry(order);
  if (expiry !== null) instants.push({ at: expiry, what: 'quote-expires' });
  if (order.closesAt !== null && isSettled(order)) instants.push({ at: order.closesAt, what: 'close' });
  return instants.reduce<{ at: string; what: string } | null>(
    (first, next) => (first && compareInstants(first.at, next.at) <= 0 ? first : next),
    null,
  );
}

/** Brings the other services to what the rows want now: parts that changed, parts that were reported used. */
function partsWanted(order: ServiceOrder, context: DecisionContext): readonly OrderFact[] {
  if (!order.reserves || order.pending.some((pending) => pending.phase !== 'undoing')) return [];
  const used = order.lines.filter((line) => line.status === 'confirmed' && line.reserved > 0);
  const issue = issueUsed({ ...order, lines: used }, false);
  const differs = order.lines.some(lacksReservation);
  const effects = [
    ...(differs ? [setReservations(order, wantedParts(order.lines))] : []),
    ...issue.map((effect) => ({ ...effect, after: differs ? (['setReservations'] as const) : [] })),
  ];
  return begun(pendingOf('rowsChanged', 'following', effects, context));
}
