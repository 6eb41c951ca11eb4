/** A system that feeds customers in is entered by screen; what it owns is read-only, and what differs is settled by a button. */
import { expect, test } from 'vitest';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { customerRoutes } from '#contracts/http/customers.ts';

import { openConsole, openSection, signIn, submit } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { createDesk } from '../support/order-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

test('an administrator enters a source, settles what differs, and cannot change what is the source’s', async () => {
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  const desk = createDesk(stack().url, stack().adminToken());
  await signIn(page, stack());
  await openSection(page, 'Feeds');
  await page.getByRole('button', { name: 'New feed source' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Sales');
  await page.getByRole('textbox', { name: 'Id' }).fill('crm');
  const ofCustomers = page.getByRole('group', { name: 'Of customers' });
  for (const field of ['name', 'address', 'e-mail address'])
    await ofCustomers.getByLabel(field, { exact: true }).check();
  await page.getByRole('group', { name: 'Of sites' }).getByLabel('name', { exact: true }).check();
  await look('feed-source-new');
  await submit(page, 'Save');

  const changedAt = '2026-03-02T08:00:00.000Z';
  const feed = (path: string, record: object) =>
    desk.mustDo('PUT', `/v1/feeds/crm/${path}`, { body: { changedAt, record } });
  const address = { street: 'Mühlweg 4', postalCode: '5020', city: 'Salzburg', country: 'AT' };
  await eventually(() =>
    feed('customers/crm-1', { name: 'Mühle am Bach GmbH', address, phone: '0662 5550100', language: 'de' }),
  );
  await feed('sites/crm-2-1', { name: 'Lager', customerExternalId: 'crm-2' });
  await page.reload();
  await page.getByText('The phone is kept here: nothing. They say 0662 5550100.').waitFor();
  await page.getByText('Waits for Customer crm-2').waitFor();
  await look('feeds');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Take theirs: phone of Customer Mühle am Bach GmbH (crm-1)' }).click();
  await page.getByText('0662 5550100').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Keep ours: language of Customer Mühle am Bach GmbH (crm-1)' }).click();
  await page.getByText('They say de.').waitFor({ state: 'detached' });

  await openSection(page, 'Customers');
  await page.getByRole('link', { name: 'Mühle am Bach GmbH' }).click();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect.poll(() => page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
  await page.getByText('Comes from Sales, and is changed there.').first().waitFor();
  await look('customer-of-a-feed');
  await page.getByLabel('Days to pay').fill('21');
  await submit(page, 'Save');

  const { body } = await desk.mustDo('GET', `${customerRoutes.list.path}?externalId=crm-1`);
  const { items } = customerRoutes.list.responses[200].schema.parse(body);
  expect(items).toMatchObject([{ phone: '0662 5550100', language: 'en', paymentTermsDays: 21 }]);
  const open = await desk.mustDo('GET', `${customersFeedRoutes.records.path}?open=true`);
  const records = customersFeedRoutes.records.responses[200].schema.parse(open.body).items;
  expect(records.map(({ externalId }) => externalId)).toEqual(['crm-2-1']);
  expect(faults()).toEqual([]);
});
