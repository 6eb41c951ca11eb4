/** By keys alone to any page, an order, a customer's orders and a new order; single letters can be switched off. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { openConsole, signIn } from '../support/console.ts';
import { createDesk, createOrder, makeDeskWorld } from '../support/order-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile({ shape: 'one-process' });

test('keys and the palette lead everywhere, and letters stop counting when somebody says so', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const order = await createOrder(desk, await makeDeskWorld(desk, { customer: 'Kurhotel Seeblick' }));
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

  await page.keyboard.type('go');
  await heading('Service orders');
  await page.keyboard.press('/');
  await page.keyboard.type('go');
  expect(await page.getByRole('searchbox').inputValue()).toBe('go');
  await page.waitForURL(/number=go/);
  await page.getByRole('searchbox').blur();
  await page.keyboard.type('gs');
  await heading('Set-up');

  await find(page, order.number.toLowerCase());
  await page.getByRole('option', { name: `${order.number} · Kurhotel Seeblick` }).waitFor();
  await look('palette');
  await page.keyboard.press('Enter');
  await heading(`Order ${order.number}`);
  await find(page, 'seeblick');
  await page.getByRole('option', { name: /^Kurhotel Seeblick/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/customerId=/);
  await page.getByRole('link', { name: order.number }).waitFor();
  await find(page, 'no such thing');
  await page.getByRole('dialog').getByText('Nothing found').waitFor();
  await leave(page);

  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'New service order' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await look('keys');
  await page.getByLabel('Single letters count').uncheck({ force: true });
  await leave(page);
  await page.keyboard.type('gs');
  await find(page, 'audit');
  await page.keyboard.press('Enter');
  await heading('Audit');
  expect(faults()).toEqual([]);
});

/** Opens the palette by its key and types. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Go to, find or begin' }).fill(words);
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
