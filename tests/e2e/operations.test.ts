import pg from 'pg';
import { expect, test } from 'vitest';
import * as z from 'zod';

import { StuckOrder } from '#contracts/http/service-orders-stuck.ts';
import { WorkflowQuery, type WorkflowQueryId } from '#contracts/http/service-orders-workflow-queries.ts';
import { eventually } from '#tests/support/eventually.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import { openConsole, openSection, signIn } from '#tests/support/console.ts';
import {
  acceptance,
  aVisitOf,
  complete,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  type DeskOrder,
} from '#tests/support/order-desk.ts';
import { connectToTemporalOf } from '#tests/support/order-temporal.ts';
import { stackForThisFile } from '#tests/support/stack.ts';
import { openCurrentDetails } from './temporal-ui.ts';

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
  const unconfirmed = await createOrder(desk, world, { lines: [] });
  await complete(desk, world, unconfirmed);
  await mustBeDone(desk, unconfirmed, 'sign-off', acceptance);
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
  await page.getByText('1 with nothing to post: no line is confirmed').waitFor();
  await look('home-stuck');
  const worth = await desk.mustDo('GET', '/v1/order-attention/ready-to-post-value');
  expect(worth.body).toMatchObject({
    orders: 3,
    valued: 2,
    unpriced: 0,
    unconfirmed: 1,
    values: [{ currency: 'EUR' }],
  });
  const posted = await technician.send('GET', '/v1/order-attention/ready-to-post-value');
  expect(posted.code).toBe('actor.forbidden');

  const queries = z.object({ items: z.array(WorkflowQuery) });
  await eventually(async () => {
    const { items } = queries.parse((await desk.mustDo('GET', '/v1/workflow-queries')).body);
    expect(items.find(({ id }) => id === 'stuck')?.count).toBe(1);
  }, patient);

  await inDatabase('alter table inventory.reservations_gone rename to reservations');
  await panel.getByRole('button', { name: `Retry now: order ${stuck.number}` }).click();
  await page.getByText('Being tried: 1 activities').waitFor();
  await eventually(async () => expect((await readOrder(desk, stuck)).busy).toEqual([]), { withinMs: 4_000 });
  expect(await list()).toEqual([]);
  expect(faults()).toEqual([]);
});

test('ready-made queries find their orders in the Temporal UI, from which a link leads back', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk, { customer: 'Nowhere Towers' });
  const made = async (more: object = {}) => createOrder(desk, world, { ...more });
  const [unplanned, waiting, done, ended] = [await made(), await made(), await made(), await made()];
  const overdue = await made({ submittedAt: '2020-01-01T08:00:00.000Z' });
  const until = '2099-01-01T00:00:00.000Z';
  const wait = { to: 'waiting', reasonCode: 'waiting-for-customer', waitingFor: 'customer', until };
  await mustBeDone(desk, waiting, 'change-stage', wait);
  await complete(desk, world, done);
  const temporal = await connectToTemporalOf(stack());
  await temporal.order(ended.number).terminate('an operator');

  const read = async () =>
    z.object({ items: z.array(WorkflowQuery) }).parse((await desk.mustDo('GET', '/v1/workflow-queries')).body).items;
  const numbersOf = async (wanted: WorkflowQueryId) => {
    const query = (await read()).find(({ id }) => id === wanted)?.query ?? '';
    const later = query.replace(/StartTime < "[^"]+"/, 'StartTime < "2099-01-01T00:00:00Z"');
    const numbers: string[] = [];
    for await (const { workflowId } of temporal.client.workflow.list({ query: later }))
      numbers.push(workflowId.replace('service-order/', ''));
    return numbers;
  };
  const finds = (id: WorkflowQueryId, these: readonly DeskOrder[], not: readonly DeskOrder[]) =>
    eventually(async () => {
      const found = await numbersOf(id);
      expect(found).toEqual(expect.arrayContaining(these.map(({ number }) => number)));
      for (const { number } of not) expect(found).not.toContain(number);
    }, patient);
  await finds('waiting-on-customer', [waiting], [unplanned, done]);
  await finds('waiting', [waiting], [unplanned, done]);
  await finds('unplanned-over-a-day', [unplanned, overdue], [waiting, done]);
  await finds('overdue', [overdue], [unplanned, waiting]);
  await finds('at-risk', [overdue], [unplanned, waiting]);
  await finds('done-not-posted', [done], [unplanned, waiting]);
  await finds('open', [unplanned, waiting, done], []);
  await finds('ended-by-hand', [ended], [unplanned]);
  expect((await read()).filter(({ count }) => count === null)).toEqual([]);
  await temporal.close();

  await using console = await openConsole(stack());
  const { page, look, picture, faults } = console;
  await signIn(page, stack());
  await openSection(page, 'Queries for Temporal');
  await page
    .getByRole('row', { name: /Waiting on the customer/ })
    .getByText('1', { exact: true })
    .waitFor();
  await look('workflow-queries');
  const link = page.getByRole('link', { name: 'Open in the Temporal UI: Waiting on the customer' });
  const [ui] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await ui
    .getByRole('link', { name: `service-order/${waiting.number}` })
    .first()
    .click();
  expect(await ui.getByText(unplanned.number).count()).toBe(0);
  await openCurrentDetails(ui);
  await picture('temporal-details', ui);
  const frames = ui
    .frames()
    .map((frame) => frame.locator(`a[href="${stack().url}/orders/${waiting.orderId}"]`).count());
  expect((await Promise.all(frames)).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  expect(faults()).toEqual([]);
});
