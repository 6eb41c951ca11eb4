import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import {
  acceptance,
  command,
  complete,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
} from '#tests/support/order-desk.ts';
import type { Desk, DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

// Every answer is held against its contract.
beforeAll(() => void vi.stubEnv('CALLOUT_CHECK_ANSWERS', '1'));
const stack = stackForThisFile();
afterAll(() => void vi.unstubAllEnvs());

let desk: Desk;
let world: DeskWorld;
beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
}, 60_000);

test('of several sign-offs the office takes one back by its version; the others stand, and what was signed is kept', async () => {
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  const read = async () => (await desk.mustDo('GET', `/v1/service-orders/${order.orderId}`)).body as ServiceOrder;
  const [line] = (await read()).lines.filter(({ status }) => status === 'confirmed');
  await mustBeDone(desk, order, 'sign-off', { ...acceptance, signedBy: 'A. First', lineIds: [line?.lineId] });
  await mustBeDone(desk, order, 'sign-off', { ...acceptance, signedBy: 'B. Second' });

  const { signOffs, allowedActions } = await read();
  expect(signOffs.map(({ signedBy, whole }) => [signedBy, whole])).toEqual([
    ['A. First', false],
    ['B. Second', true],
  ]);
  const offered = allowedActions.find(({ action }) => action === 'undoSignOff')?.signOffs;
  expect(offered).toEqual(signOffs.map(({ version }) => version));

  const taken = { signOff: signOffs[0]?.version, reasonCode: 'fault-came-back' };
  await mustBeDone(desk, order, 'undo-sign-off', taken);

  const after = await read();
  expect(after.signOff?.signedBy).toBe('B. Second');
  expect(after.signOffs).toMatchObject([
    { signedBy: 'A. First', documentSha256: signOffs[0]?.documentSha256, undone: { reasonCode: 'fault-came-back' } },
    { signedBy: 'B. Second', undone: null },
  ]);
  expect(after.lines.find(({ lineId }) => lineId === line?.lineId)?.signedAt).toBeNull();
  expect((await command(desk, order, 'undo-sign-off', taken)).code).toBe('order.sign-off-unknown');
});
