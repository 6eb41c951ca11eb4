/** Moves between stages: changeStage, and its named forms cancel, revoke and reopen, are one rule. */
import { compareInstants } from '../shared/instant.ts';
import {
  done,
  refused,
  type DecisionContext,
  type EffectAnswers,
  type MoveCommand,
  type OrderDecision,
  type OrderRefusal,
} from './commands.ts';
import { finishedVisitsOf, partsOf, plannedVisitOf } from './effect-results.ts';
import type { OrderFact, StageChanged } from './facts.ts';
import { cancelledLine, restoredLine } from './facts.ts';
import { progressOf, type PendingCommand, type ServiceOrder, type WantedEffect } from './order.ts';
import { slaOnEntry } from './sla-of-stage.ts';
import { possibleMoves, remembersOrigin, stageOf, type PossibleMove } from './stage-model.ts';
import { effectsOfStage, pendingOf } from './wanted-effects.ts';

type NamedMove = StageChanged['command'];

/** Which named move a step is: changing the stage to such a stage is that command. */
export function nameOfMove(order: ServiceOrder, move: PossibleMove, model: DecisionContext['model']): NamedMove {
  const from = stageOf(model, order.stage);
  const to = stageOf(model, move.to);
  if (to.end === 'cancelled' && !move.back) return 'cancel';
  if (from.end === 'cancelled') return 'revoke';
  return from.end === 'done' && to.end === 'none' ? 'reopen' : 'changeStage';
}

/** The move that a command means: to the stage it names, or the one that its own name leads to. */
export function moveOf(
  order: ServiceOrder,
  command: Pick<MoveCommand, 'name' | 'to'>,
  model: DecisionContext['model'],
): PossibleMove | null {
  const moves = possibleMoves(model, order);
  if (command.to !== null) return moves.find((move) => move.to === command.to) ?? null;
  return moves.find((move) => nameOfMove(order, move, model) === command.name) ?? null;
}

/** Decides a move: refused with the allowed ones, begun when other services have to answer, or done. */
export function decideMove(order: ServiceOrder, command: MoveCommand, context: DecisionContext): OrderDecision {
  const { model } = context;
  const move = moveOf(order, command, model);
  if (!move) return forbidden(order, model);
  const name = nameOfMove(order, move, model);
  const missing = missingOf(command, move);
  if (missing) return missing;
  const obstacle = obstacleOf(order, name);
  if (obstacle) return obstacle;
  const fromWaiting = move.back && stageOf(model, order.stage).end === 'none';
  const automations = fromWaiting ? [] : stageOf(model, move.to).onEntry;
  const effects = effectsOfStage(order, automations, command.visit, context);
  const busy = undoneFirst(order, effects.doing);
  if (busy) return busy;
  const pending = pendingOf(name, 'doing', effects.doing, context);
  if (pending) return { kind: 'pending', facts: [{ name: 'effectsBegun', data: { pending } }] };
  const followers = pendingOf(name, 'following', effects.following, context);
  return done(...overtaken(order, name), ...moved(order, command, context, {}), ...begun(followers));
}

/** The facts of a move whose effects have been answered. */
export function moved(
  order: ServiceOrder,
  command: MoveCommand,
  context: DecisionContext,
  answers: EffectAnswers,
): readonly OrderFact[] {
  const move = moveOf(order, command, context.model);
  if (!move)
    throw new Error(
      `Order ${order.number} cannot be at ${command.to ?? command.name}: its stage changed under a command`,
    );
  const stage = stageOf(context.model, move.to);
  const name = nameOfMove(order, move, context.model);
  const sla = slaOnEntry(order, stage, context);
  const lines = order.lines.map(name === 'cancel' ? cancelledLine : name === 'revoke' ? restoredLine : (line) => line);
  const fromWaiting = move.back && stageOf(context.model, order.stage).end === 'none';
  const data: StageChanged = {
    ...{
      commandId: context.key,
      command: name,
      from: order.stage,
      to: move.to,
      back: move.back,
      end: stage.end,
      remembersOrigin: remembersOrigin(stage),
    },
    ...{ reasonCode: command.reasonCode, waitingFor: move.back ? null : command.waitingFor, until: command.until },
    ...{
      progress: progressOf(lines, stage.end),
      sla: sla.clock,
      parts: partsOf(order, answers),
      warnings: sla.warnings,
    },
    reserves: fromWaiting ? order.reserves : effectsOfStage(order, stage.onEntry, null, context).reserves,
    visit: command.visit && plannedVisitOf(answers, command.visit.technicianId),
    finishedVisits: finishedVisitsOf(answers),
    closesAt: stage.end === 'none' ? null : context.closesAt,
  };
  return [...sla.found, { name: 'stageChanged', data }];
}

