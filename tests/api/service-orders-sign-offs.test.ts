import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { isAcceptedForPosting, isSignedOff } from '#domain/service-orders/order.ts';
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

type Made = Awaited<ReturnType<typeof createOrder>>;

async function readOrder({ orderId }: Pick<Made, 'orderId'>): Promise<ServiceOrder> {
  const { body } = await desk.mustDo('GET', `/v1/service-orders/${orderId}`);
  return serviceOrderRoutes.read.responses[200].schema.parse(body);
}

/** How the list files it, and how the rules do. */
async function filedAs(
  order: Made,
): Promise<{ readonly listed: readonly string[]; readonly ruled: readonly string[] }> {
  const listed: string[] = [];
  for (const attention of ['unsigned', 'ready-to-post']) {
    const path = `/v1/service-orders?attention=${attention}&number=${order.number}`;
    const { body } = await desk.mustDo('GET', path);
    if (serviceOrderRoutes.list.responses[200].schema.parse(body).items.length > 0) listed.push(attention);
  }
  const read = await readOrder(order);
  const ruled = [...(isSignedOff(read) ? [] : ['unsigned']), ...(isAcceptedForPosting(read) ? ['ready-to-post'] : [])];
  return { listed, ruled };
}

test('of several sign-offs the office takes one back by its version; the others stand, and what was signed is kept', async () => {
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  const read = () => readOrder(order);
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

test('whoever accepts lines after the order was signed does not sign the order', async () => {
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  const [line] = (await readOrder(order)).lines.filter(({ status }) => status === 'confirmed');
  const lineIds = [line?.lineId];
  await mustBeDone(desk, order, 'sign-off', { ...acceptance, signedBy: 'A. First', lineIds });
  await mustBeDone(desk, order, 'sign-off', { ...acceptance, signedBy: 'B. Second' });
  const [first] = (await readOrder(order)).signOffs;
  await mustBeDone(desk, order, 'undo-sign-off', { signOff: first?.version, reasonCode: 'fault-came-back' });
  await mustBeDone(desk, order, 'sign-off', { ...acceptance, signedBy: 'C. Third', lineIds });

  const { signOff, signOffs } = await readOrder(order);
  expect(signOff).toMatchObject({ signedBy: 'B. Second', signedAt: signOffs[1]?.signedAt });
  expect(signOffs.map(({ signedBy, whole }) => [signedBy, whole])).toEqual([
    ['A. First', false],
    ['B. Second', true],
    ['C. Third', false],
  ]);
});

test('an order is listed as unsigned while a line is, and as ready to post while one is accepted', async () => {
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  const confirmed = (await readOrder(order)).lines.filter(({ status }) => status === 'confirmed');
  const lineIds = [confirmed[0]?.lineId];
  expect(confirmed.length).toBeGreaterThan(1);
  const seen = [await filedAs(order)];
  const then = async (name: string, body: object) => {
    await mustBeDone(desk, order, name, body);
    seen.push(await filedAs(order));
  };

  await then('sign-off', { ...acceptance, lineIds });
  await then('sign-off', acceptance);
  const [first] = (await readOrder(order)).signOffs;
  await then('undo-sign-off', { signOff: first?.version, reasonCode: 'fault-came-back' });
  await then('sign-off', { ...acceptance, lineIds });

  const both = ['unsigned', 'ready-to-post'];
  expect(seen.map(({ listed }) => listed)).toEqual([['unsigned'], both, ['ready-to-post'], both, ['ready-to-post']]);
  for (const { listed, ruled } of seen) expect(listed).toEqual(ruled);
});
