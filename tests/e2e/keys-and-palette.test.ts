/** By keys alone to any page, an order, a customer's orders and a new order; single letters can be switched off. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { openConsole, signIn } from '../support/console.ts';
import { createDesk, createOrder, makeDeskWorld } from '../support/order-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

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

  await followCase(page);
  await look('case');
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

/** Opens a case from the palette, notes something, and closes it with a result. */
async function followCase(page: Page): Promise<void> {
  await find(page, 'new case');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New case' });
  await dialog.getByRole('combobox', { name: 'Customer' }).fill('seeblick');
  await page.getByRole('option', { name: /Kurhotel Seeblick/ }).click();
  await dialog.getByRole('combobox', { name: 'About' }).click();
  await page.getByRole('option', { name: 'Complaint' }).click();
  await dialog.getByLabel('Subject').fill('Nobody called back');
  await dialog.getByLabel('Next step').fill('Call them');
  await dialog.getByLabel('By', { exact: true }).fill('2026-03-01');
  await dialog.getByRole('button', { name: 'Open the case' }).click();
  await page.getByRole('heading', { name: /Nobody called back/ }).waitFor();
  await page.getByText('overdue').waitFor();
  await page.getByLabel('New note').fill('They were kind');
  await page.getByRole('button', { name: 'Note it' }).click();
  await page.getByRole('listitem').filter({ hasText: 'They were kind' }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('combobox', { name: 'Result' }).click();
  await page.getByRole('option', { name: 'Solved', exact: true }).click();
  await page.getByLabel('What the customer is told').fill('We called and apologised.');
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  await page.getByText('Solved').waitFor();
  await page.getByRole('heading', { level: 1 }).click();
}

/** Opens the palette by its key and types. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Go to, find or begin' }).fill(words);
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
