/** The way back of a move that was just made: an ordinary command with a reason, as long as the rules let it through. */
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';
import { orderActionRoutes } from '#contracts/http/service-orders-actions.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { AnsweredProblem, call, read } from '../../api/client.ts';
import { newKey } from '../../api/intent-keys.ts';
import { refresh } from '../../api/queries.ts';
import { useReasons } from '../../api/setup.ts';
import { text } from '../../ui/texts.ts';
import { tell } from '../../ui/toast-store.ts';

type Place = Pick<ServiceOrder, 'orderId' | 'number' | 'stage' | 'stageName'>;

/** “The stage was set by mistake”, of the set-up that Callout comes with; where it is gone, a way back with a reason is not offered. */
const mistake = 'wrong-stage';

/** Tells that an order was moved; with a button that takes it back where one command does. */
export function useTellOfMove(): (from: Place, words: string) => Promise<void> {
  const client = useQueryClient();
  const isOffered = useReasons('backward-move').some(({ value }) => value === mistake);
  return async (from, words) => {
    // Who cannot ask for the way back is told of the move all the same.
    const way = await wayBack(from, isOffered).catch(() => undefined);
    tell(words, way === undefined ? null : () => goBack(client, from, isOffered));
  };
}

/** The action that leads back to where the order was; undefined when none does, or nobody may see. */
async function wayBack({ orderId, stage }: Place, hasReason: boolean): Promise<AllowedAction | undefined> {
  const { items } = await read(orderActionRoutes.list, { query: { orderId: [orderId] } });
  return items[0]?.allowedActions.find((action) => leadsTo(action, stage, hasReason));
}

/** Whether an action leads to a stage without being asked for more than the reason that there is. */
export function leadsTo(action: AllowedAction, stage: string, hasReason: boolean): boolean {
  const { to, allowed, needs = [], reasons } = action;
  const fits = hasReason && (reasons === undefined || reasons.includes(mistake));
  return to === stage && allowed && needs.every((need) => need === 'visit' || (need === 'reasonCode' && fits));
}

async function goBack(client: QueryClient, from: Place, hasReason: boolean): Promise<string> {
  const way = await wayBack(from, hasReason);
  if (way === undefined) throw noWayBack();
  const params = { orderId: from.orderId };
  const body = {
    note: text('toast.undoneNote'),
    ...(way.needs?.includes('reasonCode') === true ? { reasonCode: mistake } : {}),
  };
  const key = newKey();
  if (way.action === 'revoke' || way.action === 'reopen')
    await call(serviceOrderRoutes[way.action], { params, body, key });
  else await call(serviceOrderRoutes.changeStage, { params, body: { to: from.stage, ...body }, key });
  await refresh(client, 'service-orders', [from.orderId]);
  return text('toast.undone', { number: from.number, stage: from.stageName });
}

function noWayBack(): AnsweredProblem {
  const title = text('toast.noWayBack');
  return new AnsweredProblem({
    ...{ type: 'about:blank', title, status: 409, code: 'order.stage-forbidden' },
    detail: text('toast.noWayBackHelp'),
  });
}
