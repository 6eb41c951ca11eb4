/** The way of one order through the console, from a customer's request to the posted invoice, as a person goes it. */
import type { Page } from 'playwright-core';

import { customerRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';

import { callAs } from '../support/call-as.ts';
import { choose, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import type { Stack } from '../support/stack.ts';
import { openCurrentDetails, openListWithColumns } from './temporal-ui.ts';

/** Ends on the page of the invoice. Needs what `seedForOneOrder` enters. */
export async function fromRequestToInvoice(
  { page, look, picture }: ConsolePage,
  stack: Pick<Stack, 'dir'>,
): Promise<void> {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await look('sign-in');
  await signIn(page, stack);
  await submitAndAcceptRequest(page, look);
  await addLines(page, look);
  await plan(page, look);
  await wait(page, look);
  await lookAtWorkflow(page, picture);
  await comeBack(page);
  await work(page);
  await signOff(page, look);
  await postAndInvoice(page, look);
}

type Look = (name: string) => Promise<void>;

async function submitAndAcceptRequest(page: Page, look: Look): Promise<void> {
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('button', { name: 'New request' }).click();
  await page.getByRole('combobox', { name: 'Customer' }).fill('Hafen');
  await page.getByRole('option', { name: 'Hafen Residenz' }).click();
  await page.getByLabel('Subject').fill('Lift 2 stops between floors');
  await page.getByLabel('Description').fill('Since this morning. Nobody is inside.');
  await look('request-new');
  await submit(page, 'Submit the request');
  await page.getByRole('cell', { name: 'Lift 2 stops' }).waitFor();
  await look('requests');
  await page.getByRole('button', { name: 'Accept request' }).click();
  await page.getByLabel('Customer’s order number').fill('PO-4711');
  await submit(page, 'Accept and create the order');
  await page.getByRole('heading', { name: 'What can be done' }).waitFor();
}

async function addLines(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Add a line' }).click();
  await choose(page, 'Type', 'Item');
  await choose(page, 'Category', 'Spare parts');
  await choose(page, 'Item', 'P-100');
  await page.getByLabel('Planned quantity').fill('2');
  await look('line-new');
  await submit(page, 'Add a line');
  await page.getByRole('button', { name: 'Add a line' }).click();
  await choose(page, 'Type', 'Fee');
  await choose(page, 'Category', 'Call-out charge');
  await submit(page, 'Add a line');
  await page.getByRole('button', { name: 'Add a repair line' }).click();
  await page.getByLabel('Symptom').fill('door-stuck');
  await submit(page, 'Add a repair line');
}

async function plan(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Move to Planned' }).click();
  await page.getByLabel('Plan a visit with it').check();
  await choose(page, 'Technician', 'Jo Fischer');
  await look('planning');
  await submit(page, 'Move to Planned');
  await page.getByText('2 reserved').waitFor();
  await page.getByRole('cell', { name: 'Jo Fischer' }).first().waitFor();
}

async function wait(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Move to Waiting' }).click();
  await choose(page, 'Reason', 'The customer has to decide');
  await page.getByRole('dialog').getByLabel('Waiting for').fill('customer');
  await page.getByRole('dialog').getByLabel('Until').fill('2030-01-15T09:00');
  await submit(page, 'Move to Waiting');
  await page.getByText('Waiting for customer', { exact: true }).waitFor();
  await look('order-waiting');
}

/** Operators find the order in the Temporal UI, and there what is waited for, on whom, until when. */
async function lookAtWorkflow(page: Page, picture: ConsolePage['picture']): Promise<void> {
  const [temporal] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Its workflow in the Temporal UI' }).click(),
  ]);
  const waiting = await openCurrentDetails(temporal);
  if (!waiting.includes('customer, until 2030-01-15T09:00')) throw new Error(`The Temporal UI says: ${waiting}`);
  await picture('temporal-order', temporal);
  await openListWithColumns(temporal, /namespaces\/([^/]+)/.exec(temporal.url())?.[1] ?? '');
  await temporal.getByText('waiting', { exact: true }).filter({ visible: true }).first().waitFor();
  await picture('temporal-list', temporal);
  await temporal.close();
}

async function comeBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Move to Planned' }).click();
  await submit(page, 'Move to Planned');
}

async function work(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Move to In progress' }).click();
  await submit(page, 'Move to In progress');
  await page.getByRole('button', { name: 'Confirm line 1' }).click();
  await page.getByRole('button', { name: 'Confirm line 2' }).click();
  await page.getByRole('cell', { name: 'Confirmed' }).nth(1).waitFor();
  await page.getByRole('button', { name: 'Move to Completed' }).click();
  await submit(page, 'Move to Completed');
  await page.getByRole('button', { name: 'Sign off' }).waitFor();
}

async function signOff(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Sign off' }).click();
  await page.getByLabel('Accepted by').fill('Kim Hansen');
  const box = await page.getByRole('img', { name: 'Signature' }).boundingBox();
  if (box === null) throw new Error('There is no field to sign in');
  await page.mouse.move(box.x + 40, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 30, { steps: 5 });
  await page.mouse.move(box.x + 220, box.y + box.height - 30, { steps: 5 });
  await page.mouse.up();
  await look('sign-off');
  await submit(page, 'Sign off');
  await page.getByRole('img', { name: 'Signature of Kim Hansen' }).waitFor();
}

async function postAndInvoice(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await submit(page, 'Post');
  await page.getByRole('button', { name: 'Post to invoice' }).waitFor();
  await look('order-posted');
  await page.getByRole('button', { name: 'Post to invoice' }).click();
  await page.waitForURL('**/invoices/*');
  // Two parts at 49.00 and a call-out at 59.00, with 19 % tax.
  await page.getByText('€186.83').waitFor();
  await look('invoice');
}

/** A customer, a technician, and parts on stock. */
export async function seedForOneOrder({ url, adminToken }: Pick<Stack, 'url' | 'adminToken'>): Promise<void> {
  const call = callAs(url, adminToken());
  const address = { street: 'Hafenstraße 5', postalCode: '20457', city: 'Hamburg', country: 'DE' };
  await call(customerRoutes.create, { key: 'customer', body: { name: 'Hafen Residenz GmbH', address } });
  await call(technicianRoutes.save, { key: 'technician', body: { name: 'Jo Fischer', timeZone: 'Europe/Berlin' } });
  const item = await call(itemRoutes.save, {
    key: 'item',
    body: { number: 'P-100', name: 'Door roller', unit: 'pcs' },
  });
  const lines = [{ itemId: item.body.itemId, quantity: 10 }];
  await call(stockRoutes.receive, { key: 'receipt', body: { lines } });
}
