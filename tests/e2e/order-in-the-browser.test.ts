/** One order from request to posted invoice in the browser. */
import { expect, test } from 'vitest';

import { openConsole } from '../support/console.ts';
import { stackForThisFile } from '../support/stack.ts';
import { fromRequestToInvoice, seedForOneOrder } from './request-to-invoice.ts';

const stack = stackForThisFile({ shape: 'one-process' });

test('an order goes from request to posted invoice in the browser', async () => {
  await seedForOneOrder(stack());
  await using console = await openConsole(stack());
  const { page, look, faults } = console;

  await fromRequestToInvoice(console, stack());

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Invoice \S+/);
  await page.getByRole('link', { name: 'Service orders' }).click();
  await page.getByLabel('Open only').uncheck();
  await page.getByRole('cell', { name: 'Hafen Residenz' }).first().waitFor();
  await look('orders');
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByText('All that is signed off is posted.').waitFor();
  await look('home');
  expect(faults()).toEqual([]);
});
