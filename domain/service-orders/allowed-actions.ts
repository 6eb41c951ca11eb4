/** What may be done with an order now: one function for API, console, workflow view and decision. */
import { refused, type OrderRefusal } from './commands.ts';
import { nameOfMove, obstacleToCancelling } from './moves.ts';
import type { ServiceOrder } from './order.ts';
import { postable } from './sign-off-and-posting.ts';
import { permitted, possibleMoves, type Permission, type StageModel } from './stage-model.ts';

export type ActionName = 'changeStage' | 'cancel' | 'revoke' | 'reopen' | 'planVisit' | 'signOff' | 'post' | 'modify';

export interface AllowedAction {
  readonly action: ActionName;
  readonly to: string | null;
  readonly needs: readonly ('reasonCode' | 'waitingFor' | 'until' | 'visit')[];
  /** Null when the action is allowed. */
  readonly refusal: OrderRefusal | null;
}

/** Why a command would be refused whatever it carries; null when it depends on what it carries, or would be done. */
export function refusalOf(order: ServiceOrder, model: StageModel, action: ActionName): OrderRefusal | null {
  if (order.closedAt !== null) return { code: 'order.closed', params: { at: order.closedAt } };
  const doing = order.pending.find((pending) => pending.phase === 'doing');
  const busy = doing ? { code: 'order.busy', params: { command: doing.command } } : null;
  switch (action) {
    case 'changeStage':
      return busy ?? (possibleMoves(model, order).length === 0 ? stageForbids(order, model) : null);
    case 'cancel':
      return hasMove(order, model, action) ? obstacleToCancelling(order) : stageForbids(order, model);
    case 'revoke':
    case 'reopen':
      return hasMove(order, model, action) ? busy : stageForbids(order, model);
    case 'planVisit':
      return unlessPermits(order, model, 'modify') ?? busy;
    case 'modify':
      return unlessPermits(order, model, 'modify');
    case 'signOff':
      if (order.signOff) return { code: 'order.already-signed-off', params: { at: order.signOff.signedAt } };
      return unlessPermits(order, model, 'sign-off');
    case 'post':
      return unlessPermits(order, model, 'post') ?? refusalOfPosting(order) ?? busy;
  }
}

function refusalOfPosting(order: ServiceOrder): OrderRefusal | null {
  if (!order.signOff) return { code: 'order.not-signed-off' };
  const lines = postable(order);
  if (lines.length === 0) return { code: 'order.nothing-to-post' };
  const short = lines.filter((line) => line.missing > 0).map((line) => line.lineNumber);
  return short.length > 0 ? { code: 'order.parts-missing', params: { lines: short.join(', ') } } : null;
}

/** Every stage move by itself, then the other commands, each with yes or the refusing rule. */
export function allowedActions(order: ServiceOrder, model: StageModel): readonly AllowedAction[] {
  const moves = order.closedAt === null ? possibleMoves(model, order) : [];
  const byMove = moves.map((move): AllowedAction => {
    const action = nameOfMove(order, move, model);
    const needs = [...(move.reason ? (['reasonCode'] as const) : []), ...move.requires];
    return { action, to: move.to, needs, refusal: refusalOf(order, model, action) };
  });
  const others = (['planVisit', 'signOff', 'post', 'modify'] as const).map((action): AllowedAction => {
    const needs = action === 'planVisit' ? (['visit'] as const) : [];
    return { action, to: null, needs, refusal: refusalOf(order, model, action) };
  });
  return [...byMove, ...others];
}

function hasMove(order: ServiceOrder, model: StageModel, action: ActionName): boolean {
  return possibleMoves(model, order).some((move) => nameOfMove(order, move, model) === action);
}

function unlessPermits(order: ServiceOrder, model: StageModel, permission: Permission): OrderRefusal | null {
  return permitted(model, order).includes(permission) ? null : stageForbids(order, model);
}

export function stageForbids(order: ServiceOrder, model: StageModel): OrderRefusal {
  const allowed = possibleMoves(model, order).map((move) => move.to);
  return refused('order.stage-forbidden', { params: { stage: order.stage }, allowed }).refusal;
}
