/** A company is set up by mouse: its name, a category, a calendar, and categories and customers from files. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { customerRoutes } from '#contracts/http/customers.ts';
import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { setupRoutes } from '#contracts/http/setup.ts';

import { callAs } from '../support/call-as.ts';
import { openConsole, openSection, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { pngOf } from '#tests/support/pictures.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

test('an administrator enters the company, a category and a calendar, and imports categories and customers', async () => {
  await using console = await openConsole(stack());
  const { page, faults } = console;
  await signIn(page, stack());

  await nameTheCompany(console);
  await letOrdersGoOn(console);
  await enterCategory(console);
  await enterCalendar(console);
  await importCategories(console);
  await importCustomers(console);
  await saveAsItIs(console);

  await whatTheApiSays();
  expect(faults()).toEqual([]);
});

async function nameTheCompany({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Company');
  await page.getByText('This is the fictional company').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This is needed.').waitFor();

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Seilwerk Aufzüge GmbH');
  await page.getByLabel('Street').fill('Musterweg 7');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByText('This is the fictional company').waitFor({ state: 'detached' });
  await page.getByLabel('BIC').fill('MUSTDEFF');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Picture of the logo' }).click();
  const logo = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(320, 80)) };
  await (await chooser).setFiles(logo);
  await page.getByRole('img', { name: 'The logo as it is' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await look('company');
  await page.getByRole('button', { name: 'Save' }).and(page.locator(':not([data-loading])')).waitFor();
}

async function letOrdersGoOn({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Number series');
  await page.getByRole('button', { name: 'Change Service orders' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Next number').fill('7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('The series has gone that far already').waitFor();
  await dialog.getByLabel('Letters before the number').fill('A27-');
  await look('number-series-change');
  await submit(page, 'Save');
  await page.getByRole('cell', { name: 'A27-7', exact: true }).waitFor();
  await look('number-series');
}

async function enterCategory({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Categories');
  await page.getByRole('button', { name: 'New category' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Crane hire');
  await dialog.getByRole('textbox', { name: 'Id', exact: true }).fill('Crane hire');
  await dialog.getByRole('checkbox', { name: 'Expense' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('This does not fit.').waitFor();
  await dialog.getByRole('textbox', { name: 'Id', exact: true }).fill('labour');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('There is one with this id already.').first().waitFor();
  await look('category-new');
  await dialog.getByRole('textbox', { name: 'Id', exact: true }).fill('crane-hire');
  await submit(page, 'Save');
  await page.getByLabel('Search').fill('CRANE');
  await page.waitForURL('**/categories?search=CRANE');
  await page.getByRole('cell', { name: 'Labour', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: 'Crane hire', exact: true }).waitFor();
}

