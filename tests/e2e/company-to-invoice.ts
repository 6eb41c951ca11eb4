/** From an empty company to a posted invoice by screens alone, with whichever hand. */
import type { Locator, Page } from 'playwright-core';

import type { Hand } from '../support/hands.ts';

/** Somebody is signed in. Ends on the page of the invoice. */
export async function fromCompanyToInvoice(page: Page, hand: Hand): Promise<void> {
  await nameTheCompany(page, hand);
  await enterCustomer(page, hand);
  await enterTechnician(page, hand);
  await enterItem(page, hand);
  await enterPrice(page, hand);
  await createOrder(page, hand);
  await doTheWork(page, hand);
  await signOffAndPost(page, hand);
}

const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

/** Opens a page of the set-up from wherever one is. */
async function openSection(page: Page, { press }: Hand, title: string): Promise<void> {
  await press(page.getByRole('link', { name: 'Set-up' }));
  await press(page.getByRole('link', { name: title, exact: true }));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Presses the button that ends the open dialog, and waits until it is gone. @throws Error with what a dialog says that stays */
async function finish(page: Page, { press }: Hand, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await press(button(dialog, name));
  await dialog.waitFor({ state: 'detached' }).catch(async (cause: unknown) => {
    throw new Error(`The dialog stays, and says: ${await dialog.innerText()}`, { cause });
  });
}

async function nameTheCompany(page: Page, hand: Hand): Promise<void> {
  await openSection(page, hand, 'Company');
  await hand.type(page.getByRole('textbox', { name: 'Name', exact: true }), 'Seilwerk Aufzüge GmbH');
  await hand.type(page.getByLabel('Street'), 'Musterweg 7');
  await hand.press(button(page, 'Save'));
  await page.getByText('Saved.').waitFor();
}

async function enterCustomer(page: Page, hand: Hand): Promise<void> {
  await openSection(page, hand, 'Customers');
  await hand.press(button(page, 'New customer'));
  await hand.type(page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }), 'Hotel Nordlicht GmbH');
  await finish(page, hand, 'Save');
}

async function enterTechnician(page: Page, hand: Hand): Promise<void> {
  await openSection(page, hand, 'Technicians');
  await hand.press(button(page, 'New technician'));
  await hand.type(page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }), 'Jo Fischer');
  await finish(page, hand, 'Save');
}

async function enterItem(page: Page, hand: Hand): Promise<void> {
  await openSection(page, hand, 'Items');
  await hand.press(button(page, 'New item'));
  const dialog = page.getByRole('dialog');
  await hand.type(dialog.getByRole('textbox', { name: 'Name', exact: true }), 'Door roller');
  await hand.type(dialog.getByLabel('Number'), 'P-100');
  await finish(page, hand, 'Save');
  await hand.press(page.getByRole('link', { name: 'Door roller', exact: true }));
  await hand.press(button(page, 'Receive stock'));
  await hand.type(dialog.getByLabel('Quantity'), '10');
  await finish(page, hand, 'Receive stock');
}

async function enterPrice(page: Page, hand: Hand): Promise<void> {
  await openSection(page, hand, 'Prices and costs');
  await hand.press(button(page, 'New price or cost'));
  const dialog = page.getByRole('dialog');
  await hand.choose(dialog.getByRole('combobox', { name: 'Type of line' }), 'Item');
  await hand.choose(dialog.getByRole('combobox', { name: 'Kind' }), 'Price');
  await hand.choose(dialog.getByRole('combobox', { name: 'Item', exact: true }), 'P-100 Door roller');
  await hand.type(dialog.getByLabel('Valid from'), '2020-01-01');
  await hand.type(dialog.getByLabel('Amount'), '60');
  await finish(page, hand, 'Save');
}

async function createOrder(page: Page, hand: Hand): Promise<void> {
  await hand.press(page.getByRole('link', { name: 'Service orders' }));
  await hand.press(button(page, 'New order'));
  const dialog = page.getByRole('dialog');
  await hand.choose(dialog.getByRole('combobox', { name: 'Customer' }), 'Hotel Nordlicht GmbH');
  await hand.press(button(dialog, 'Add a line'));
  await hand.choose(dialog.getByRole('combobox', { name: 'Type', exact: true }), 'Item');
  await hand.choose(dialog.getByRole('combobox', { name: 'Category' }), 'Spare parts');
  await hand.choose(dialog.getByRole('combobox', { name: 'Item' }), 'P-100 Door roller');
  await hand.type(dialog.getByLabel('Used quantity'), '2');
  await hand.press(button(dialog, 'Create the order'));
  await page.waitForURL('**/orders/*');
}

async function doTheWork(page: Page, hand: Hand): Promise<void> {
  await hand.press(button(page, 'Move to Planned'));
  const dialog = page.getByRole('dialog');
  await hand.press(dialog.getByLabel('Plan a visit with it'));
  await hand.choose(dialog.getByRole('combobox', { name: 'Technician' }), 'Jo Fischer');
  await finish(page, hand, 'Move to Planned');
  for (const stage of ['In progress', 'Completed']) {
    await hand.press(button(page, `Move to ${stage}`));
    await finish(page, hand, `Move to ${stage}`);
  }
}

async function signOffAndPost(page: Page, hand: Hand): Promise<void> {
  await hand.press(button(page, 'Sign off'));
  const dialog = page.getByRole('dialog');
  await hand.type(dialog.getByLabel('Accepted by'), 'Kim Hansen');
  await hand.press(dialog.getByLabel('There is no signature'));
  await hand.choose(dialog.getByRole('combobox', { name: 'Why there is no signature' }), 'Nobody was there to sign');
  await finish(page, hand, 'Sign off');
  await hand.press(button(page, 'Post'));
  await finish(page, hand, 'Post');
  await hand.press(button(page, 'Post to invoice'));
  await page.waitForURL('**/invoices/*');
  // Two at 60.00 with 19 % tax.
  await page.getByText('€142.80').waitFor();
}
