/** Customers, users and API tokens are entered by screen, and whoever was entered signs in. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { contactRoutes, customerRoutes, siteRoutes } from '#contracts/http/customers.ts';
import { identityRoutes } from '#contracts/http/identity.ts';

import { callAs } from '../support/call-as.ts';
import { choose, openConsole, openSection, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

const dispatcher = {
  email: 'robin@lifts.example',
  first: 'Spanner-17-Lantern',
  chosen: 'Compass-52-Ladder',
  own: 'Lantern-88-Spanner',
};

test('an administrator enters a customer billed elsewhere and a dispatcher, who signs in', async () => {
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());
  await page.getByRole('link', { name: 'Set-up' }).click();
  await page.getByRole('link', { name: 'Customers' }).waitFor();
  await look('set-up');

  await enterCustomers(console);
  await enterSiteAndContact(console);
  await importParts(console);
  await expectCustomer();
  await page.emulateMedia({ colorScheme: 'dark' });
  await enterUsers(console);
  await issueAndRevokeToken(console);
  await lookAtAudit(console);
  await signInAsDispatcher(console);

  expect(faults()).toEqual([]);
});

async function enterCustomers({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('button', { name: 'New customer' }).click();
  await submitRefused(page, 'Save', 'This is needed.');
  await page.getByLabel('Name').fill('Nordstern Holding AG');
  await submit(page, 'Save');
  await page.getByRole('heading', { name: 'Nordstern Holding AG' }).waitFor();
  await page.getByRole('link', { name: 'All customers' }).click();
  await page.getByRole('button', { name: 'New customer' }).click();
  await page.getByLabel('Name').fill('Kurhotel Seeblick');
  await page.getByLabel('Street').fill('Seepromenade 1');
  await page.getByLabel('Postal code').fill('6900');
  await page.getByLabel('Town').fill('Bregenz');
  await choose(page, 'Country', 'Austria');
  await page.getByLabel('E-mail address').fill('haustechnik@seeblick.example');
  await page.getByLabel('Days to pay').fill('14');
  await page.getByRole('combobox', { name: 'Bill to' }).fill('Nordstern');
  await page.getByRole('option', { name: 'Nordstern Holding AG' }).click();
  await look('customer-new');
  await submit(page, 'Save');
  await page.getByRole('heading', { name: 'Kurhotel Seeblick' }).waitFor();
}

async function enterSiteAndContact({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'New site' }).click();
  await page.getByLabel('Name').fill('Main building');
  await page.getByLabel('Town').fill('Bregenz');
  await choose(page, 'Country', 'Austria');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Vienna');
  await page.getByRole('option', { name: 'Europe/Vienna' }).click();
  await submit(page, 'Save');
  await page.getByRole('button', { name: 'New contact' }).click();
  await page.getByLabel('Name').fill('Ada Ferrer');
  await page.getByLabel('Phone').fill('+43 5574 0000');
  await choose(page, 'Site', 'Main building');
  await submit(page, 'Save');
  await page.getByRole('button', { name: 'Change Ada Ferrer' }).click();
  await page.getByLabel('E-mail address').fill('ada.ferrer');
  await submitRefused(page, 'Save', 'This does not fit.');
  await page.getByLabel('E-mail address').fill('ada.ferrer@seeblick.example');
  await submit(page, 'Save');
  await page.getByRole('link', { name: 'ada.ferrer@seeblick.example' }).waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Phone').fill('+43 5574 1111');
  await page.getByLabel('External id').fill('crm-4711');
  await submit(page, 'Save');
  await page.getByText('crm-4711').waitFor();
  await page.getByText('C-10002 changed: external id, phone').waitFor();
  await look('customer');
  await page.getByRole('link', { name: 'All customers' }).click();
  await page.getByLabel('Search').fill('seeblick');
  await page.waitForURL('**/set-up/customers?search=seeblick');
  await page.getByRole('row', { name: 'Nordstern Holding AG C-' }).waitFor({ state: 'detached' });
  await look('customers');
}

/** A customer by its external id, a site below it, and a contact at the site; whose customer is unknown is refused. */
async function importParts({ page, look }: ConsolePage): Promise<void> {
  const siteFile = 'External id;Customer (external id);Name\ncrm-1-a;crm-4711;Annexe\ncrm-1-b;crm-nobody;Nowhere';
  await importFile(page, 'Sites from a file', siteFile);
  await page.getByText('1 new, 0 changed, 0 unchanged, 1 refused.').waitFor();
  await page.getByText('There is no customer with the external id crm-nobody').waitFor();
  await look('sites-import');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const contactFile =
    'External id,Customer (external id),Site (external id),Name\ncrm-p-1,crm-4711,crm-1-a,Bo Lindqvist';
  await importFile(page, 'Contacts from a file', contactFile);
  await page.getByText('1 new, 0 changed').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
}

async function importFile(page: Page, button: string, content: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: /^Import \d+ row/ }).click();
}