function begun(pending: PendingCommand | null): readonly OrderFact[] {
  return pending ? [{ name: 'effectsBegun', data: { pending } }] : [];
}

export function forbidden(order: ServiceOrder, model: DecisionContext['model']): OrderDecision {
  const allowed = possibleMoves(model, order).map((move) => move.to);
  return refused('order.stage-forbidden', { params: { stage: order.stage }, allowed });
}

function missingOf(command: MoveCommand, move: PossibleMove): OrderDecision | null {
  if (move.reason && command.reasonCode === null) return refused('order.reason-missing', { params: { to: move.to } });
  const lacksWhom = move.requires.includes('waitingFor') && command.waitingFor === null;
  const lacksUntil = move.requires.includes('until') && command.until === null;
  if (lacksWhom || lacksUntil) return refused('order.waiting-incomplete', { params: { to: move.to } });
  const { visit } = command;
  return visit && compareInstants(visit.startsAt, visit.endsAt) >= 0 ? refused('order.visit-invalid') : null;
}

/** What was used or posted cannot be cancelled away (vector V22, restated: reserved parts are given back instead). */
export function obstacleToCancelling(order: ServiceOrder): OrderRefusal | null {
  const posted = order.lines.filter((line) => line.status === 'posted').map((line) => line.lineNumber);
  if (posted.length > 0) return { code: 'order.lines-posted', params: { lines: posted.join(', ') } };
  const used = order.lines.filter((line) => line.issued > 0).map((line) => line.lineNumber);
  return used.length > 0 ? { code: 'order.parts-used', params: { lines: used.join(', ') } } : null;
}

/** One command with effects at a time; only cancelling overtakes it. */
function obstacleOf(order: ServiceOrder, name: NamedMove): OrderDecision | null {
  const kept = name === 'cancel' ? obstacleToCancelling(order) : null;
  if (kept) return refused(kept.code, kept);
  const doing = order.pending.find((pending) => pending.phase === 'doing');
  if (!doing || name === 'cancel') return null;
  return refused('order.busy', {
    params: { command: doing.command, effects: doing.effects.map((effect) => effect.name).join(', ') },
  });
}

/** An effect that is still being undone, or still follows an earlier command, must end first. */
export function undoneFirst(order: ServiceOrder, wanted: readonly WantedEffect[]): OrderDecision | null {
  const names = new Set(wanted.map((effect) => effect.name));
  const twin = order.pending.find(
    (pending) => pending.phase !== 'doing' && pending.effects.some((effect) => names.has(effect.name)),
  );
  if (!twin) return null;
  return refused(twin.phase === 'undoing' ? 'order.undoing' : 'order.busy', { params: { command: twin.command } });
}

/** Cancelling ends what was being done: it is refused, and undone beside the order's further life. */
function overtaken(order: ServiceOrder, name: NamedMove): readonly OrderFact[] {
  if (name !== 'cancel') return [];
  return order.pending.flatMap((pending): OrderFact[] => {
    if (pending.phase !== 'doing') return [];
    const undoing: PendingCommand = { ...pending, phase: 'undoing' };
    const data = {
      command: pending.command,
      commandId: pending.id,
      code: 'order.overtaken',
      params: { by: name },
      undoing,
    };
    return [{ name: 'commandRefused', data }];
  });
}
