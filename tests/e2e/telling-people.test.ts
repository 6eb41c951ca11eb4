/** People are told: a mail that does not arrive is a line in the inbox, and is sent again when its address is right. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';

import { customerRoutes } from '#contracts/http/customers.ts';
import { notificationRoutes } from '#contracts/http/notifications.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import { callAs } from '../support/call-as.ts';
import { mailsTo } from '../support/caught-mails.ts';
import { choose, openConsole, signIn, submit } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();

test('a mail that failed is told in the inbox, and arrives in the reader’s language when it is sent again', async () => {
  const call = callAs(stack().url, stack().adminToken());
  const right = `haustechnik@${stack().name}.example`;
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());

  const entry = { name: 'Kurhotel Seeblick', email: 'haustechnik@seeblick.invalid', language: 'de' };
  const { body: customer } = await call(customerRoutes.create, { body: entry, key: randomUUID() });
  const { customerId } = customer;
  const asked = await call(serviceRequestRoutes.submit, {
    body: { customerId, subject: 'Der Aufzug steht' },
    key: randomUUID(),
  });
  await page.getByRole('link', { name: 'Inbox 1 new' }).click();
  await page.getByText('A mail to haustechnik@seeblick.invalid did not arrive').waitFor();
  await look('inbox');
  await page.getByRole('button', { name: 'How I am told' }).click();
  await choose(page, 'Language', 'German');
  await look('inbox-preferences');
  await submit(page, 'Save');
  await page.getByRole('button', { name: /^Acknowledge: Eine E-Mail an haustechnik/ }).click();
  await page.getByText('There is nothing new.').waitFor();
  await page.getByRole('link', { name: 'Inbox', exact: true }).waitFor();

  const change = { params: { customerId }, body: { email: right }, ifMatch: customer.version };
  await call(customerRoutes.change, change);
  await page.getByRole('link', { name: 'All messages' }).click();
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('messages-failed');
  await page.getByRole('button', { name: /^Send again to haustechnik@seeblick/ }).click();
  await page.getByText('There is nothing here yet.').waitFor();

  const [mail] = await eventually(async () => {
    const mails = await mailsTo(stack(), right);
    expect(mails).toHaveLength(1);
    return mails;
  });
  expect(mail?.subject).toBe(`Wir haben Ihre Anfrage ${asked.body.number}`);
  expect(mail?.text).toContain('„Der Aufzug steht“');
  // The mail is in the box a moment before the word that it was sent is in the books.
  await eventually(async () => {
    const { body: told } = await call(notificationRoutes.list, { query: { channel: 'mail' } });
    expect(told.items).toMatchObject([{ state: 'sent', address: right, round: 2, error: null }]);
  });

  const accepted = await call(serviceRequestRoutes.accept, {
    params: { requestId: asked.body.requestId },
    body: {},
    key: randomUUID(),
  });
  await page.goto(`/orders/${accepted.body.orderId}`);
  await page.getByRole('heading', { name: 'Messages about this order' }).waitFor();
  await page.getByText(`Ihre Anfrage ${asked.body.number} ist angenommen`).waitFor();
  await page.getByText('Sent', { exact: true }).waitFor();
  await look('order-messages');
  expect(faults()).toEqual([]);
});
