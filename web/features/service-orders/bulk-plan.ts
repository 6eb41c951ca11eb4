/** What doing the same to many orders comes to: for each the command, or why it cannot be done. Pure, for the look ahead. */
import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';
import type { OrderActions } from '#contracts/http/service-orders-actions.ts';

import { text } from '../../ui/texts.ts';

/** What is wished for all of them: to be cancelled, or to come to a stage. */
export type BulkWish = { readonly kind: 'cancel' } | { readonly kind: 'move'; readonly to: string };

type CommandName = 'changeStage' | 'cancel' | 'revoke' | 'reopen';

/** A command that may be sent as soon as it has its reason. */
export interface BulkCommand {
  readonly orderId: string;
  readonly number: string;
  readonly command: CommandName;
  /** The target stage, for `changeStage`. */
  readonly to: string | null;
}

export interface BulkRefusal {
  readonly orderId: string;
  readonly number: string;
  readonly why: string;
}

export interface BulkPlan {
  readonly can: readonly BulkCommand[];
  readonly cannot: readonly BulkRefusal[];
  /** Whether one of them asks for a reason. */
  readonly needsReason: boolean;
}

const commandNames: readonly string[] = ['changeStage', 'cancel', 'revoke', 'reopen'] satisfies CommandName[];

/** The plan of a wish. */
export function planBulk(orders: readonly OrderActions[], wish: BulkWish): BulkPlan {
  const can: BulkCommand[] = [];
  const cannot: BulkRefusal[] = [];
  let needsReason = false;
  for (const { orderId, number, stageName, allowedActions } of orders) {
    const action = allowedActions.find((each) => fits(each, wish));
    const why = obstacleOf(action, stageName);
    if (action === undefined || why !== null || !isCommand(action.action)) {
      cannot.push({ orderId, number, why: why ?? '' });
      continue;
    }
    needsReason ||= action.needs?.includes('reasonCode') === true;
    can.push({ orderId, number, command: action.action, to: action.to ?? null });
  }
  return { can, cannot, needsReason };
}

/** The stages that at least one of the orders may come to. */
export function stagesToMoveTo(orders: readonly OrderActions[]) {
  const moves = orders.flatMap(({ allowedActions }) =>
    allowedActions.filter(({ action, to, allowed }) => allowed && to !== undefined && action !== 'cancel'),
  );
  return [...new Map(moves.map(({ to = '', label }) => [to, label]))].map(([value, label]) => ({ value, label }));
}

function fits({ action, to }: AllowedAction, wish: BulkWish): boolean {
  return wish.kind === 'cancel' ? action === 'cancel' : to === wish.to && isCommand(action);
}

function obstacleOf(action: AllowedAction | undefined, stageName: string): string | null {
  if (action === undefined) return text('bulk.noWay', { stage: stageName });
  if (!action.allowed) return action.refusal?.message ?? '';
  const asksForMore = action.needs?.some((need) => need === 'waitingFor' || need === 'until') === true;
  return asksForMore ? text('bulk.asksForMore') : null;
}

function isCommand(action: string): action is CommandName {
  return commandNames.includes(action);
}
