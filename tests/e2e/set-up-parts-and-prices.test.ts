/** What work takes and what it costs is entered by mouse: an item, its stock, a technician, prices, costs and taxes. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';

import { callAs } from '../support/call-as.ts';
import { choose, openConsole, openSection, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

test('an administrator enters an item with stock, a technician, a price, a cost and a tax rate', async () => {
  await using console = await openConsole(stack());
  const { page, faults } = console;
  await signIn(page, stack());

  await enterItem(console);
  await receiveStock(console);
  await importStock(console);
  await enterWarehouse(console);
  await enterTechnician(console);
  await enterPrices(console);
  await refuseStaleTaxTable(console);
  await enterTax(console);

  await whatTheApiSays();
  expect(faults()).toEqual([]);
});

async function enterItem({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Items');
  await page.getByRole('button', { name: 'New item' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('This is needed.').waitFor();
  await dialog.getByLabel('Name').fill('Door roler');
  await dialog.getByLabel('Number').fill('P-100');
  await dialog.getByLabel('External id').fill('erp-4711');
  await look('item-new');
  await submit(page, 'Save');
  await page.getByRole('button', { name: 'Change Door roler' }).click();
  await dialog.getByLabel('Name').fill('Door roller');
  await submit(page, 'Save');
  await page.getByLabel('Search').fill('erp-47');
  await page.waitForURL('**/items?search=erp-47');
  await page.getByRole('cell', { name: 'Door roller', exact: true }).waitFor();
}