/** The API says what was entered. */
async function expectCustomer(): Promise<void> {
  const call = callAs(stack().url, stack().adminToken());
  const { items } = (await call(customerRoutes.list, { query: {} })).body;
  const [payer, served] = items;
  expect(served).toMatchObject({
    ...{ name: 'Kurhotel Seeblick', externalId: 'crm-4711', phone: '+43 5574 1111', paymentTermsDays: 14, version: 2 },
    billToCustomerId: payer?.customerId,
    address: { street: 'Seepromenade 1', postalCode: '6900', city: 'Bregenz', country: 'AT' },
  });
  const params = { customerId: served?.customerId ?? '' };
  const [site, annexe] = (await call(siteRoutes.list, { params })).body.items;
  const [contact, imported] = (await call(contactRoutes.list, { params })).body.items;
  expect(site).toMatchObject({ name: 'Main building', timeZone: 'Europe/Vienna', version: 1 });
  expect(contact).toMatchObject({ siteId: site?.siteId, email: 'ada.ferrer@seeblick.example', version: 2 });
  expect(annexe).toMatchObject({ name: 'Annexe', externalId: 'crm-1-a' });
  expect(imported).toMatchObject({ name: 'Bo Lindqvist', siteId: annexe?.siteId });
}

async function enterUsers({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('link', { name: 'Set-up' }).click();
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Robin Aster');
  await dialog.getByLabel('E-mail address').fill(dispatcher.email);
  await dialog.getByLabel('Dispatcher').check();
  await dialog.getByRole('textbox', { name: 'Password' }).fill('robin-robin-robin');
  await submitRefused(page, 'Save', 'This does not fit.');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(dispatcher.first);
  await look('user-new');
  await submit(page, 'Save');
  await page.getByRole('button', { name: 'New user' }).click();
  await dialog.getByLabel('Name').fill('Ada Ferrer');
  await dialog.getByLabel('E-mail address').fill('ada.ferrer@seeblick.example');
  await dialog.getByLabel('Viewer').check();
  await dialog.getByLabel('Customer contact').check();
  await page.getByRole('combobox', { name: 'Customer' }).fill('Kurhotel');
  await page.getByRole('option', { name: 'Kurhotel Seeblick' }).click();
  await dialog.getByRole('textbox', { name: 'Password' }).fill('Window-33-Harbour');
  await submit(page, 'Save');
  await page.getByRole('button', { name: 'Change Ada Ferrer' }).click();
  await dialog.getByLabel('May not sign in any more').check({ force: true });
  await submit(page, 'Save');
  await page.getByRole('cell', { name: 'No more' }).waitFor();
  await look('users');
}

async function issueAndRevokeToken({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('link', { name: 'Set-up' }).click();
  await page.getByRole('link', { name: 'API tokens' }).click();
  await page.getByRole('button', { name: 'New API token' }).click();
  await page.getByLabel('What it is for').fill('Payroll');
  await page.getByLabel('Viewer').check();
  await page.getByRole('button', { name: 'Issue it' }).click();
  const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
  await look('token-secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const { body } = await callAs(stack().url, secret)(identityRoutes.getSession, {});
  expect(body).toMatchObject({ displayName: 'Payroll', roles: ['viewer'] });
  await page.getByRole('button', { name: 'Revoke Payroll' }).click();
  await submit(page, 'Revoke');
  await page.getByRole('cell', { name: 'Revoked' }).waitFor();
  await look('tokens');
}

async function lookAtAudit({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Audit');
  await page.getByRole('row', { name: /^Signed in .* Administrator/ }).waitFor();
  await look('audit');
  await openSection(page, 'Users');
  await page.getByRole('button', { name: 'Change Ada Ferrer' }).click();
  await page.getByRole('link', { name: 'Who changed it' }).click();
  await page.getByRole('row', { name: /^User Ada Ferrer Changed: whether they may sign in Administrator/ }).waitFor();
  await page.getByRole('button', { name: 'Of all' }).click();
  await page.getByRole('row', { name: /^User Robin Aster Entered Administrator/ }).waitFor();
  await look('changes');
}

async function signInAsDispatcher({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enter(page, dispatcher.first);
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
  await look('first-password');
  await changePassword(page, dispatcher.first, dispatcher.first);
  await page.getByText('This does not fit.').waitFor();
  await changePassword(page, dispatcher.first, dispatcher.chosen);
  await page.getByRole('button', { name: 'Robin Aster' }).click();
  await look('own-password');
  await changePassword(page, dispatcher.chosen, dispatcher.own);
  await page.getByText('Your password is changed').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enter(page, dispatcher.own);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.getByRole('link', { name: 'Set-up' }).click();
  await page.getByRole('link', { name: 'Customers' }).waitFor();
  expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
}

async function enter(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(dispatcher.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function changePassword(page: Page, present: string, wanted: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Present password' }).fill(present);
  await page.getByRole('textbox', { name: 'New password' }).fill(wanted);
  await page.getByRole('button', { name: 'Change it' }).click();
}

/** Presses the button of the open dialog, which says at a field what is wrong. */
async function submitRefused(page: Page, button: string, error: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  await dialog.getByText(error).waitFor();
}
