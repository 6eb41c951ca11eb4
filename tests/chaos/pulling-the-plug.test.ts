/** What `npm run demo:pull-the-plug` shows, on fewer orders: posting survives the death of the product, once each. */
import { expect, test } from 'vitest';

import { plugText, pullThePlug } from '#deploy/local/demo/pull-the-plug.ts';
import { saySilently } from '#deploy/local/progress.ts';
import { createApiClient } from '#deploy/replay/api-client.ts';
import { acceptance, createDesk, createOrder, makeDeskWorld, mustBeDone } from '../support/order-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile({ shape: 'one-process' });
const howMany = 6;

test('orders that are being posted when the product dies are posted once each, and the table says so', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  for (let made = 0; made < howMany; made += 1) {
    const order = await createOrder(desk, world);
    for (const to of ['in-progress', 'completed']) await mustBeDone(desk, order, 'change-stage', { to });
    await mustBeDone(desk, order, 'sign-off', acceptance);
  }
  let kills = 0;
  const report = await pullThePlug({
    api: createApiClient({ url: stack().url, token: stack().adminToken(), patienceMs: 90_000 }),
    kill: () => {
      kills += 1;
      stack().kill('product', 'SIGKILL');
    },
    most: howMany,
    say: saySilently,
  });

  expect(kills).toBe(1);
  expect(report).toMatchObject({ isRight: true, isBalanced: true });
  expect(report.orders).toHaveLength(howMany);
  expect(report.orders.some(({ answeredBefore }) => !answeredBefore)).toBe(true);
  expect(plugText(report)).toContain(`${howMany} of ${howMany} orders are posted exactly once.`);

  const [first, ...others] = report.orders;
  if (first === undefined) throw new Error('there are orders');
  const doubled = { ...report, orders: [{ ...first, proposals: 2 }, ...others], isRight: false };
  expect(plugText(doubled)).toContain(`WRONG: The books balance; ${howMany - 1} of ${howMany}`);
});
