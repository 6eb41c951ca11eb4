/** Moves between stages: changeStage, and its named forms cancel, revoke and reopen, are one rule. */
import { compareInstants } from '../shared/instant.ts';
import {
  done,
  refused,
  refusedFor,
  type DecisionContext,
  type EffectAnswers,
  type MoveCommand,
  type OrderDecision,
} from './commands.ts';
import { finishedVisitsOf, partsOf, plannedVisitOf } from './effect-results.ts';
import type { OrderFact, StageChanged } from './facts.ts';
import { cancelledLine, restoredLine } from './facts.ts';
import {
  automationsOf,
  nameOfMove,
  obstacleToMove,
  stageForbids,
  undoneFirst,
  unmetBy,
  type MoveName,
} from './obstacles.ts';
import type { PendingCommand, ServiceOrder } from './order.ts';
import { positionAfter, progressOf } from './progress.ts';
import { withdrawnQuotes } from './quotes.ts';
import { reasonFault, reasonUseOf } from './reasons.ts';
import { slaOnEntry } from './sla-of-stage.ts';
import { possibleMoves, remembersOrigin, stageOf, type PossibleMove } from './stage-model.ts';
import { effectsOfStage, pendingOf } from './wanted-effects.ts';

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
  if (!move) return refusedFor(stageForbids(order, model));
  const name = nameOfMove(order, move, model);
  const obstacle = obstacleToMove(order, move, model, context.roles);
  if (obstacle) return refusedFor(obstacle);
  const missing = missingOf(command, move);
  if (missing) return missing;
  const unfit = reasonFault(context.reason, move.reasons ?? (move.reason ? reasonUseOf(name, move) : null));
  if (unfit) return refusedFor(unfit);
  const effects = effectsOfStage(order, automationsOf(order, move, model), command.visit, context);
  const busy = undoneFirst(order, effects.doing);
  if (busy) return refusedFor(busy);
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
      progress: progressOf(
        lines,
        context.model,
        positionAfter(order, { ...move, remembersOrigin: remembersOrigin(stage) }),
      ),
      ...{ sla: sla.clock, clocks: sla.clocks },
      parts: partsOf(order, answers),
      warnings: [...sla.warnings, ...passedOver(order, move)],
    },
    reserves: fromWaiting ? order.reserves : effectsOfStage(order, stage.onEntry, null, context).reserves,
    visit: command.visit && plannedVisitOf(answers, command.visit.technicianId),
    finishedVisits: finishedVisitsOf(answers),
    closesAt: stage.end === 'none' ? null : context.closesAt,
    tells: move.back ? [] : (stage.notify ?? []),
    stageName: stage.name,
  };
  const withdrawn = name === 'cancel' ? withdrawnQuotes(order) : [];
  return [...sla.found, ...withdrawn, { name: 'stageChanged', data }];
}

function begun(pending: PendingCommand | null): readonly OrderFact[] {
  return pending ? [{ name: 'effectsBegun', data: { pending } }] : [];
}

/** What a log tells of an order in recorded time happened, whatever was missing then: it is kept as a warning. */
function passedOver(order: ServiceOrder, move: PossibleMove): readonly string[] {
  return order.recordedTime ? unmetBy(order, move).map(({ code }) => code) : [];
}

function missingOf(command: MoveCommand, move: PossibleMove): OrderDecision | null {
  if (move.reason && command.reasonCode === null) return refused('order.reason-missing', { params: { to: move.to } });
  const lacksWhom = move.requires.includes('waitingFor') && command.waitingFor === null;
  const lacksUntil = move.requires.includes('until') && command.until === null;
  if (lacksWhom || lacksUntil) return refused('order.waiting-incomplete', { params: { to: move.to } });
  const { visit } = command;
  return visit && compareInstants(visit.startsAt, visit.endsAt) >= 0 ? refused('order.visit-invalid') : null;
}

/** Cancelling ends what was being done: it is refused, and undone beside the order's further life. */
function overtaken(order: ServiceOrder, name: MoveName): readonly OrderFact[] {
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
