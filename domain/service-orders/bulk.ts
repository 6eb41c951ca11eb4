/** Doing the same to many orders: whether one of them can, told before, and which refusals are worth another try. */
import { office } from '../identity/rights.ts';
import { allowedActions, type AllowedAction } from './allowed-actions.ts';
import type { OrderRefusal } from './commands.ts';
import { obstacleToChanging, roleObstacle, stageForbids, type Held } from './obstacles.ts';
import type { ServiceOrder } from './order.ts';
import type { StageModel } from './stage-model.ts';

/** What is done to each of them; assigning is saying who answers for it. */
export const bulkActions = ['cancel', 'changeStage', 'revoke', 'assign'] as const;
export type BulkAction = (typeof bulkActions)[number];

export interface BulkWish {
  readonly action: BulkAction;
  /** The stage, for `changeStage`; null otherwise. */
  readonly to: string | null;
}

export type BulkJudgement =
  { readonly ok: true; readonly needsReason: boolean } | { readonly ok: false; readonly refusal: OrderRefusal };

/** Whether an order can, whatever reason comes with it; what asks for more than a reason is done on the order itself. */
export function judgeForBulk(order: ServiceOrder, model: StageModel, wish: BulkWish, held: Held): BulkJudgement {
  if (order.closedAt !== null) return refuse({ code: 'order.closed', params: { at: order.closedAt } });
  if (wish.action === 'assign') {
    const obstacle = roleObstacle(office, held) ?? obstacleToChanging(order, model, held);
    return obstacle ? refuse(obstacle) : { ok: true, needsReason: false };
  }
  const action = allowedActions(order, model, held).find((each) => fits(each, wish));
  if (action === undefined) return refuse(stageForbids(order, model));
  if (action.refusal) return refuse(action.refusal);
  const asksForMore = action.needs.some((need) => need === 'waitingFor' || need === 'until');
  if (asksForMore) return refuse({ code: 'bulk.asks-for-more', params: { to: action.to ?? '' } });
  return { ok: true, needsReason: action.needs.includes('reasonCode') };
}

function fits({ action, to }: AllowedAction, wish: BulkWish): boolean {
  return wish.action === 'changeStage' ? to === wish.to : action === wish.action;
}

function refuse(refusal: OrderRefusal): BulkJudgement {
  return { ok: false, refusal };
}

const passing: ReadonlySet<string> = new Set(['order.busy', 'order.undoing', 'order.unanswered', 'command.withdrawn']);
const mostTries = 20;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** How long to wait before an order is tried again that was refused by something that passes; null when it stays refused. */
export function pauseBeforeAnother(code: string, tries: number): number | null {
  if (!passing.has(code) || tries >= mostTries) return null;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, tries - 1));
}
