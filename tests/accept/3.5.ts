/** A manager adds a stage by screen, publishes, moves the open orders that can, and uses it; the others are named with why. */
import type { Page } from 'playwright-core';
import * as z from 'zod';

import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { choose, openConsole, openSection, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { createDesk, createOrder, makeDeskWorld, mustBeDone } from '../support/order-desk.ts';
import type { Desk, DeskOrder } from '../support/order-desk.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const sizes: Readonly<Record<AcceptSize, { readonly orders: number; readonly blocked: number }>> = {
  short: { orders: 8, blocked: 2 },
  full: { orders: 64, blocked: 3 },
};
const patience = { timeout: 120_000 };
const added = 'Waiting for permit';

const Seen = z.object({
  stage: z.string(),
  stageModel: z.object({ version: z.int() }),
  sla: z.object({ state: z.string() }).nullable(),
});
const seen = async (desk: Desk, { orderId }: DeskOrder) =>
  Seen.parse((await desk.mustDo('GET', `/v1/service-orders/${orderId}`)).body);

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const { orders: count, blocked } = sizes[size];
  const reason = { name: 'A permit is pending', uses: ['waiting'], active: true };
  await desk.mustDo('PUT', '/v1/reason-codes/permit-pending', { body: reason });
  const orders = await makeOrders(desk, count, blocked);
  say(`  ${count} orders, ${blocked} of them planned without a site`);
  await using console = await openConsole(stack);
  const { page, look, faults } = console;
  await signIn(page, stack);
  await prepare(console);
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByRole('heading', { name: 'Version 2, as new orders begin with it' }).waitFor(patience);
  await page.getByRole('button', { name: 'Move open orders to version 2' }).click();
  const movable = count - blocked;
  await page.getByText(`${movable} of ${count} can move; ${blocked} can’t:`).waitFor(patience);
  await page.getByText(`${blocked} × The order has no site.`).waitFor();
  await look('stage-migration-preview');
  await page.getByRole('button', { name: `Move ${movable}` }).click();
  await page.getByText(`${movable} moved, ${blocked} kept their version.`).waitFor(patience);
  await look('stage-migration-done');
  await use(page, orders.at(-1));
  await look('order-waits-for-permit');
  await begin(console);
  const states = await Promise.all(orders.map((order) => seen(desk, order)));
  const inNew = states.filter(({ stageModel }) => stageModel.version === 2).length;
  const used = states.at(-1);
  const passed =
    inNew === movable && used?.stage === 'waiting-for-permit' && used.sla?.state === 'paused' && faults().length === 0;
  const figure = `${inNew} of ${count} orders moved, ${count - inNew} kept their version with why; one waits at ${used?.stage ?? ''}, its clock ${used?.sla?.state ?? ''}`;
  return { passed, figure: [figure, ...faults()].join('; ') };
}

/** Orders without a site; the first few are planned already. */
async function makeOrders(desk: Desk, count: number, planned: number): Promise<readonly DeskOrder[]> {
  const world = await makeDeskWorld(desk);
  const orders: DeskOrder[] = [];
  for (let index = 0; index < count; index += 1) orders.push(await createOrder(desk, world));
  for (const order of orders.slice(0, planned)) await mustBeDone(desk, order, 'change-stage', { to: 'planned' });
  return orders;
}

/** A draft with one more stage, and with a site needed for planning. */
async function prepare({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Stage models');
  await page.getByRole('link', { name: 'Open Standard' }).click();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('button', { name: 'Add a stage' }).click(patience);
  await page.getByLabel('Name').fill(added);
  await page.getByLabel('Leads back to where the order came from').check();
  await page.getByLabel('Permits what the stage before permits').check();
  await choose(page, 'SLA clock until it is done', 'pauses');
  await page.getByLabel('a reason', { exact: true }).check();
  await page.getByRole('combobox', { name: 'Reason codes that it takes' }).click();
  await page.getByRole('option', { name: 'A permit is pending' }).click();
  await page.getByRole('combobox', { name: 'Orders come from' }).click();
  await page.getByRole('option', { name: 'Received' }).click();
  await page.getByLabel('Name').focus();
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  await look('stage-dialog');
  await submit(page, 'Save');
  await page.getByRole('button', { name: 'Change Planned' }).click();
  await page.getByLabel('a site').check();
  await submit(page, 'Save');
  await page.getByText('It can be published.').waitFor();
  await page.getByRole('img').getByText(added).first().waitFor({ state: 'attached' });
  await look('stage-model-draft');
}

/** A stage model of one's own, begun and published by keyboard alone. */
async function begin({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Stage models');
  await page.getByRole('button', { name: 'New stage model' }).press('Enter');
  await page.getByLabel('Name').fill('Permits');
  await page.keyboard.press('Enter');
  await page.getByText('It can be published.').waitFor(patience);
  await look('stage-model-begun');
  await page.getByRole('button', { name: 'Publish version 1' }).press('Enter');
  await page.getByRole('heading', { name: 'Version 1, as new orders begin with it' }).waitFor(patience);
}

/** Moves an order to the new stage on its page, with the reason that the stage takes. */
async function use(page: Page, order: DeskOrder | undefined): Promise<void> {
  await page.goto(`/orders/${order?.orderId ?? ''}`);
  const button = page.getByRole('button', { name: `Move to ${added}` });
  await eventually(async () => {
    if (!(await button.isVisible())) throw new Error('The new stage is not offered yet');
  });
  await button.click();
  await choose(page, 'Reason', 'A permit is pending');
  await submit(page, `Move to ${added}`);
  await page.getByText(added).first().waitFor();
}
