/** What can be done to many orders, as the dialogs need it. Pure. */
import type { BulkOrder, BulkRun } from '#contracts/http/service-orders-bulk.ts';
import type { OrderActions } from '#contracts/http/service-orders-actions.ts';

/** What is wished for all of them; a stage that is still to be chosen is null. */
export interface BulkWish {
  readonly action: BulkRun['action'];
  readonly to: string | null;
}

/** The stages that at least one of the orders may come to. */
export function stagesToMoveTo(orders: readonly OrderActions[]) {
  const moves = orders.flatMap(({ allowedActions }) =>
    allowedActions.filter(({ action, to, allowed }) => allowed && to !== undefined && action !== 'cancel'),
  );
  return [...new Map(moves.map(({ to = '', label }) => [to, label]))].map(([value, label]) => ({ value, label }));
}

export interface WayBack {
  readonly wish: BulkWish;
  readonly orderIds: readonly string[];
}

/** What takes a run back: revoking what was cancelled, or moving all to where they came from, if that is one stage; else nothing. */
export function wayBackOf({ action }: Pick<BulkRun, 'action'>, orders: readonly BulkOrder[]): WayBack | null {
  const done = orders.filter(({ fate }) => fate === 'done');
  const [first] = done;
  if (first === undefined || action === 'revoke' || action === 'assign') return null;
  const orderIds = done.map(({ orderId }) => orderId);
  if (action === 'cancel') return { wish: { action: 'revoke', to: null }, orderIds };
  const isOne = done.every(({ fromStage }) => fromStage === first.fromStage);
  return isOne ? { wish: { action: 'changeStage', to: first.fromStage }, orderIds } : null;
}
