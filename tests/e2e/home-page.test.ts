import pg from 'pg';
import { expect, test } from 'vitest';
import * as z from 'zod';

import { StuckOrder } from '#contracts/http/service-orders-stuck.ts';
import { eventually } from '#tests/support/eventually.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import { openConsole, signIn } from '#tests/support/console.ts';
import {
  acceptance,
  aVisitOf,
  complete,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
} from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile();
const patient = { withinMs: 30_000 };

/** One statement as the database's administrator. */
async function inDatabase(statement: string): Promise<void> {
  const { servers, options } = stack().installation;
  const url = new URL(servers.adminDatabaseUrl);
  url.pathname = options.database;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

test('the home page tells what is ready to post is worth, and what hangs with its words, and has it tried at once', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  const technician = createDesk(stack().url, await issueToken(desk, ['technician'], null));
  for (const _ of ['one', 'two']) {
    const order = await createOrder(desk, world);
    await complete(desk, world, order);
    await mustBeDone(desk, order, 'sign-off', acceptance);
  }
  const stuck = await createOrder(desk, world);
  await mustBeDone(desk, stuck, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
  const list = async () =>
    z.object({ items: z.array(StuckOrder) }).parse((await desk.mustDo('GET', '/v1/stuck-orders')).body).items;

  await inDatabase('alter table inventory.reservations rename to reservations_gone');
  await mustBeDone(desk, stuck, 'cancel', { reasonCode: 'not-needed' });
  expect(await list()).toEqual([]);
  await inDatabase(`update orders.service_orders set pending = replace(pending::text,
    '"decidedAt": "', '"decidedAt": "2020-01-01T00:00:00.000Z", "was": "')::jsonb where number = '${stuck.number}'`);
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  // The next attempt is then far enough away to tell a retry from it.
  await eventually(async () => expect((await list())[0]?.activities[0]?.attempts).toBeGreaterThan(5), patient);

  expect(await list()).toMatchObject([
    { number: stuck.number, workflow: 'running', since: '2020-01-01T00:00:00.000Z', commands: [] },
  ]);
  const panel = page.getByRole('region', { name: 'Stuck: 1' });
  await page.reload();
  await panel.getByText('reservations" does not exist').waitFor();
  await page.getByText('Worth €').waitFor();
  await look('home-stuck');
  const worth = await desk.mustDo('GET', '/v1/order-attention/ready-to-post-value');
  expect(worth.body).toMatchObject({ orders: 2, valued: 2, unpriced: 0, values: [{ currency: 'EUR' }] });
  const posted = await technician.send('GET', '/v1/order-attention/ready-to-post-value');
  expect(posted.code).toBe('actor.forbidden');

  await inDatabase('alter table inventory.reservations_gone rename to reservations');
  await panel.getByRole('button', { name: `Retry now: order ${stuck.number}` }).click();
  await page.getByText('Being tried: 1 activities').waitFor();
  await eventually(async () => expect((await readOrder(desk, stuck)).busy).toEqual([]), { withinMs: 4_000 });
  expect(await list()).toEqual([]);
  expect(faults()).toEqual([]);
});