async function receiveStock({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('link', { name: 'Door roller', exact: true }).click();
  await page.getByText('Nothing of it was ever received.').waitFor();
  await page.getByRole('button', { name: 'Receive stock' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reference').fill('Opening stock');
  await dialog.getByLabel('Quantity').fill('12');
  await dialog.getByRole('button', { name: 'Add a line' }).click();
  const second = dialog.getByRole('group', { name: 'line 2' });
  await second.getByRole('combobox', { name: 'Item' }).fill('roller');
  await page.getByRole('option', { name: 'P-100 Door roller' }).click();
  await second.getByLabel('Quantity').fill('0,5');
  await look('stock-receipt');
  await submit(page, 'Receive stock');
  await page.getByRole('table', { name: 'Stock' }).getByText('12.5 pcs').first().waitFor();
  await page.getByRole('table', { name: 'Last movements' }).getByText('Opening stock').first().waitFor();
  await look('item');
}

/** From a file twice: what came in the first time changes nothing the second time. */
async function importStock({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Items');
  await importFile(page, 'Import', 'external id,name,unit\nerp-1,Sill plate,pcs\nerp-2,,m\nerp-3,Guide shoe,pcs\n');
  await page.getByRole('dialog').getByText('2 of 3').waitFor();
  await look('items-import');
  await page.keyboard.press('Escape');
  for (const outcome of ['1 new', '1 unchanged']) {
    const stock = 'item number,quantity,reference\nP-100,7.5,Count of January\n';
    await importFile(page, 'Import stock', stock);
    await page.getByRole('dialog').getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByRole('dialog').getByText(outcome).waitFor();
    await page.keyboard.press('Escape');
  }
}

async function importFile(page: Page, button: string, content: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByLabel('File').click();
  await (await chooser).setFiles({ name: 'file.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
}

async function enterWarehouse({ page }: ConsolePage): Promise<void> {
  await openSection(page, 'Warehouses');
  await page.getByRole('button', { name: 'New warehouse' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Van of the north tour');
  await page.getByRole('dialog').getByLabel('Number').fill('VAN-1');
  await submit(page, 'Save');
  await page.getByRole('cell', { name: 'VAN-1' }).waitFor();
}

async function enterTechnician({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Technicians');
  await page.getByRole('button', { name: 'New technician' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Jo Fischer');
  await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Lisbon');
  await page.getByRole('option', { name: 'Lisbon' }).click();
  await look('technician-new');
  await submit(page, 'Save');
  await page.getByRole('cell', { name: 'Jo Fischer', exact: true }).waitFor();
}

async function enterPrices({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Prices and costs');
  await enterAmount(page, 'Price', '48,90');
  await enterAmount(page, 'Cost', '31.5');
  await page.getByRole('search').getByRole('combobox', { name: 'Item' }).fill('roller');
  await page.getByRole('option', { name: 'P-100 Door roller' }).click();
  await page.getByRole('cell', { name: '€48.90' }).waitFor();
  await page.getByRole('button', { name: /^Change the price of P-100 Door roller/ }).click();
  await page.getByRole('dialog').getByLabel('Amount').fill('49.95');
  await submit(page, 'Save');
  await page.getByRole('cell', { name: '€49.95' }).waitFor();
  await look('prices');
  await page.getByRole('button', { name: /^Withdraw the price of P-100 Door roller/ }).click();
  await submit(page, 'Withdraw');
  await page.getByRole('cell', { name: '€49.95' }).waitFor({ state: 'detached' });
  await enterAmount(page, 'Price', '52');
  const head = 'kind,type of line,item number,valid from,amount';
  const prices = 'price,item,P-100,2031-01-01,"55,5"\ncost,item,P-100,2030-01-01,31.50\n';
  await importFile(page, 'Import', `${head}\n${prices}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('1 new, 0 changed, 1 unchanged, 0 refused.').waitFor();
  await page.keyboard.press('Escape');
}

async function enterAmount(page: Page, kind: string, amount: string): Promise<void> {
  await page.getByRole('button', { name: 'New price or cost' }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, 'Type of line', 'Item');
  await choose(page, 'Kind', kind);
  await dialog.getByRole('combobox', { name: 'Item', exact: true }).fill('P-100');
  await page.getByRole('option', { name: 'P-100 Door roller' }).click();
  await dialog.getByLabel('Valid from').fill('2030-01-01');
  await dialog.getByLabel('Amount').fill(amount);
  await submit(page, 'Save');
}

/** What somebody else published since the dialog was opened is not written over. */
async function refuseStaleTaxTable({ page }: ConsolePage): Promise<void> {
  await openSection(page, 'Taxes');
  await page.getByRole('button', { name: 'Change the tax table' }).click();
  const call = callAs(stack().url, stack().adminToken());
  const { version, ...table } = (await call(invoicingRoutes.getTaxTable, {})).body;
  await call(invoicingRoutes.putTaxTable, { ifMatch: version, body: { ...table, defaultTaxCode: 'reduced' } });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').getByText('request.version-stale').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
}

async function enterTax({ page, look }: ConsolePage): Promise<void> {
  await openSection(page, 'Taxes');
  await page.getByRole('button', { name: 'Change the tax table' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add a rate' }).click();
  const rate = dialog.getByRole('group', { name: /^rate/ }).last();
  await rate.getByLabel('Tax code').fill('tourism');
  await rate.getByLabel('Rate in %').fill('9.5');
  await rate.getByLabel('Valid from').fill('2030-01-01');
  await dialog.getByRole('button', { name: 'Add an item' }).click();
  const assignment = dialog.getByRole('group', { name: 'assignment 1' });
  await assignment.getByRole('combobox', { name: 'Item' }).fill('P-100');
  await page.getByRole('option', { name: 'P-100 Door roller' }).click();
  await assignment.getByRole('combobox', { name: 'Tax code' }).click();
  await page.getByRole('option', { name: 'tourism' }).click();
  await look('taxes-change');
  await submit(page, 'Save');
  await page.getByRole('cell', { name: '9.5 %' }).waitFor();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await look('taxes-dark');
}

async function whatTheApiSays(): Promise<void> {
  const call = callAs(stack().url, stack().adminToken());
  const [item] = (await call(itemRoutes.list, { query: { search: 'P-100' } })).body.items;
  const itemId = item?.itemId ?? '';
  expect(item).toMatchObject({ name: 'Door roller', externalId: 'erp-4711', unit: 'pcs', active: true });
  const levels = await call(stockRoutes.listLevels, { query: { itemId } });
  expect(levels.body.items).toMatchObject([{ onHand: 20, reserved: 0, available: 20 }]);
  const technicians = await call(technicianRoutes.list, { query: { search: 'Fischer' } });
  expect(technicians.body.items).toMatchObject([{ timeZone: 'Europe/Lisbon', active: true }]);
  const prices = await call(invoicingRoutes.listPriceEntries, { query: { itemId } });
  const amounts = prices.body.items.map(({ kind, amount, validFrom }) => [kind, amount.amount, validFrom]);
  expect(amounts).toEqual([
    ['price', 5550, '2031-01-01'],
    ['price', 5200, '2030-01-01'],
    ['cost', 3150, '2030-01-01'],
  ]);
  const taxes = await call(invoicingRoutes.getTaxTable, {});
  expect(taxes.body.rates).toContainEqual({ taxCode: 'tourism', basisPoints: 950, validFrom: '2030-01-01' });
  expect(taxes.body.defaultTaxCode).toBe('reduced');
  expect(taxes.body.assignments).toEqual([{ itemId, category: null, taxCode: 'tourism' }]);
}
