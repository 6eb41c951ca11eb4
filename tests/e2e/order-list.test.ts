import { expect, test } from 'vitest';
import * as z from 'zod';

import { SavedView } from '#contracts/http/identity-views.ts';
import { openConsole, signIn, submit } from '#tests/support/console.ts';
import { createDesk, createOrder, makeDeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile();

test('a list is sorted, loses columns, and is kept as a view that shows it again', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  const [first, second] = [await createOrder(desk, world), await createOrder(desk, world)];
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  const numbers = () => page.getByRole('row').getByRole('link').allInnerTexts();
  await signIn(page, stack());
  await page.getByRole('link', { name: 'Service orders' }).click();
  await page.getByRole('columnheader', { name: 'Priority' }).waitFor();

  await expect.poll(numbers).toEqual([second.number, first.number]);

  await page.getByRole('button', { name: 'SLA' }).click();
  await page.getByRole('columnheader', { name: 'SLA' }).and(page.locator('[aria-sort="ascending"]')).waitFor();
  await expect.poll(numbers).toEqual([first.number, second.number]);
  await page.getByRole('button', { name: 'Columns and rows' }).click();
  await page.getByRole('checkbox', { name: 'Priority' }).uncheck();
  await page.getByRole('checkbox', { name: 'Compact rows' }).check();
  await look('order-list-look');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('columnheader', { name: 'Priority' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Save as a view' }).click();
  await page.getByLabel('Name of the view').fill('Due next');
  await page.getByLabel('For all staff').check();
  await look('order-list-save-view');
  await submit(page, 'Save');

  const { items } = z.object({ items: z.array(SavedView) }).parse((await desk.mustDo('GET', '/v1/saved-views')).body);
  expect(items).toMatchObject([{ name: 'Due next', shared: true, content: { sort: 'sla-due', ascending: true } }]);
  expect(items[0]?.content.columns).not.toContain('priority');

  await page.goto('/orders');
  await page.getByRole('columnheader', { name: 'Priority' }).waitFor();
  await page.getByRole('combobox', { name: 'View' }).click();
  await page.getByRole('option', { name: 'Due next' }).click();
  await page.getByRole('columnheader', { name: 'Priority' }).waitFor({ state: 'detached' });
  await expect.poll(numbers).toEqual([first.number, second.number]);
  await look('order-list-view');

  await page.getByRole('button', { name: 'Delete the view' }).click();
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await submit(page, 'Delete the view');
  expect((await deleted).status()).toBe(204);
  await page.getByRole('button', { name: 'Undo: The view Due next is deleted' }).click();
  await page.getByText('The view Due next is there again').waitFor();
  expect((await desk.mustDo('GET', '/v1/saved-views')).body).toMatchObject({ items: [{ name: 'Due next' }] });
  expect(faults()).toEqual([]);
});
