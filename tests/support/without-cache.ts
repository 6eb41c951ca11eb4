/** An order whose workflow is kept in no memory: every task replays the run from its beginning. */
import { eventually } from './eventually.ts';
import { scriptedOrders } from './scripted-order.ts';

export interface WhereItRuns {
  readonly address: string;
  readonly namespace: string;
}

/** What is wrong with what such an order decides; nothing when each command and signal is decided once, in its sequence. */
export async function faultsWithoutCache({ address, namespace }: WhereItRuns): Promise<readonly string[]> {
  const orders = await scriptedOrders({ address, namespace, taskQueue: 'orders-without-cache', maxCachedWorkflows: 0 });
  try {
    await orders.work();
    const order = await orders.start(() => undefined, { nextAt: new Date(Date.now() + 3_600_000).toISOString() });
    for (const updateId of ['a', 'b', 'c'])
      await order.handle.executeUpdate('changeStage', { updateId, args: [{ to: 'planned' }] });
    await order.handle.signal('stageSignal', { messageId: 'd', to: 'planned' });
    await eventually(() => {
      if (order.asked.length < 4) throw new Error('The signal has not been decided yet');
    });
    const keys = order.asked.map(({ key }) => key).join(' ');
    return keys === 'a b c signal/d' ? [] : [`without a cache was decided: ${keys}`];
  } finally {
    await orders.stop();
  }
}
