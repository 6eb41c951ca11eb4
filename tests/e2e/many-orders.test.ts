/** Orders are chosen in the list by keyboard and cancelled together, each with its own fate; what was done to one is taken back. */
import { expect, test } from 'vitest';

import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { choose, openConsole, signIn, submit } from '#tests/support/console.ts';
import {
  complete,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  openAgreement,
  readOrder,
  readTimeline,
} from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile();

test('chosen orders are cancelled with a reason; the one that cannot be says why and stays', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  const [done, first, second, third] = [
    await createOrder(desk, world),
    await createOrder(desk, world),
    await createOrder(desk, world),
    await createOrder(desk, world),
  ];
  await complete(desk, world, done);
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  await page.goto('/orders');
  const box = ({ number }: { number: string }) => page.getByRole('checkbox', { name: `Choose order ${number}` });

  await box(third).focus();
  await page.keyboard.press('Space');
  await page.getByText('1 chosen').waitFor();
  await box(done).focus();
  await page.keyboard.press('Shift+Space');
  await page.getByText('4 chosen').waitFor();
  await box(second).focus();
  await page.keyboard.press('Space');
  await page.getByText('3 chosen').waitFor();
  await look('orders-chosen');
  await page.getByRole('button', { name: 'Cancel orders' }).click();
  await page.getByText('2 can, 1 cannot.').waitFor();
  await choose(page, 'Reason', 'It is not needed any more');
  await look('bulk-preview');
  await page.getByRole('button', { name: 'Do it for 2' }).click();
  await page.getByText('Done: 2').waitFor();
  await look('bulk-fates');

  const stages = await Promise.all([done, first, second, third].map((order) => readOrder(desk, order)));
  expect(stages.map(({ stage }) => stage)).toEqual(['completed', 'cancelled', 'received', 'cancelled']);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('2 can, 0 cannot.').waitFor();
  await page.getByRole('button', { name: 'Do it for 2' }).click();
  await page.getByText('Cancellations are revoked').waitFor();
  await page.getByText('Done: 2').waitFor();
  expect((await readOrder(desk, first)).stage).toBe('received');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByText(/\d chosen/).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: 'See what became' }).count()).toBe(0);
  expect(faults()).toEqual([]);
});

test('a move and a cancellation are taken back, by key and by button, while the rules let them', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const order = await createOrder(desk, await makeDeskWorld(desk, { customer: 'Nowhere Towers' }));
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  await page.goto(`/orders/${order.orderId}`);

  await page.getByRole('button', { name: 'Move to Planned' }).click();
  await submit(page, 'Move to Planned');
  await page.getByRole('button', { name: `Undo: ${order.number}: Planned` }).waitFor();
  await look('toast');
  await page.keyboard.press('u');
  await page.getByText(`Undone: ${order.number} is back at Received`).waitFor();
  expect(await readOrder(desk, order)).toMatchObject({ stage: 'received' });

  await page.getByRole('button', { name: 'Cancel the order' }).click();
  await choose(page, 'Reason', 'It was entered twice');
  await submit(page, 'Cancel the order');
  await page.getByRole('button', { name: `Undo: ${order.number} is cancelled` }).click();
  await page.getByRole('button', { name: 'Move to Planned' }).waitFor();
  expect(await readOrder(desk, order)).toMatchObject({ stage: 'received' });
  const reasons = (await readTimeline(desk, order)).map(({ data }) => data['reasonCode']).filter(Boolean);
  expect(reasons).toEqual(expect.arrayContaining(['wrong-stage', 'duplicate']));
  expect(faults()).toEqual([]);
});