async function enterCalendar({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Calendars');
  await page.getByRole('button', { name: 'New calendar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Saturdays as well');
  await dialog.getByRole('textbox', { name: 'Id', exact: true }).fill('saturdays');
  await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Vienna');
  await page.getByRole('option', { name: 'Europe/Vienna' }).click();
  await dialog.getByLabel('Monday').fill('8:00-12:00, 13:00-17:00');
  await dialog.getByLabel('Saturday').fill('9 to 12');
  await dialog.getByRole('button', { name: 'Add an exception' }).click();
  await dialog.getByLabel('Date').fill('2026-12-24');
  await dialog.getByLabel('What it is').fill('Christmas Eve');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Hours look like').waitFor();
  await look('calendar-new');
  await dialog.getByLabel('Saturday').fill('09:00-12:00');
  await submit(page, 'Save');
  await page.getByRole('cell', { name: 'Mon 08:00-12:00, 13:00-17:00 · Sat 09:00-12:00' }).waitFor();
}

const head = 'Id;Name;Line types;Offered';
const good = ['crane-hire;Crane hire;expense;yes', 'parking;Parking;expense;', 'training;Training;hour, fee;no'];

async function importCategories(console: ConsolePage): Promise<void> {
  const { page, look } = console;
  await openSection(page, 'Categories');
  await openImport(page, 'Id,Name,Line types,Receipt required,Offered');
  await choosing(page, [head, good[0], 'parking;Parking;car;yes', good[2]]);
  await page.getByText('2 of 3 rows can be imported.').waitFor();
  await page.getByRole('row', { name: /^3 parking Line types Must be one of: hour, expense, item, fee\./ }).waitFor();
  await look('import-dry-run');
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('1 new, 0 changed, 1 unchanged, 1 refused.').waitFor();
  await page.getByRole('row', { name: /^3 parking Line types Must be one of/ }).waitFor();
  await look('import-report');

  await page.getByRole('button', { name: 'Choose another file' }).click();
  await choosing(page, [head, ...good.slice(0, 2), 'training;Training of users;hour, fee;no']);
  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await page.getByText('1 new, 1 changed, 1 unchanged, 0 refused.').waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('cell', { name: 'Parking', exact: true }).waitFor();
}

async function importCustomers({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Customers');
  const file = ['Key,Name,Town,Country', 'crm-1,"Hafen, Residenz",Hamburg,DE', 'crm-2,Kurhaus Beispiel,,'];
  await openImport(page, 'External id,Name');
  await choosing(page, file);
  await page.getByText('0 of 2 rows can be imported.').waitFor();
  await page.getByRole('combobox', { name: 'External id', exact: true }).click();
  await page.getByRole('option', { name: '1 Key' }).click();
  await look('import-columns');
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('2 new, 0 changed, 0 unchanged, 0 refused.').waitFor();
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await choosing(page, ['External id,Name,Language', 'crm-1,"Hafen, Residenz",', 'crm-2,Kurhaus Beispiel,de']);
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('0 new, 1 changed, 1 unchanged, 0 refused.').waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('cell', { name: 'Kurhaus Beispiel' }).waitFor();
}

async function openImport(page: Page, template: string): Promise<void> {
  await page.getByRole('button', { name: 'Import' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the template' }).click(),
  ]);
  const content = (await (await download.createReadStream()).toArray()).join('');
  expect(content.slice(1)).toMatch(new RegExp(`^${template}`));
}

async function choosing(page: Page, lines: readonly (string | undefined)[]): Promise<void> {
  const buffer = Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
  await page.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
}

/** Saves what is there, which changes nothing, in the dark. */
async function saveAsItIs({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'Light or dark' }).click();
  for (const title of ['Order types', 'Priorities', 'Reason codes', 'SLA policies', 'Parameters']) {
    await openSection(page, title);
    await page
      .getByRole('button', { name: /^Change / })
      .first()
      .click();
    await look(title.toLowerCase().replace(' ', '-'));
    await submit(page, 'Save');
  }
  await openSection(page, 'Stage models');
  await page.getByRole('row', { name: /^Received Begins here Planned/ }).waitFor();
  await look('stage-models');
}

async function whatTheApiSays(): Promise<void> {
  const call = callAs(stack().url, stack().adminToken());
  const company = await call(setupRoutes.getCompany, {});
  expect(company.body).toMatchObject({
    ...{ version: 3, name: 'Seilwerk Aufzüge GmbH', placeholder: false },
    address: { street: 'Musterweg 7', country: 'DE' },
    bank: { bic: 'MUSTDEFF' },
    logoFileId: expect.any(String),
  });
  const orders = await call(orderSeriesRoutes.get, { params: { series: 'service-orders' } });
  expect(orders.body).toMatchObject({ version: 1, prefix: 'A27-', nextNumber: 7 });
  const training = await call(setupRoutes.getCategory, { params: { id: 'training' } });
  expect(training.body).toMatchObject({ version: 2, name: 'Training of users', active: false });
  expect((await call(setupRoutes.getCategory, { params: { id: 'crane-hire' } })).body.version).toBe(1);
  const calendar = await call(setupRoutes.getCalendar, { params: { id: 'saturdays' } });
  expect(calendar.body.exceptions).toEqual([{ date: '2026-12-24', ranges: [], label: 'Christmas Eve' }]);
  expect((await call(setupRoutes.getPriority, { params: { id: 'high' } })).body.version).toBe(1);
  const found = await call(customerRoutes.list, { query: { externalId: 'crm-1' } });
  expect(found.body.items).toMatchObject([{ version: 1, name: 'Hafen, Residenz', address: { city: 'Hamburg' } }]);
}
