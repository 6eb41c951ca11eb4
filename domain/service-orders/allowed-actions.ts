/** What may be done with an order by somebody: one function for API, console, workflow view and decision. */
import { grantableRoles, office, officeAndField, orderActionRoles, planners, type Role } from '../identity/rights.ts';
import type { ReasonUse } from '../setup/reason-code.ts';
import type { OrderRefusal } from './commands.ts';
import {
  confirmationActions,
  confirmationKinds,
  confirmationOf,
  obstacleToConfirming,
  obstacleToTakingBack,
} from './confirmations.ts';
import {
  nameOfMove,
  obstacleToChanging,
  obstacleToMove,
  obstacleToPosting,
  obstacleToSignOff,
  obstacleToUndoingSignOff,
  obstacleToVisit,
  rolesOfMove,
  stageForbids,
  type ActionName,
  type Held,
} from './obstacles.ts';
import type { ServiceOrder } from './order.ts';
import { reasonUseOf } from './reasons.ts';
import { standingSignOffs, undoableSignOffs } from './sign-offs.ts';
import { possibleMoves, type PossibleMove, type StageModel } from './stage-model.ts';

export interface AllowedAction {
  readonly action: ActionName;
  readonly to: string | null;
  readonly needs: readonly ('reasonCode' | 'waitingFor' | 'until' | 'visit')[];
  /** The reason codes that the move takes; null: those of the set-up for such a move. */
  readonly reasons: readonly string[] | null;
  /** What the reason is a reason for; null where none is asked for. */
  readonly reasonUse: ReasonUse | null;
  /** The versions of the sign-offs that it can take back, where it takes one back and may. */
  readonly signOffs?: readonly number[];
  /** Null when the action is allowed. */
  readonly refusal: OrderRefusal | null;
  /** Roles that can bring about that the refusal no longer holds; none when nobody can, or it ends by itself. */
  readonly lift: readonly Role[];
}

/** Why a command would be refused whatever it carries; null when it depends on what it carries, or would be done. */
export function refusalOf(
  order: ServiceOrder,
  model: StageModel,
  action: ActionName,
  held: Held = null,
): OrderRefusal | null {
  if (order.closedAt !== null) return { code: 'order.closed', params: { at: order.closedAt } };
  switch (action) {
    case 'changeStage':
    case 'cancel':
    case 'revoke':
    case 'reopen':
      return refusalOfMoves(order, model, action, held);
    case 'planVisit':
      return obstacleToVisit(order, model, held);
    case 'confirmDone':
      return obstacleToConfirming(order, model, 'technician', held);
    case 'undoDone':
      return obstacleToTakingBack(order, model, 'technician', held);
    case 'review':
      return obstacleToConfirming(order, model, 'review', held);
    case 'undoReview':
      return obstacleToTakingBack(order, model, 'review', held);
    case 'modify':
      return obstacleToChanging(order, model, held);
    case 'signOff':
      return obstacleToSignOff(order, model, held);
    case 'undoSignOff':
      return obstacleToUndoingSignOff(order, model, held);
    case 'post':
      return obstacleToPosting(order, model, held);
  }
}

/** Every stage move by itself, then the other commands, each with yes or the refusing rule and who may lift it. */
export function allowedActions(order: ServiceOrder, model: StageModel, held: Held): readonly AllowedAction[] {
  const moves = order.closedAt === null ? possibleMoves(model, order) : [];
  const byMove = moves.map((move): AllowedAction => {
    const action = nameOfMove(order, move, model);
    const needs = [...(move.reason ? (['reasonCode'] as const) : []), ...move.requires];
    const refusal = obstacleToMove(order, move, model, held);
    const roles = rolesOfMove(action, move);
    const reasonUse = move.reason ? reasonUseOf(action, move) : null;
    return {
      ...{ action, to: move.to, needs, reasons: move.reasons, reasonUse },
      ...{ refusal, lift: liftersOf(refusal, roles) },
    };
  });
  const undoing = standingSignOffs(order).length > 0 ? (['undoSignOff'] as const) : [];
  const own = confirmationKinds.map((kind) => {
    const { give, takeBack } = confirmationActions[kind];
    return confirmationOf(order, kind) === null ? give : takeBack;
  });
  const others = (['planVisit', 'signOff', ...undoing, ...own, 'post', 'modify'] as const).map(
    (action): AllowedAction => {
      const needs =
        action === 'planVisit' ? (['visit'] as const) : action === 'undoSignOff' ? (['reasonCode'] as const) : [];
      const refusal = refusalOf(order, model, action, held);
      const lift = liftersOf(refusal, orderActionRoles[action]);
      const reasonUse = action === 'undoSignOff' ? ('sign-off-undone' as const) : null;
      const offered = { action, to: null, needs, reasons: null, reasonUse, refusal, lift };
      if (action !== 'undoSignOff' || refusal !== null) return offered;
      return { ...offered, signOffs: undoableSignOffs(order).map(({ version }) => version) };
    },
  );
  return [...byMove, ...others];
}

/** A command that names no target is refused when each of its moves is, by what is in the way of the first. */
function refusalOfMoves(
  order: ServiceOrder,
  model: StageModel,
  action: 'changeStage' | 'cancel' | 'revoke' | 'reopen',
  held: Held,
): OrderRefusal | null {
  const isSuch = (move: PossibleMove) => action === 'changeStage' || nameOfMove(order, move, model) === action;
  const refusals = possibleMoves(model, order)
    .filter(isSuch)
    .map((move) => obstacleToMove(order, move, model, held));
  const [first] = refusals;
  if (first === undefined) return stageForbids(order, model);
  return refusals.includes(null) ? null : first;
}

/** Who can do what each refusal waits for; `allowed` are the roles that may do the refused thing itself. */
function liftersOf(refusal: OrderRefusal | null, allowed: readonly Role[]): readonly Role[] {
  switch (refusal?.code) {
    case 'order.role-forbidden':
      return grantableRoles.filter((role) => allowed.includes(role));
    case 'order.stage-forbidden':
      return (refusal.allowed ?? []).length > 0 ? orderActionRoles.changeStage : [];
    case 'order.visit-missing':
      return orderActionRoles.planVisit;
    case 'order.not-reviewed':
      return orderActionRoles.review;
    case 'order.not-signed-off':
      return orderActionRoles.signOff;
    case 'order.field-missing':
      return office;
    case 'order.lines-missing':
    case 'order.lines-unconfirmed':
    case 'order.nothing-to-post':
    case 'order.parts-ordered-outside':
    case 'order.visit-open':
      return officeAndField;
    case 'order.parts-missing':
      return planners;
    case 'order.limit-exceeded':
    case 'order.receipt-missing':
      return officeAndField;
    case 'order.already-signed-off':
      return orderActionRoles.reopen;
    default:
      return [];
  }
}