test('an agreement shows what a visit uses and is suspended; its orders take lines of it and hand them on', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk, { customer: 'Imagined Bakery' });
  const agreementId = await openAgreement(desk, world.customerId);
  const order = await createOrder(desk, world, { agreementId, lines: [] });
  await desk.mustDo('PUT', '/v1/item-groups/wear', { body: { name: 'Wear parts', active: true } });
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  const open = (name: string) => page.getByRole('button', { name, exact: true }).click();

  await page.getByRole('link', { name: 'Agreements' }).click();
  await page.getByRole('row', { name: /Imagined Bakery/ }).waitFor();
  await look('agreements');
  await page
    .getByRole('row', { name: /Imagined Bakery/ })
    .getByRole('link')
    .click();
  await page.getByText(/^Together .+ covered, .+ charged\.$/).waitFor();
  await page.getByRole('link', { name: order.number }).waitFor();
  await look('agreement');
  await open('Add a rule');
  await choose(page, 'Category', 'Labour');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('There is a rule for this already.').waitFor();
  await choose(page, 'About', 'A group of items');
  await choose(page, 'Item group', 'Wear parts');
  await choose(page, 'How it is charged', 'Discount');
  await page.getByLabel('Percent off').fill('20');
  await choose(page, 'Up to', 'An amount');
  await page.getByLabel('Amount in EUR').fill('150.50');
  await choose(page, 'The limit is for', 'All orders of a year');
  await look('coverage-rule');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('20 % off up to €150.50 a year, then charged in full').waitFor();
  await page.getByText(/^€0\.00 used since 1 Jan \d+$/).waitFor();
  await open('Change coverage of Labour');
  await choose(page, 'Up to', 'So many hours or pieces');
  await page.getByLabel('Hours or pieces').fill('1');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Covered up to 1 h of an order, then charged').waitFor();
  await look('agreement-rules');
  await open('Remove coverage of Wear parts');
  await page.getByText('20 % off').waitFor({ state: 'detached' });
  await open('Suspend');
  await page.getByLabel('First day').fill('2026-01-01');
  await page.getByLabel('Why').fill('Rebuilding');
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await page.getByText(/^No visit on that day: .+ is suspended/).waitFor();
  await open('Resume');
  await page.getByText(/^Together/).waitFor();

  await open('New order');
  await page.getByRole('checkbox', { name: /Every screw/ }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Create the order' }).click();
  await page.getByRole('heading', { level: 1, name: /^Order / }).waitFor();
  await page.getByRole('cell', { name: /Every screw/ }).waitFor();
  await page.getByRole('link', { name: /^A-\d+ Ovens$/ }).click();

  await page.getByRole('link', { name: order.number }).click();
  await open('Add lines from…');
  await page.getByRole('checkbox', { name: /Every screw/ }).waitFor();
  await look('take-lines');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a line' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: /Every screw/ }).waitFor();
  expect((await readOrder(desk, order)).lines).toMatchObject([{ status: 'planned' }]);
  await look('order-of-agreement');

  await open('Move lines…');
  await page.getByRole('combobox', { name: 'To the order' }).click();
  await page.getByRole('option').first().click();
  await look('move-lines');
  await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await readOrder(desk, order)).lines).toMatchObject([{ status: 'cancelled' }]);
  expect(faults()).toEqual([]);
});

// The last, because the stage that it takes away is that of later orders too.
test('orders of a stage that a new version no longer has are sent to another one, and their history says so', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  const [gone, waits] = [await createOrder(desk, world), await createOrder(desk, world)];
  for (const order of [gone, waits])
    for (const to of ['planned', 'dispatched']) await mustBeDone(desk, order, 'change-stage', { to });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const wait = { to: 'waiting', reasonCode: 'parts-on-order', waitingFor: 'supplier', until };
  await mustBeDone(desk, waits, 'change-stage', wait);
  const stages = defaultStageModel.stages
    .filter(({ id }) => id !== 'dispatched')
    .map((stage) => ({ ...stage, to: stage.to.filter((move) => move.stage !== 'dispatched') }));
  await desk.mustDo('PUT', '/v1/stage-models/standard/versions/2', { body: { name: 'Standard', stages } });
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  await page.goto('/set-up/stage-models/standard');
  await page.getByRole('button', { name: 'Move open orders to version 2' }).click();
  await page.getByText('1 × The new version has no stage Dispatched.').waitFor();
  const target = page.getByRole('combobox', { name: 'Orders of Dispatched go to' });
  await look('stage-mapping-open');
  await target.selectOption('Planned');
  await page.getByText('1 × The new version has no stage Dispatched.').waitFor({ state: 'hidden' });
  await look('stage-mapping');
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('stage-mapping-dark');
  await page.getByRole('button', { name: /^Move \d+$/ }).click();
  await page.getByText('0 kept their version.').waitFor();
  expect(await readOrder(desk, gone)).toMatchObject({ stage: 'planned' });
  await mustBeDone(desk, waits, 'change-stage', { to: 'planned' });
  await page.goto(`/orders/${gone.orderId}`);
  await page.getByText('Stage model: version 1 → 2; Dispatched, which is gone → Planned').waitFor();
  expect(faults()).toEqual([]);
});
