/** Service objects by screen: one within the other, under warranty or no more, and chosen on an order. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import * as z from 'zod';

import { choose, openConsole, openSection, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { createDesk, createOrder, makeDeskWorld, type Desk, type DeskOrder } from '../support/order-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

test('a lift with its parts is entered, found by its warranty, related to an order, and taken out of use whole', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const { order, customer } = await aWorld(desk);
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  await openSection(page, 'Objects');

  await enterLift(page, customer);
  await enterPart(console, 'Car doors');
  await enterPart(console, 'Door drive', '2035-08-31');
  await page.getByRole('navigation', { name: 'Place of the object' }).getByText('Lift, north tower').waitFor();
  await look('object-part');
  await page.getByRole('navigation', { name: 'Place of the object' }).getByRole('link').first().click();
  await page.getByRole('table', { name: 'Parts' }).getByText('Until 31 Aug 2035').waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('object');
  await relate(console, order);
  await page.emulateMedia({ colorScheme: 'light' });
  await findByWarranty(console);
  await takeOutOfUse(console);

  expect(faults()).toEqual([]);
});

async function aWorld(desk: Desk): Promise<{ order: DeskOrder; customer: string }> {
  const world = await makeDeskWorld(desk);
  const answer = await desk.mustDo('GET', `/v1/customers/${world.customerId}`);
  const { name } = z.object({ name: z.string() }).parse(answer.body);
  return { order: await createOrder(desk, world), customer: name };
}

async function enterLift(page: Page, customer: string): Promise<void> {
  await page.getByRole('button', { name: 'New object' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Lift, north tower');
  await dialog.getByRole('combobox', { name: 'Customer' }).fill(customer);
  await page.getByRole('option', { name: customer }).first().click();
  await dialog.getByLabel('Installed on').fill('2019-05-06');
  await dialog.getByLabel('Warranty until').fill('2019-05-05');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('The warranty would end before the object was installed').first().waitFor();
  await dialog.getByLabel('Warranty until').fill('2024-05-05');
  await submit(page, 'Save');
  await page.getByRole('heading', { level: 1, name: 'Lift, north tower' }).waitFor();
  await page.getByText('Warranty ended 5 May 2024').waitFor();
}

/** A part of the object whose page is open; leads to the page of the part. */
async function enterPart({ page, look }: ConsolePage, name: string, warrantyUntil = ''): Promise<void> {
  await page.getByRole('button', { name: 'New part' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Warranty until').fill(warrantyUntil);
  if (warrantyUntil !== '') await look('object-new-part');
  await submit(page, 'Save');
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** The lift is chosen first, then only a part of it. */
async function relate({ page, look }: ConsolePage, { orderId }: DeskOrder): Promise<void> {
  await page.goto(`/orders/${orderId}`);
  await page.getByRole('button', { name: 'Change objects and tasks' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add an object' }).click();
  await dialog.getByRole('combobox', { name: 'Object' }).fill('north tower');
  await page.getByRole('option', { name: /^Lift, north tower/ }).click();
  await choose(page, 'Only a part of it', 'Door drive');
  await look('order-relate-part');
  await submit(page, 'Save');
  await page.getByText(/part of O-\d+ Car doors/).waitFor();
  await page.getByText('In warranty until 31 Aug 2035').waitFor();
  await page.getByRole('button', { name: 'Add a repair line' }).click();
  await choose(page, 'Object', 'Door drive');
  await submit(page, 'Add a repair line');
  await expect.poll(() => page.getByText('In warranty until 31 Aug 2035').count()).toBe(2);
  await look('order-with-part');
}

async function findByWarranty({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Objects');
  const rows = page.getByRole('table', { name: 'Objects' }).getByRole('row');
  await expect.poll(() => rows.count()).toBe(4);
  await page.getByLabel('Warranty ends by').fill('2026-01-01');
  await expect.poll(() => rows.count()).toBe(2);
  await look('objects');
  await page.getByRole('link', { name: 'Lift, north tower' }).click();
}

async function takeOutOfUse({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'In use' }).click({ force: true });
  await dialog.getByText(/Parts that are in use: O-\d+ Car doors, O-\d+ Door drive/).waitFor();
  await look('object-out-of-use');
  await dialog.getByLabel('Take them out of use too').click();
  await submit(page, 'Save');
  await page.getByText('Out of use').waitFor();
}
