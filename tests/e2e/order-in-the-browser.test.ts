/** One order from request to posted invoice in the browser. */
import { expect, test } from 'vitest';

import { openConsole } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { stackForThisFile } from '../support/stack.ts';
import { fromRequestToInvoice, seedForOneOrder } from './request-to-invoice.ts';

const stack = stackForThisFile();

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
  await printDocuments(console);
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByText('All that is signed off is posted.').waitFor();
  await look('home');
  expect(faults()).toEqual([]);
});

/** On paper stand the work, its parts and who signed, and nothing of the page around or of money. */
async function printDocuments({ page, look, picture }: ConsolePage): Promise<void> {
  await page
    .getByRole('row', { name: /Hafen Residenz/ })
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('link', { name: 'Work receipt' }).click();
  const paper = page.getByRole('article');
  await paper.getByRole('img', { name: /^Signature of/ }).waitFor();
  await look('work-receipt');
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ state: 'hidden' });
  await picture('work-receipt-print', page);
  expect(await paper.textContent()).not.toMatch(/€|EUR/);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: 'Back to the order' }).click();
  await page.getByRole('link', { name: 'Work description' }).click();
  await paper.getByText('Signature', { exact: true }).waitFor();
  await look('work-description');
}
